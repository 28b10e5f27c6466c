package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a change or a saved document: stretches of bytes, each under a number that says
 * what its rows mean. Columns this code does not know are kept out of sight.
 */
public final class Columns {

    private static final int MAX_COLUMNS = 1_000;
    private static final int MAX_SPECIFICATION = Integer.MAX_VALUE;

    /** The bit of a column's number that says its bytes are deflated. */
    private static final int DEFLATED = 8;

    private static final ByteReader NOTHING = new ByteReader(new byte[0], 0, 0);

    private final Map<Integer, ByteReader> bytes = new HashMap<>();
    private int size;

    private record Column(int specification, int length) {}

    /** Which columns follow and how long each is. */
    public static final class Layout {
        private final List<Column> columns;

        private Layout(List<Column> columns) {
            this.columns = columns;
        }

        /** Reads the table of a change or one of the two of a document. */
        public static Layout read(ByteReader in) {
            List<Column> columns = new ArrayList<>();
            int previous = -1;
            for (int left = in.boundedInt("columns", MAX_COLUMNS); left > 0; left--) {
                int specification = in.boundedInt("column number", MAX_SPECIFICATION);
                if ((specification & ~DEFLATED) <= previous) {
                    throw new CrdtException("column " + specification + " is out of order");
                }
                previous = specification & ~DEFLATED;
                columns.add(
                        new Column(
                                specification, in.boundedInt("column length", Integer.MAX_VALUE)));
            }
            return new Layout(columns);
        }

        /** How many bytes the columns of these numbers have together, as they are stored. */
        int size(Set<Integer> of) {
            long sum = 0;
            for (Column column : columns) {
                sum += of.contains(column.specification()) ? column.length() : 0;
            }
            return (int) Math.min(sum, Integer.MAX_VALUE);
        }
    }

    /** The columns of a change, which are never deflated one by one. */
    public static Columns ofChange(ByteReader in, Layout layout) {
        if (layout.columns.stream().anyMatch(c -> (c.specification() & DEFLATED) != 0)) {
            throw new CrdtException("a deflated column in a change");
        }
        return ofDocument(in, layout, in.remaining());
    }

    /** The columns of a document, inflated to no more than so many bytes together. */
    public static Columns ofDocument(ByteReader in, Layout layout, int limitBytes) {
        Columns columns = new Columns();
        for (Column column : layout.columns) {
            ByteReader slice = in.slice(column.length());
            if ((column.specification() & DEFLATED) != 0 && column.length() > 0) {
                byte[] inflated =
                        Chunk.inflate(slice.bytes(column.length()), limitBytes - columns.size);
                slice = new ByteReader(inflated, 0, inflated.length);
            }
            columns.size += slice.remaining();
            if (columns.size > limitBytes) {
                throw new CrdtException("columns of more than " + limitBytes + " bytes");
            }
            columns.bytes.put(column.specification() & ~DEFLATED, slice);
        }
        return columns;
    }

    /** Whether there are columns beside those of these numbers. */
    public boolean hasOthers(Set<Integer> known) {
        return !known.containsAll(bytes.keySet());
    }

    /** How many bytes all columns have together, inflated. */
    public int size() {
        return size;
    }

    /** How many bytes the columns of these numbers have together, inflated. */
    public int size(Set<Integer> of) {
        int sum = 0;
        for (Map.Entry<Integer, ByteReader> column : bytes.entrySet()) {
            sum += of.contains(column.getKey()) ? column.getValue().remaining() : 0;
        }
        return sum;
    }

    /** The bytes of a column; none when there is no such column. */
    public ByteReader bytes(int specification) {
        return bytes.getOrDefault(specification, NOTHING);
    }

    /** The rows of a column of numbers that are never negative. */
    public RunReader numbers(int specification, String name) {
        return new RunReader(name, bytes(specification), RunReader.Kind.UNSIGNED);
    }

    /** The rows of a column of numbers written as differences. */
    public RunReader deltas(int specification, String name) {
        return new RunReader(name, bytes(specification), RunReader.Kind.DELTA);
    }

    /** The rows of a column of strings. */
    public RunReader texts(int specification, String name) {
        return new RunReader(name, bytes(specification), RunReader.Kind.TEXT);
    }

    /** The rows of a column of yes and no. */
    public FlagReader flags(int specification, String name) {
        return new FlagReader(name, bytes(specification));
    }
}
