package app.vaultnotes.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256, by value. */
public final class Hash {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    /** What stands before the first of a chain. */
    public static final Hash NONE = new Hash(new byte[LENGTH]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of some bytes. */
    public static Hash of(byte[] content) {
        try {
            return new Hash(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The hash that these bytes are.
     *
     * @param what it is of, for the message
     * @throws WireException when they are not 32
     */
    public static Hash fromByteArray(String what, byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw WireException.invalid(what + " has " + bytes.length + " bytes, a hash 32");
        }
        return new Hash(bytes.clone());
    }

    /** A copy of the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
