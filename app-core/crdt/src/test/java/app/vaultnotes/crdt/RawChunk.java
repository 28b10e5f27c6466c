package app.vaultnotes.crdt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts chunks together column by column, whatever they say. */
final class RawChunk {

    /** How a row without a value is written. */
    static final long NOTHING = Long.MIN_VALUE;

    private final Map<Integer, ByteWriter> columns = new TreeMap<>();

    /** A column of pairs: how often, and which number. */
    RawChunk numbers(int column, long... countsAndValues) {
        return column(column, countsAndValues, false);
    }

    /** A column of pairs: how often, and which difference. */
    RawChunk deltas(int column, long... countsAndSteps) {
        return column(column, countsAndSteps, true);
    }

    private RawChunk column(int column, long[] pairs, boolean signed) {
        ByteWriter out = new ByteWriter(16);
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] == NOTHING) {
                out.signed(0);
                out.unsigned(pairs[i]);
                continue;
            }
            count(out, pairs[i]);
            if (signed) {
                out.signed(pairs[i + 1]);
            } else {
                out.unsigned(pairs[i + 1]);
            }
        }
        columns.put(column, out);
        return this;
    }

    /** One of a kind is written as all different ones are. */
    private static void count(ByteWriter out, long count) {
        out.signed(count == 1 ? -1 : count);
    }

    /** A column of one string so many times, then so many rows of none. */
    RawChunk text(int column, long count, String text, long none) {
        ByteWriter out = new ByteWriter(16);
        count(out, count);
        out.writeSized(text.getBytes(StandardCharsets.UTF_8));
        if (none > 0) {
            out.signed(0);
            out.unsigned(none);
        }
        columns.put(column, out);
        return this;
    }

    /** A column of one string so many times. */
    RawChunk text(int column, long count, String text) {
        return text(column, count, text, 0);
    }

    /** A column of runs of no, yes, no … */
    RawChunk flags(int column, long... runs) {
        ByteWriter out = new ByteWriter(16);
        for (long run : runs) {
            out.unsigned(run);
        }
        columns.put(column, out);
        return this;
    }

    /** A column of these very bytes. */
    RawChunk bytes(int column, byte[] bytes) {
        ByteWriter out = new ByteWriter(bytes.length);
        out.write(bytes);
        columns.put(column, out);
        return this;
    }

    /** A change of these columns. */
    Change change(List<ChangeHash> dependencies, ActorId author, long sequence, long startOp) {
        return change(dependencies, author, sequence, startOp, List.of());
    }

    /** A change of these columns that names other actors. */
    Change change(
            List<ChangeHash> dependencies,
            ActorId author,
            long sequence,
            long startOp,
            List<ActorId> others) {
        List<ChangeHash> ascending = new ArrayList<>(dependencies);
        Collections.sort(ascending);
        ByteWriter body = new ByteWriter(256);
        body.unsigned(ascending.size());
        ascending.forEach(hash -> hash.writeTo(body));
        author.writeTo(body);
        body.unsigned(sequence);
        body.unsigned(startOp);
        body.signed(0);
        body.unsigned(0);
        body.unsigned(others.size());
        others.forEach(other -> other.writeTo(body));
        layout(body);
        columns.values().forEach(body::write);
        return Change.parse(ChangeWriter.chunk(Chunk.CHANGE, body.toByteArray()));
    }

    /** A saved document whose changes are these columns and whose operations are others. */
    byte[] document(List<ActorId> actors, int heads, RawChunk operations) {
        List<ChangeHash> names = new ArrayList<>();
        for (int i = 0; i < heads; i++) {
            byte[] hash = new byte[ChangeHash.LENGTH];
            hash[0] = (byte) i;
            names.add(ChangeHash.fromByteArray(hash));
        }
        return document(actors, names, operations);
    }

    /** A saved document with these heads. */
    byte[] document(List<ActorId> actors, List<ChangeHash> heads, RawChunk operations) {
        ByteWriter body = new ByteWriter(256);
        body.unsigned(actors.size());
        actors.forEach(actor -> actor.writeTo(body));
        body.unsigned(heads.size());
        heads.forEach(hash -> hash.writeTo(body));
        layout(body);
        operations.layout(body);
        columns.values().forEach(body::write);
        operations.columns.values().forEach(body::write);
        return ChangeWriter.chunk(Chunk.DOCUMENT, body.toByteArray());
    }

    private void layout(ByteWriter body) {
        body.unsigned(columns.size());
        columns.forEach((number, bytes) -> {
            body.unsigned(number);
            body.unsigned(bytes.size());
        });
    }

    /** So many puts of nothing on one key of the root. */
    static RawChunk puts(long count, String key) {
        return onKey(count, key, 1);
    }

    /** So many texts that come to stand at one key of the root. */
    static RawChunk texts(long count, String key) {
        return onKey(count, key, 4);
    }

    private static RawChunk onKey(long count, String key, int action) {
        return new RawChunk()
                .text(0x15, count, key)
                .flags(0x34, count)
                .numbers(0x42, count, action)
                .numbers(0x56, count, 0)
                .numbers(0x70, count, 0);
    }

    /** The changes' columns of a document of one author and one change. */
    static RawChunk oneChange(long lastCounter) {
        return new RawChunk()
                .numbers(0x01, 1, 0)
                .deltas(0x03, 1, 1)
                .deltas(0x13, 1, lastCounter)
                .deltas(0x23, 1, 0)
                .numbers(0x40, 1, 0)
                .numbers(0x56, 1, 7);
    }
}
