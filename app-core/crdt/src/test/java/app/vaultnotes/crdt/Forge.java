package app.vaultnotes.crdt;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Makes chunks that are damaged inside and right outside, as someone who means harm would. */
public final class Forge {

    private static final int KEY_COLUMN = 0x15;
    private static final int ACTION_COLUMN = 0x42;
    private static final int TYPE_AT = 8;
    private static final int CHECKSUM_AT = 4;

    private Forge() {}

    /** Where the body of a chunk begins. */
    static int bodyStart(byte[] chunk) {
        int at = TYPE_AT + 1;
        while (chunk[at] < 0) {
            at++;
        }
        return at + 1;
    }

    static byte[] body(byte[] chunk) {
        return Arrays.copyOfRange(chunk, bodyStart(chunk), chunk.length);
    }

    /** A chunk like another one, with another body and the checksum that fits it. */
    static byte[] withBody(byte[] chunk, byte[] body) {
        return chunk(chunk, Chunk.hash(chunk[TYPE_AT], body), body);
    }

    /** A chunk of a deflated change, whose checksum is that of the plain body. */
    static byte[] deflated(byte[] chunk, byte[] plain, byte[] deflated) {
        byte[] head = chunk.clone();
        head[TYPE_AT] = Chunk.DEFLATED_CHANGE;
        return chunk(head, Chunk.hash(Chunk.CHANGE, plain), deflated);
    }

    /**
     * A change of some sixty bytes whose columns claim so many operations on one key.
     *
     * @param action the code of what each of them does
     */
    static Change bomb(Change skeleton, ActorId actor, int action, long operations) {
        ColumnWriter<String> keys = ColumnWriter.text();
        keys.add("v", operations);
        ColumnWriter<Long> actions = ColumnWriter.unsigned();
        actions.add((long) action, operations);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ColumnWriter.unsigned(body, 1L);
        body.writeBytes(skeleton.hash().toByteArray());
        ColumnWriter.unsigned(body, (long) actor.toByteArray().length);
        body.writeBytes(actor.toByteArray());
        for (long number : new long[] {1, 5, 0, 0, 0, 2}) {
            ColumnWriter.unsigned(body, number); // sequence, start, time, message, actors, columns
        }
        column(body, KEY_COLUMN, keys);
        column(body, ACTION_COLUMN, actions);
        body.writeBytes(keys.toByteArray());
        body.writeBytes(actions.toByteArray());
        return Change.parse(withBody(skeleton.toByteArray(), body.toByteArray()));
    }

    private static void column(ByteArrayOutputStream body, long number, ColumnWriter<?> column) {
        ColumnWriter.unsigned(body, number);
        ColumnWriter.unsigned(body, (long) column.toByteArray().length);
    }

    private static byte[] chunk(byte[] head, byte[] hash, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head, 0, CHECKSUM_AT);
        out.write(hash, 0, TYPE_AT - CHECKSUM_AT);
        out.write(head[TYPE_AT]);
        ColumnWriter.unsigned(out, (long) body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** A chunk with one to three bytes of its body changed or removed, and the right checksum. */
    public static byte[] mutated(byte[] chunk, Random random) {
        byte[] body = body(chunk);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(5)) {
                case 0 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> body[at] = (byte) random.nextInt(256);
                case 2 -> body[at] = (byte) random.nextInt(4);
                case 3 -> body[at] = -1;
                default -> body = without(body, at);
            }
        }
        return withBody(chunk, body);
    }

    private static byte[] without(byte[] bytes, int at) {
        if (bytes.length == 1) {
            return bytes;
        }
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
}
