package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;

/** The fields a change begins with, before its operations. */
record ChangeHeader(List<ChangeHash> dependencies, ActorId actor, long sequence, long startOp) {

    static ChangeHeader read(byte[] body) {
        ByteReader in = new ByteReader(body, 0, body.length);
        int count = in.boundedInt("dependencies", Change.MAX_DEPENDENCIES);
        List<ChangeHash> dependencies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dependencies.add(ChangeHash.fromByteArray(in.bytes(ChangeHash.LENGTH)));
        }
        int actorLength = in.boundedInt("actor length", ActorId.MAX_LENGTH);
        if (actorLength == 0) {
            throw new CrdtException("change without an actor");
        }
        ActorId actor = ActorId.fromByteArray(in.bytes(actorLength));
        long sequence = in.positive("sequence number");
        long startOp = in.positive("first operation");
        return new ChangeHeader(List.copyOf(dependencies), actor, sequence, startOp);
    }
}
