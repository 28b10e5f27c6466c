package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.VaultException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is restored in the process that holds the vault, while others use it there. */
class RestoreWhileHeldTest {

    private static final int WRITERS = 4;
    private static final int RESTORES = 8;
    private static final int BEFORE = 10;
    private static final int AFTER = 3;

    @TempDir Path folder;
    private String vault = "";

    @BeforeEach
    void makeVault() {
        vault = folder.resolve("v").toString();
        assertEquals(0, run("", "new", vault).code());
        done("first\n", "write", "First");
        done("", "backup", "now");
    }

    private Ran run(String input, String... arguments) {
        return Ran.in(folder, input, arguments);
    }

    private Ran in(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", vault, "--json"));
        return run(input, all.toArray(String[]::new));
    }

    private Ran done(String input, String... arguments) {
        Ran ran = in(input, arguments);
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        return ran;
    }

    /** Callers that go on writing and searching until they are told to come to their end. */
    private final class Callers {
        private final CountDownLatch busy = new CountDownLatch(WRITERS * BEFORE);
        private final AtomicBoolean restored = new AtomicBoolean();
        private final Queue<String> failed = new ConcurrentLinkedQueue<>();
        private final Queue<String> written = new ConcurrentLinkedQueue<>();
        private final Queue<String> writtenAfter = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        void start() {
            for (int i = 0; i < WRITERS; i++) {
                String writer = "Writer " + i;
                threads.add(Thread.ofPlatform().start(() -> write(writer)));
                threads.add(Thread.ofPlatform().start(this::search));
            }
        }

        private void write(String writer) {
            int after = 0;
            for (int n = 0; after < AFTER; n++) {
                boolean begunAfter = restored.get();
                String note = writer + " " + n;
                if (isDone(in("text", "write", note))) {
                    (begunAfter ? writtenAfter : written).add(note);
                }
                after += begunAfter ? 1 : 0;
                busy.countDown();
            }
        }

        private void search() {
            while (!restored.get()) {
                isDone(in("", "search", "first"));
            }
        }

        private boolean isDone(Ran ran) {
            if (ran.code() != 0) {
                failed.add(ran.err());
            }
            return ran.code() == 0;
        }

        void awaitBusy() throws InterruptedException {
            busy.await();
        }

        void finish() throws InterruptedException {
            restored.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private Set<String> listed() {
        return new TreeSet<>(run("", "ls", "--vault", vault).out().lines().toList());
    }

    private static Set<String> missing(Collection<String> wanted, Set<String> there) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        return missing;
    }

    private static String kept(Ran restored) {
        return restored.out().replaceFirst(".*(before-restore-[^.]*)\\.db.*\\s*", "$1");
    }

    /** Nothing fails of it, and what was acknowledged is there, or in what a restore kept. */
    @Test
    void whatOthersDoMeanwhileIsDoneBeforeOrAfterwards() throws InterruptedException {
        String backup =
                done("", "backup", "list")
                        .out()
                        .replaceFirst(".*\"name\":\"([^\"]*)\".*\\s*", "$1");
        Callers callers = new Callers();
        List<Ran> restores = new ArrayList<>();
        Set<String> there;
        try (HeldVault _ = HeldVault.open(Path.of(vault))) {
            callers.start();
            callers.awaitBusy();
            for (int i = 0; i < RESTORES; i++) {
                restores.add(in("", "backup", "restore", backup));
            }
            callers.finish();
            there = listed();
        }
        assertEquals(List.of(), List.copyOf(callers.failed));
        assertTrue(there.contains("First"), there::toString);
        assertEquals(Set.of(), missing(callers.writtenAfter, there));
        for (Ran restored : restores) {
            assertEquals("", restored.err());
            done("", "backup", "restore", kept(restored));
            there.addAll(listed());
        }
        assertEquals(Set.of(), missing(callers.written, there));
    }

    @Test
    void itIsRefusedWhenOthersDoNotEnd() {
        Turns turns = new Turns(0);
        Turns.Turn other = turns.together(() -> false);
        VaultException refused = assertThrows(VaultException.class, () -> turns.alone(() -> false));
        assertEquals(VaultException.Code.LOCKED, refused.code());
        turns.together(() -> false).close();
        other.close();
        turns.alone(() -> false).close();
    }

    /** A window writes while a restore waits for a command that waits for its input. */
    @Test
    void othersComeInWhileOneWaitsToBeAlone() throws InterruptedException {
        Turns turns = new Turns();
        Turns.Turn longOne = turns.together(() -> false);
        AtomicBoolean isAlone = new AtomicBoolean();
        Thread alone =
                Thread.startVirtualThread(() -> {
                    try (Turns.Turn _ = turns.alone(() -> false)) {
                        isAlone.set(true);
                    }
                });
        while (alone.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 3; i++) {
            turns.together(() -> false).close();
            assertFalse(isAlone.get());
        }
        longOne.close();
        alone.join();
        assertTrue(isAlone.get());
    }

    /** Whoever gave up waiting does not want it any more when the others are done. */
    @Test
    void nobodyWaitsForACallerThatIsGone() {
        Turns turns = new Turns();
        Turns.Turn other = turns.together(() -> false);
        assertThrows(CancellationException.class, () -> turns.alone(() -> true));
        other.close();
        Turns.Turn alone = turns.alone(() -> false);
        assertThrows(CancellationException.class, () -> turns.together(() -> true));
        alone.close();
        turns.together(() -> false).close();
    }
}
