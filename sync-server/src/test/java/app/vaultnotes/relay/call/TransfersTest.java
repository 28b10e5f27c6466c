package app.vaultnotes.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Turns at sending bytes: how many there are, who has them, and for how long one waits. */
class TransfersTest {

    private static final long LONG_MILLIS = 60_000;

    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    private static void refused(Transfers transfers, UUID account) {
        RelayException refusal = assertThrows(RelayException.class, () -> transfers.take(account));
        assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
        assertTrue(refusal.toMessage().getRetryAfterMillis() > 0);
    }

    @Test
    void anAccountHasItsShareAndOthersTheirs() {
        Transfers transfers = new Transfers(4, 2, 1);
        List<Transfers.Turn> turns = new ArrayList<>();
        turns.add(transfers.take(ann));
        turns.add(transfers.take(ann));
        refused(transfers, ann);
        turns.add(transfers.take(bob));
        turns.add(transfers.take(bob));
        refused(transfers, UUID.randomUUID());
        Transfers.Turn first = turns.getFirst();
        first.close();
        first.close();
        turns.add(transfers.take(ann));
        refused(transfers, ann);
        turns.forEach(Transfers.Turn::close);
        for (int i = 0; i < 2; i++) {
            transfers.take(ann).close();
            transfers.take(bob).close();
        }
    }

    @Test
    void whoWaitsComesWhenATurnEnds() throws Exception {
        Transfers transfers = new Transfers(1, 1, LONG_MILLIS);
        Transfers.Turn turn = transfers.take(ann);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Transfers.Turn> waiting = executor.submit(() -> transfers.take(bob));
            turn.close();
            waiting.get(LONG_MILLIS, TimeUnit.MILLISECONDS).close();
        }
        transfers.take(ann).close();
    }
}
