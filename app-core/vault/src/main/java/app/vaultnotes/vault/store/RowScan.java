package app.vaultnotes.vault.store;

import app.vaultnotes.vault.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Every row that stands on a page that can be read, whichever table it is of. No page is looked up
 * through another one, so that the rows below a lost page are found all the same.
 */
final class RowScan {

    private static final int INDEX_INNER = 0x02;
    private static final int INDEX_LEAF = 0x0a;
    private static final int TABLE_LEAF = 0x0d;
    private static final int LEAF_HEADER_BYTES = 8;
    private static final int INNER_HEADER_BYTES = 12;
    private static final int COUNT_OFFSET = 3;

    /**
     * Rows that overflow name the pages of their rest; where damage has many name the same ones,
     * reading them all over and over ends at this many times the file.
     */
    private static final int MAX_READS_OF_FILE = 16;

    private final PageFile file;
    private final int usable;
    private long overflowPages;

    RowScan(PageFile file) {
        this.file = file;
        this.usable = file.pageBytes();
    }

    /** Takes rows. */
    interface Taker {
        void take(RawRow row) throws SQLException;
    }

    void run(Taker taker, Progress progress) throws SQLException {
        for (int number = 2; number <= file.count(); number++) {
            Optional<ByteBuffer> page = file.page(number);
            if (page.isPresent()) {
                rows(page.get(), taker);
            }
            progress.report("pages", number, file.count());
        }
    }

    private void rows(ByteBuffer page, Taker taker) throws SQLException {
        int type = page.get(0);
        int pointers = type == INDEX_INNER ? INNER_HEADER_BYTES : LEAF_HEADER_BYTES;
        if (type != INDEX_INNER && type != INDEX_LEAF && type != TABLE_LEAF) {
            return;
        }
        int count = page.getShort(COUNT_OFFSET) & 0xffff;
        int room = (usable - pointers) / Short.BYTES;
        for (int i = 0; i < Math.min(count, room); i++) {
            int at = page.getShort(pointers + Short.BYTES * i) & 0xffff;
            Optional<RawRow> row = row(page, type, at);
            if (row.isPresent()) {
                taker.take(row.get());
            }
        }
    }

    private Optional<RawRow> row(ByteBuffer page, int type, int cell) {
        try {
            int at = type == INDEX_INNER ? cell + Integer.BYTES : cell;
            Varint.Read size = Varint.read(page, at);
            boolean keyed = type != TABLE_LEAF;
            Varint.Read number =
                    keyed ? new Varint.Read(0, size.end()) : Varint.read(page, size.end());
            Optional<ByteBuffer> record = payload(page, number.end(), size.value(), keyed);
            return record.flatMap(bytes ->
                    RawRow.parse(keyed, number.value(), bytes, bytes.limit() == size.value()));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Optional<ByteBuffer> payload(ByteBuffer page, int at, long size, boolean keyed) {
        if (size < 1 || size > (long) file.count() * usable || size > Integer.MAX_VALUE - 8) {
            return Optional.empty();
        }
        int local = local(size, keyed);
        if (local == size) {
            return Optional.of(page.slice(at, local));
        }
        return rest(page.slice(at, local), page.getInt(at + local), (int) size);
    }

    /** How many bytes of a row stand on its own page. */
    private int local(long size, boolean keyed) {
        int most = keyed ? (usable - 12) * 64 / 255 - 23 : usable - 35;
        if (size <= most) {
            return (int) size;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int fitting = (int) (least + (size - least) % (usable - Integer.BYTES));
        return fitting <= most ? fitting : least;
    }

    /** A row with what stands on other pages; where one of those is lost, what comes before it. */
    private Optional<ByteBuffer> rest(ByteBuffer begin, int first, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        append(all, begin, begin.limit());
        int next = first;
        while (all.size() < size) {
            Optional<ByteBuffer> page = file.page(next);
            if (page.isEmpty() || ++overflowPages > (long) MAX_READS_OF_FILE * file.count()) {
                break;
            }
            ByteBuffer content = page.get().slice(Integer.BYTES, usable - Integer.BYTES);
            next = page.get().getInt(0);
            int length = Math.min(content.limit(), size - all.size());
            if (next == 0 && all.size() + length < size) {
                break; // no page of the middle is the last one: this one is lost
            }
            append(all, content, length);
        }
        return Optional.of(ByteBuffer.wrap(all.toByteArray()));
    }

    private static void append(ByteArrayOutputStream all, ByteBuffer bytes, int length) {
        byte[] copy = new byte[length];
        bytes.get(0, copy);
        all.writeBytes(copy);
    }
}
