package app.vaultnotes.vault;

import app.vaultnotes.document.DecodedText;
import app.vaultnotes.document.TextSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SHA-256 of an attachment's bytes, which is its name.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record BlobHash(String hex) {

    /** Checks the spelling. */
    public BlobHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
    }

    /** The hash of these bytes. */
    public static BlobHash of(byte[] bytes) {
        try {
            return ofBytes(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of these 32 bytes. */
    public static BlobHash ofBytes(byte[] sha256) {
        return new BlobHash(HexFormat.of().formatHex(sha256));
    }

    /** The hash written as this text, if it is one. */
    public static Optional<BlobHash> parse(String hex) {
        return hex.matches("[0-9a-f]{64}") ? Optional.of(new BlobHash(hex)) : Optional.empty();
    }

    /** Says that a text was read from the bytes of this hash. */
    public TextSource sourceOf(DecodedText read) {
        String text = of(read.text().getBytes(StandardCharsets.UTF_8)).hex();
        return new TextSource(read.encoding(), hex, text);
    }

    /** The 32 bytes. */
    public byte[] toByteArray() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
