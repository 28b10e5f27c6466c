package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields a change begins with, before its operations.
 *
 * @param end where the first byte after them stands
 * @param columnBytes how many bytes the columns have that say what the operations are
 */
record ChangeHeader(
        List<ChangeHash> dependencies,
        ActorId actor,
        long sequence,
        long startOp,
        long time,
        String message,
        int end,
        int columnBytes) {

    static ChangeHeader read(byte[] body) {
        ByteReader in = new ByteReader(body, 0, body.length);
        int count = in.boundedInt("dependencies", in.remaining() / ChangeHash.LENGTH);
        List<ChangeHash> dependencies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ChangeHash next = ChangeHash.fromByteArray(in.bytes(ChangeHash.LENGTH));
            if (i > 0 && dependencies.get(i - 1).compareTo(next) >= 0) {
                throw new CrdtException("dependency " + next + " is listed out of order");
            }
            dependencies.add(next);
        }
        ActorId actor = ActorId.read(in);
        long sequence = in.positive("sequence number");
        long startOp = in.positive("first operation");
        if (startOp > OpId.MAX_COUNTER) {
            throw new CrdtException("first operation is number " + startOp);
        }
        long time = in.signedLeb();
        String message = in.text(in.boundedInt("message length", in.remaining()));
        int end = in.position();
        return new ChangeHeader(
                List.copyOf(dependencies),
                actor,
                sequence,
                startOp,
                time,
                message,
                end,
                columnBytes(in));
    }

    private static int columnBytes(ByteReader in) {
        try {
            for (int left = in.boundedInt("actors", in.remaining()); left > 0; left--) {
                in.slice(in.boundedInt("actor length", ActorId.MAX_LENGTH));
            }
            return Columns.Layout.read(in).size(ColumnIds.OF_CHANGE);
        } catch (CrdtException e) {
            return 0; // it is refused when its operations are read
        }
    }
}
