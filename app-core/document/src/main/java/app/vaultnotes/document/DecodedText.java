package app.vaultnotes.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file.
 *
 * @param text exactly what its bytes say, a byte order mark included
 * @param encoding how they were read; only UTF-8 can be written back from the text alone
 */
public record DecodedText(String text, String encoding) {

    private static final String UTF_8 = "UTF-8";

    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** Reads bytes as UTF-8 if they are that, as UTF-16 with its mark, or as Windows wrote them. */
    public static DecodedText of(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new DecodedText(text, UTF_8);
        } catch (CharacterCodingException e) {
            return otherwise(bytes);
        }
    }

    /** Whether the text alone can be written back. */
    public boolean isUtf8() {
        return encoding.equals(UTF_8);
    }

    private static DecodedText otherwise(byte[] bytes) {
        boolean big = bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
        boolean little = bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        if (big || little) {
            Charset utf16 = big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
            String text = new String(bytes, 2, bytes.length - 2, utf16);
            return new DecodedText(text, utf16.name());
        }
        return new DecodedText(new String(bytes, WESTERN), WESTERN.name());
    }
}
