package app.vaultnotes.vault.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the newest committed version of each page stands in a write-ahead log, read without SQLite:
 * it will not look into the log of a database whose first page is gone.
 */
final class WalPages {

    private static final int MAGIC = 0x377f0682;
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int SALT_OFFSET = 16;
    private static final int CHECKED_HEADER_BYTES = 24;
    private static final int CHECKED_FRAME_BYTES = 8;

    private final FileChannel file;
    private final int pageBytes;
    private final Map<Integer, Long> committed = new HashMap<>();

    private WalPages(FileChannel file, int pageBytes) {
        this.file = file;
        this.pageBytes = pageBytes;
    }

    /**
     * The offset in the log of each page that it holds, by number.
     *
     * @param pageBytes what a page of the database has
     */
    static Map<Integer, Long> committed(FileChannel file, int pageBytes) throws IOException {
        WalPages pages = new WalPages(file, pageBytes);
        pages.look();
        return pages.committed;
    }

    /** Sums of a log's bytes; what does not add up was never written whole. */
    private static final class Sums {
        private int one;
        private int two;

        void add(ByteBuffer bytes, ByteOrder order, int from, int length) {
            ByteBuffer words = bytes.duplicate().order(order);
            for (int at = from; at < from + length; at += 2 * Integer.BYTES) {
                one += words.getInt(at) + two;
                two += words.getInt(at + Integer.BYTES) + one;
            }
        }

        boolean are(ByteBuffer bytes, int at) {
            return bytes.getInt(at) == one && bytes.getInt(at + Integer.BYTES) == two;
        }
    }

    private void look() throws IOException {
        ByteBuffer header = read(0, HEADER_BYTES);
        if (header.limit() < HEADER_BYTES
                || (header.getInt(0) & ~1) != MAGIC
                || header.getInt(2 * Integer.BYTES) != pageBytes) {
            return;
        }
        ByteOrder order =
                (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Sums sums = new Sums();
        sums.add(header, order, 0, CHECKED_HEADER_BYTES);
        if (sums.are(header, CHECKED_HEADER_BYTES)) {
            frames(header.getLong(SALT_OFFSET), order, sums);
        }
    }

    private void frames(long salt, ByteOrder order, Sums sums) throws IOException {
        Map<Integer, Long> pending = new HashMap<>();
        int frameBytes = FRAME_HEADER_BYTES + pageBytes;
        for (long at = HEADER_BYTES; ; at += frameBytes) {
            ByteBuffer frame = read(at, frameBytes);
            if (frame.limit() < frameBytes || frame.getLong(2 * Integer.BYTES) != salt) {
                return;
            }
            sums.add(frame, order, 0, CHECKED_FRAME_BYTES);
            sums.add(frame, order, FRAME_HEADER_BYTES, pageBytes);
            if (!sums.are(frame, SALT_OFFSET)) {
                return;
            }
            pending.put(frame.getInt(0), at + FRAME_HEADER_BYTES);
            if (frame.getInt(Integer.BYTES) != 0) {
                committed.putAll(pending);
                pending.clear();
            }
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
            // until there is no more
        }
        return bytes.flip();
    }
}
