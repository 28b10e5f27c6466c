package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.ActorId;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Who signs what is typed for measuring: somebody new each time, the same ones in each run. */
final class Authors {

    private static final AtomicInteger LAST = new AtomicInteger();

    private Authors() {}

    static ActorId next() {
        return ActorId.fromByteArray(
                ByteBuffer.allocate(Integer.BYTES).putInt(LAST.incrementAndGet()).array());
    }
}
