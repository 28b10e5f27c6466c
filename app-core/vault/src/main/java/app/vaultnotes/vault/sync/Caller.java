package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.vault.relay.RelayFailure;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes the calls that a step of the sync wants made, each on a thread that may wait, and has it
 * told what became of them: each is answered once, whatever happens.
 *
 * @param <C> what is called
 * @param <A> what is to be done next
 */
final class Caller<C, A> {

    private final Access access;
    private final CallThreads threads;
    private final Calls<C, A> calls;
    private final Consumer<List<A>> next;

    /** What a call is, and who is told. */
    interface Calls<C, A> {
        /** Makes a call and waits for it; throws where it fails. */
        Answer<A> answer(C call, String token);

        /**
         * A call failed.
         *
         * @param error what the relay said, with words in any case
         */
        List<A> failed(C call, Error error, long nowMillis);
    }

    /** Tells, on the thread of the sync, what was answered. */
    interface Answer<A> {
        List<A> tell(long nowMillis);
    }

    Caller(Access access, CallThreads threads, Calls<C, A> calls, Consumer<List<A>> next) {
        this.access = access;
        this.threads = threads;
        this.calls = calls;
        this.next = next;
    }

    /** Makes a call, and returns at once. */
    void call(C call) {
        threads.waiting(() -> {
            Answer<A> answer = answer(call);
            threads.later(() -> next.accept(answer.tell(threads.nowMillis())));
        });
    }

    private Answer<A> answer(C call) {
        try {
            return calls.answer(call, access.pass().accessToken());
        } catch (RelayFailure e) {
            return failed(call, e.error(), e);
        } catch (RuntimeException e) {
            return failed(call, Error.getDefaultInstance(), e);
        }
    }

    private Answer<A> failed(C call, Error said, RuntimeException e) {
        String words = Objects.requireNonNullElse(e.getMessage(), e.toString());
        Error error = said.toBuilder().setMessage(words).build();
        return now -> calls.failed(call, error, now);
    }
}
