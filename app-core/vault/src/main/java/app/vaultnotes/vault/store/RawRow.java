package app.vaultnotes.vault.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was found on a page, of a table that is not known.
 *
 * @param keyed whether it stands in an index or a table without numbers
 * @param number its number in its table, 0 for a keyed one
 * @param whole whether all of it was there; otherwise its last values are cut
 * @param shape the kinds of its values, a letter each: N null, I whole number, R other number, T
 *     text, B bytes; a small k before them when it is keyed
 * @param values null, {@link Long}, {@link Double}, {@link String} or {@code byte[]}
 */
record RawRow(
        boolean keyed, long number, boolean whole, String shape, List<@Nullable Object> values) {

    private static final int MAX_COLUMNS = 64;
    private static final int FIRST_BLOB = 12;
    private static final int[] WIDTHS = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    private static final int REAL = 7;
    private static final int ZERO = 8;
    private static final int ONE = 9;

    /** The row of this record; empty when the bytes are none. */
    static Optional<RawRow> parse(boolean keyed, long number, ByteBuffer record, boolean whole) {
        try {
            return Optional.of(read(keyed, number, record, whole));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RawRow read(boolean keyed, long number, ByteBuffer record, boolean whole) {
        Varint.Read header = Varint.read(record, 0);
        int at = header.end();
        int end = Math.toIntExact(Math.min(header.value(), record.limit() + 1L));
        int content = end;
        List<@Nullable Object> values = new ArrayList<>();
        StringBuilder shape = new StringBuilder(keyed ? "k" : "");
        while (at < end) {
            Varint.Read type = Varint.read(record, at);
            at = type.end();
            require(values.size() < MAX_COLUMNS && type.value() >= 0);
            int there = record.limit() - content;
            int length = whole ? length(type.value()) : Math.min(length(type.value()), there);
            values.add(value(type.value(), record.slice(content, length)));
            shape.append(letter(type.value()));
            content += length;
        }
        require(at == end && content == record.limit());
        return new RawRow(keyed, number, whole, shape.toString(), values);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("no record");
        }
    }

    private static int length(long type) {
        if (type >= FIRST_BLOB) {
            return (int) Math.min(Integer.MAX_VALUE, (type - FIRST_BLOB) / 2);
        }
        require(type < WIDTHS.length);
        return WIDTHS[(int) type];
    }

    private static char letter(long type) {
        if (type >= FIRST_BLOB) {
            return type % 2 == 0 ? 'B' : 'T';
        }
        return type == 0 ? 'N' : type == REAL ? 'R' : 'I';
    }

    private static @Nullable Object value(long type, ByteBuffer bytes) {
        if (type >= FIRST_BLOB) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return type % 2 == 0 ? copy : new String(copy, StandardCharsets.UTF_8);
        }
        return switch ((int) type) {
            case 0 -> null;
            case ZERO -> 0L;
            case ONE -> 1L;
            case REAL -> bytes.getDouble(0);
            default -> number(bytes);
        };
    }

    private static long number(ByteBuffer bytes) {
        long value = bytes.get(0);
        for (int i = 1; i < bytes.limit(); i++) {
            value = (value << Byte.SIZE) | (bytes.get(i) & 0xff);
        }
        return value;
    }

    byte[] bytes(int column) {
        return values.get(column) instanceof byte[] bytes ? bytes : new byte[0];
    }

    long number(int column) {
        return values.get(column) instanceof Long number ? number : 0;
    }

    String text(int column) {
        return values.get(column) instanceof String text ? text : "";
    }
}
