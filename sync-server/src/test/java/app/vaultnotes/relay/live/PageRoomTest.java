package app.vaultnotes.relay.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who reads slowly keeps nobody else waiting. */
class PageRoomTest {

    private static final int ALL = 6;
    private static final int OF_AN_ACCOUNT = 4;

    private final UUID slow = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final PageRoom room = new PageRoom(ALL, OF_AN_ACCOUNT);

    @Test
    void anAccountThatTakesAllItMayLeavesRoomForOthers() throws Exception {
        for (int i = 0; i < OF_AN_ACCOUNT; i++) {
            room.take(slow);
        }
        CountDownLatch taken = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ =
                    executor.submit(() -> {
                        room.take(slow);
                        taken.countDown();
                        return true;
                    });
            for (int i = 0; i < 100; i++) {
                room.take(other);
                room.take(other);
                room.giveBack(other);
                room.giveBack(other);
            }
            assertEquals(1, taken.getCount());
            assertFalse(room.isCrowded());
            room.giveBack(slow);
            assertTrue(taken.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void itIsCrowdedWhenSomebodyWaitsForOthers() throws Exception {
        for (int i = 0; i < OF_AN_ACCOUNT; i++) {
            room.take(slow);
        }
        for (int i = OF_AN_ACCOUNT; i < ALL; i++) {
            room.take(UUID.randomUUID());
        }
        CountDownLatch taken = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ =
                    executor.submit(() -> {
                        room.take(other);
                        taken.countDown();
                        return true;
                    });
            while (!room.isCrowded()) {
                Thread.onSpinWait();
            }
            room.giveBack(slow);
            assertTrue(taken.await(30, TimeUnit.SECONDS));
        }
        assertFalse(room.isCrowded());
    }

    @Test
    void whoStopsWaitingTakesNothing() throws Exception {
        for (int i = 0; i < OF_AN_ACCOUNT; i++) {
            room.take(slow);
        }
        Thread waiting =
                Thread.startVirtualThread(() -> {
                    try {
                        room.take(slow);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        waiting.interrupt();
        waiting.join();
        for (int i = 0; i < OF_AN_ACCOUNT; i++) {
            room.giveBack(slow);
        }
        for (int i = 0; i < OF_AN_ACCOUNT; i++) {
            room.take(slow);
        }
        for (int i = 0; i < ALL - OF_AN_ACCOUNT; i++) {
            room.take(other);
        }
        assertFalse(room.isCrowded());
    }
}
