package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a document took, and waits with, loads again from what it began with and the rows. */
class KeptRowsTest extends DenseFixture {

    private static final int STEPS = 40;

    KeptRowsTest() {
        super(40);
    }

    static LongStream seeds() {
        return seeds(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void loadAgain(long seed) {
        new Program(seed).run();
    }

    /** A document and what is stored of it. */
    private final class Program {
        private final long seed;
        private final Random random;
        private final StoredCopy copy = new StoredCopy(engine(), actor(), SKELETON);
        private final JavaDocument author = new JavaEngine().create(actor(), SKELETON);
        private final List<Change> underWay = new ArrayList<>();

        /** How often a change was refused that a document with more room takes. */
        private int refused;

        Program(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                JavaDocument document = copy.document();
                JavaDocument again = copy.again();
                assertEquals(document.heads(), again.heads(), () -> "seed " + seed);
                assertEquals(document.waitingCount(), again.waitingCount(), () -> "seed " + seed);
            }
            allRefused += refused;
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> copy.compact();
                case 1, 2, 3, 4 -> copy.made(edited(copy.document()));
                case 5, 6, 7, 8 -> underWay.addAll(edited(author));
                case 9 -> author.apply(copy.document().changesSince(author.heads()));
                default -> take();
            }
        }

        private List<Change> edited(JavaDocument edited) {
            try {
                int length = edited.now().length(TEXT);
                return edited.change(w -> DenseEdits.some(w, random, length)).stream().toList();
            } catch (CrdtException e) {
                refused++;
                return List.of();
            }
        }

        /** Some of what is under way comes, in any order. */
        private void take() {
            List<Change> came = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0 && !underWay.isEmpty(); i--) {
                came.add(underWay.remove(random.nextInt(underWay.size())));
            }
            try {
                copy.take(came);
            } catch (CrdtException e) {
                refused++;
            }
        }
    }

    private static int allRefused;

    @AfterAll
    static void someWereRefused() {
        assertTrue(allRefused > 0, "nothing was too dense");
    }
}
