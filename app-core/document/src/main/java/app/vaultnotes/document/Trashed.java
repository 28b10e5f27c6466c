package app.vaultnotes.document;

import java.util.Optional;

/**
 * The mark that something lies in the trash.
 *
 * @param atMillis when it was trashed, by the clock of the device that did
 * @param by the device that did
 * @param with what was trashed: this very thing, or the folder it lay in
 * @param textSha256 hexadecimal hash of a note's text at that moment, empty for folders and files;
 *     a note whose text has another hash was edited since and is not in the trash
 */
public record Trashed(long atMillis, Id by, Id with, String textSha256) {

    private static final String SEPARATOR = ":";
    private static final int PARTS = 4;

    /** The mark as one value of a document, so that concurrent marks never mix. */
    public String toText() {
        return String.join(
                SEPARATOR, Long.toString(atMillis), by.toString(), with.toString(), textSha256);
    }

    /** Reads what {@link #toText} wrote; empty for anything else. */
    public static Optional<Trashed> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != PARTS
                || !parts[0].matches("\\d{1,18}")
                || !parts[3].matches("([0-9a-f]{64})?")) {
            return Optional.empty();
        }
        Optional<Id> by = Id.parse(parts[1]);
        Optional<Id> with = Id.parse(parts[2]);
        return by.isEmpty() || with.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Trashed(Long.parseLong(parts[0]), by.get(), with.get(), parts[3]));
    }
}
