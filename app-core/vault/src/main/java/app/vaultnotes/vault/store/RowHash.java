package app.vaultnotes.vault.store;

import java.nio.ByteBuffer;

/**
 * The SHA-256 that a row of the truth carries over all that matters in it. It is compared whenever
 * the row is read: SQLite's own checks miss nearly every flipped bit.
 */
final class RowHash {

    private RowHash() {}

    static byte[] document(byte[] id, int kind, byte[] heads) {
        return Codec.sha256(id, bytes(kind), heads);
    }

    static byte[] change(byte[] document, byte[] hash, long at, byte[] packed) {
        return Codec.sha256(document, hash, bytes(at), packed);
    }

    static byte[] snapshot(byte[] document, byte[] heads, byte[] packed) {
        return Codec.sha256(document, heads, packed);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
