package app.vaultnotes.vault.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

    static byte[] version(byte[] document, VersionRow row) {
        return Codec.sha256(
                document,
                utf8(row.id()),
                row.heads(),
                bytes(row.from()),
                bytes(row.to()),
                row.device(),
                bytes(row.added()),
                bytes(row.removed()),
                utf8(row.name()));
    }

    static byte[] placement(byte[] document, PlacementRow row) {
        return Codec.sha256(
                document, bytes(row.at()), utf8(row.title()), row.folder(), bytes(row.trashed()));
    }

    static byte[] undo(byte[] document, long stack, long step, byte[] packed) {
        return Codec.sha256(document, bytes(stack), bytes(step), packed);
    }

    /** Of a row that belongs to no document. */
    static byte[] local(List<?> columns) {
        return Codec.sha256(columns.stream().map(RowHash::bytes).toArray(byte[][]::new));
    }

    private static byte[] bytes(Object column) {
        if (column instanceof Long number) {
            return bytes(number.longValue());
        }
        return column instanceof byte[] bytes ? bytes : utf8((String) column);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
