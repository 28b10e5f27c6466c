package app.vaultnotes.crdt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column of a change: runs of equal values, runs of different ones, runs of nothing. The
 * split into runs is the only one the format knows, so equal columns have equal bytes.
 */
public final class ColumnWriter<T> {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Consumer<T> writeValue;
    private final List<T> different = new ArrayList<>();
    private @Nullable T last;
    private long count;
    private boolean anyValue;

    private ColumnWriter(java.util.function.BiConsumer<ByteArrayOutputStream, T> write) {
        this.writeValue = value -> write.accept(out, value);
    }

    static ColumnWriter<Long> unsigned() {
        return new ColumnWriter<>(ColumnWriter::unsigned);
    }

    static ColumnWriter<Long> signed() {
        return new ColumnWriter<>(ColumnWriter::signed);
    }

    /** A column of strings. */
    public static ColumnWriter<String> text() {
        return new ColumnWriter<>((out, value) -> {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            unsigned(out, (long) utf8.length);
            out.writeBytes(utf8);
        });
    }

    /** Adds a value, or nothing for null, so many times. */
    public void add(@Nullable T value, long times) {
        if (times == 0) {
            return;
        }
        anyValue |= value != null;
        if (count > 0 && Objects.equals(value, last)) {
            count += times;
            return;
        }
        flush();
        last = value;
        count = times;
    }

    /** Ends the run under way; a single value waits for others that differ from it. */
    private void flush() {
        T value = last;
        if (count == 1 && value != null) {
            different.add(value);
        } else if (count > 0) {
            flushDifferent();
            if (value == null) {
                signed(out, 0L);
                unsigned(out, count);
            } else {
                signed(out, count);
                writeValue.accept(value);
            }
        }
        count = 0;
    }

    private void flushDifferent() {
        if (!different.isEmpty()) {
            signed(out, (long) -different.size());
            different.forEach(writeValue);
            different.clear();
        }
    }

    /** The column; empty when it holds nothing but nothing. */
    public byte[] toByteArray() {
        if (!anyValue) {
            return new byte[0];
        }
        flush();
        flushDifferent();
        return out.toByteArray();
    }

    static void unsigned(ByteArrayOutputStream out, Long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static void signed(ByteArrayOutputStream out, Long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        out.write((int) (rest & 0x7f));
    }
}
