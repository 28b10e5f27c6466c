package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a copy takes of flawed changes depends on what it has, not on when it was compacted. */
class TakenAlikeTest extends DenseFixture {

    private static final int STEPS = 40;

    private static int refused;
    private static int leftOut;
    private static int outgrown;

    TakenAlikeTest() {
        super(60);
    }

    static LongStream seeds() {
        return seeds(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void copiesStayAlike(long seed) {
        new Program(seed).run();
    }

    @AfterAll
    static void allOfItHappened() {
        assertTrue(refused > 0, "nothing was refused");
        assertTrue(leftOut > 0, "nothing was left out");
        assertTrue(outgrown > 0, "nothing was taken that a saved document had no room for");
    }

    /** Copies that get the same changes in the same order. */
    private final class Program {
        private final long seed;
        private final Random random;
        private final List<StoredCopy> copies = List.of(copy(), copy(), copy());
        private final List<Change> withheld = new ArrayList<>();
        private int authors;

        Program(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                requireAlike();
            }
        }

        private void requireAlike() {
            JavaDocument first = copies.get(0).document();
            for (StoredCopy copy : copies) {
                String what = "seed " + seed + ", copy " + copies.indexOf(copy);
                List<JavaDocument> all = new ArrayList<>(List.of(copy.document(), copy.again()));
                if (copy.document().outgrown()) {
                    all.add(copy.saved());
                }
                for (JavaDocument each : all) {
                    assertEquals(first.heads(), each.heads(), what);
                    assertEquals(
                            new HashSet<>(first.waiting()), new HashSet<>(each.waiting()), what);
                    assertEquals(first.now().text(TEXT), each.now().text(TEXT), what);
                }
            }
        }

        /** The first copy keeps its changes; the others are compacted now and then. */
        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1 -> copies.get(1 + random.nextInt(2)).compact();
                case 2, 3 -> own(copies.get(random.nextInt(copies.size())));
                case 4 -> give(withheld);
                case 5 -> flawed();
                default -> others();
            }
        }

        private StoredCopy copy() {
            return new StoredCopy(engine(), actor(), SKELETON);
        }

        private void own(StoredCopy copy) {
            List<Change> made = edited(copy.document());
            copy.made(made);
            for (StoredCopy each : copies) {
                if (each != copy) {
                    take(each, made);
                }
            }
        }

        private void take(StoredCopy copy, List<Change> came) {
            try {
                boolean before = copy.document().outgrown();
                leftOut += copy.take(came) ? 0 : 1;
                outgrown += !before && copy.document().outgrown() ? 1 : 0;
            } catch (CrdtException e) {
                refused++;
            }
        }

        /** Someone whose program has no limits edits what all have. */
        private JavaDocument author() {
            byte[] number = {8, (byte) ++authors};
            byte[] from = copies.get(0).changes();
            return new JavaEngine().load(ActorId.fromByteArray(number), from);
        }

        private List<Change> edited(JavaDocument document) {
            int length = document.now().length(TEXT);
            boolean parts = random.nextInt(6) == 0;
            try {
                return document
                        .change(w -> {
                            if (parts) {
                                DenseEdits.part(w, length);
                            } else {
                                DenseEdits.some(w, random, length);
                            }
                        })
                        .stream()
                        .toList();
            } catch (CrdtException e) {
                return List.of();
            }
        }

        private void others() {
            JavaDocument author = author();
            List<Change> made = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                made.addAll(edited(author));
            }
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (!made.isEmpty()) {
                        withheld.add(made.remove(0));
                    }
                    give(made);
                }
                case 1 -> {
                    Collections.shuffle(made, random);
                    give(made);
                }
                default -> give(made);
            }
        }

        private void flawed() {
            JavaDocument author = author();
            List<Change> made = new ArrayList<>(edited(author));
            for (Change change : edited(author)) {
                try {
                    made.add(Change.parse(Forge.mutated(change.toByteArray(), random)));
                } catch (CrdtException e) {
                    made.add(change); // not even a change
                }
            }
            if (random.nextBoolean() && made.size() > 1) {
                withheld.add(made.remove(0));
            }
            give(made);
        }

        private void give(List<Change> came) {
            List<Change> all = List.copyOf(came);
            withheld.removeAll(all);
            if (!all.isEmpty()) {
                copies.forEach(copy -> take(copy, all));
            }
        }
    }
}
