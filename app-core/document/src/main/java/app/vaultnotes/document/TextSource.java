package app.vaultnotes.document;

import java.util.Optional;

/**
 * Where a note's text came from when its file was no valid UTF-8: the file's bytes stand for the
 * text as long as the text has the hash it had then.
 *
 * @param encoding the encoding the bytes were read in
 * @param blob hexadecimal SHA-256 of the bytes
 * @param textSha256 hexadecimal SHA-256 of the text that was read from them, in UTF-8
 */
public record TextSource(String encoding, String blob, String textSha256) {

    private static final String SEPARATOR = ":";
    private static final int PARTS = 3;
    private static final String SHA256 = "[0-9a-f]{64}";

    /** The source as one value of a document. */
    public String toText() {
        return String.join(SEPARATOR, encoding, blob, textSha256);
    }

    /** Reads what {@link #toText} wrote; empty for anything else. */
    public static Optional<TextSource> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        boolean valid =
                parts.length == PARTS
                        && parts[0].matches("[A-Za-z0-9_.-]{1,40}")
                        && parts[1].matches(SHA256)
                        && parts[2].matches(SHA256);
        return valid ? Optional.of(new TextSource(parts[0], parts[1], parts[2])) : Optional.empty();
    }
}
