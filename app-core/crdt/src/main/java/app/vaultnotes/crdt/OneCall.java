package app.vaultnotes.crdt;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The gate to a document of an engine: lets in one call at a time, none once the document is
 * closed, and only closing after a change failed halfway. Whoever may not come in gets an {@link
 * IllegalStateException}.
 */
public final class OneCall {
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean broken;
    private boolean closed;

    /** Runs a call. */
    public <T> T run(Supplier<T> call) {
        enter();
        try {
            if (closed) {
                throw new IllegalStateException("the document is closed");
            }
            if (broken) {
                throw new IllegalStateException("the document is unusable after a failed change");
            }
            return call.get();
        } finally {
            busy.set(false);
        }
    }

    /** Says, inside a call, whether the document is of no more use should the call end now. */
    public void setBroken(boolean isBroken) {
        broken = isBroken;
    }

    /** Closes the document; the first time what it holds is freed. */
    public void close(Runnable free) {
        enter();
        try {
            if (!closed) {
                closed = true;
                free.run();
            }
        } finally {
            busy.set(false);
        }
    }

    private void enter() {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("the document is in use by another call");
        }
    }
}
