package app.vaultnotes.document;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of a document, folder or device that never changes: 16 random bytes, in text 26
 * characters of lower-case base32 (RFC 4648 alphabet, no padding). Ordered as unsigned bytes.
 */
public final class Id implements Comparable<Id> {

    /** Length in bytes. */
    public static final int LENGTH = 16;

    /** The top of the folder tree; no document has this id. */
    public static final Id ROOT = new Id(new byte[LENGTH]);

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int TEXT_LENGTH = 26;
    private static final int BITS_PER_CHAR = 5;
    private static final SecureRandom SECURE = new SecureRandom();

    private final byte[] bytes;

    private Id(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new id from the platform's secure random numbers. */
    public static Id random() {
        return random(SECURE);
    }

    /** A new id from the given random numbers. */
    public static Id random(RandomGenerator random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new Id(bytes);
    }

    /** The id of these 16 bytes; {@link IllegalArgumentException} for another number of bytes. */
    public static Id fromByteArray(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.length);
        }
        return new Id(bytes.clone());
    }

    /** The id written as this text, or empty when the text is no id. */
    public static Optional<Id> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = new byte[LENGTH];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            pending = (pending << BITS_PER_CHAR) | digit;
            bits += BITS_PER_CHAR;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[at++] = (byte) (pending >>> bits);
                pending &= (1 << bits) - 1;
            }
        }
        return pending == 0 ? Optional.of(new Id(bytes)) : Optional.empty();
    }

    /** A copy of the 16 bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Whether this is the top of the folder tree. */
    public boolean isRoot() {
        return equals(ROOT);
    }

    @Override
    public int compareTo(Id other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(TEXT_LENGTH);
        int pending = 0;
        int bits = 0;
        for (byte next : bytes) {
            pending = (pending << Byte.SIZE) | (next & 0xff);
            bits += Byte.SIZE;
            while (bits >= BITS_PER_CHAR) {
                bits -= BITS_PER_CHAR;
                text.append(ALPHABET.charAt((pending >>> bits) & 31));
            }
            pending &= (1 << bits) - 1;
        }
        return text.append(ALPHABET.charAt((pending << (BITS_PER_CHAR - bits)) & 31)).toString();
    }
}
