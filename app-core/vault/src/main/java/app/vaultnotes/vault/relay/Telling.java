package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.ToClient;
import java.util.concurrent.locks.ReentrantLock;

/** Tells what happens on a line: one thing at a time, the end once, and nothing behind it. */
final class Telling {

    private final WayEvents listener;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean isOver;

    Telling(WayEvents listener) {
        this.listener = listener;
    }

    void opened() {
        tell(listener::opened);
    }

    /** Returns when the listener has dealt with it. */
    void heard(ToClient message) {
        tell(() -> listener.heard(message));
    }

    private void tell(Runnable event) {
        turn.lock();
        try {
            if (!isOver) {
                event.run();
            }
        } finally {
            turn.unlock();
        }
    }

    void ended(RelayFailure why) {
        tell(() -> {
            isOver = true;
            listener.ended(why);
        });
    }

    /** Tells no more. */
    void hush() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }
}
