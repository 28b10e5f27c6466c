package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a document took, and waits with, loads again from what it began with and the rows. */
class KeptRowsTest extends JavaEngineFixture {

    private static final int STEPS = 40;
    private static final Path LIST = Path.of("list");

    /** So few rows for nothing that a dense change soon is one too many. */
    private static final Limits FEW = new Limits(1 << 20, Limits.OPERATIONS, 40, 1 << 20);

    @Override
    protected JavaEngine engine() {
        return new JavaEngine(FEW);
    }

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 20_000 : 200);
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
        private byte[] base = SKELETON.toByteArray();
        private JavaDocument document = document();
        private final List<Change> rows = new ArrayList<>();
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
                JavaDocument again = engine().load(actor(), stored());
                assertEquals(document.heads(), again.heads(), () -> "seed " + seed);
                assertEquals(document.waitingCount(), again.waitingCount(), () -> "seed " + seed);
            }
            allRefused += refused;
        }

        private byte[] stored() {
            byte[][] parts = new byte[rows.size() + 1][];
            parts[0] = base;
            for (int i = 0; i < rows.size(); i++) {
                parts[i + 1] = rows.get(i).toByteArray();
            }
            return joined(parts);
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> compact();
                case 1, 2, 3, 4 -> own();
                case 5, 6, 7, 8 -> underWay.addAll(edited(author));
                case 9 -> author.apply(document.changesSince(author.heads()));
                default -> take();
            }
        }

        /** As a vault does: what is in memory goes on with what the store has by now. */
        private void compact() {
            base = engine().load(actor(), stored()).save();
            rows.clear();
            document = engine().load(actor(), base);
        }

        private void own() {
            rows.addAll(edited(document));
        }

        private List<Change> edited(JavaDocument edited) {
            try {
                int length = edited.now().length(TEXT);
                return edited.change(w -> edit(w, length)).stream().toList();
            } catch (CrdtException e) {
                refused++;
                return List.of();
            }
        }

        private void edit(CrdtWriter writer, int length) {
            int at = random.nextInt(length + 1);
            switch (random.nextInt(5)) {
                case 0 -> writer.splice(TEXT, at, 0, "words ".repeat(random.nextInt(30)));
                case 1 -> writer.splice(TEXT, at, Math.min(length - at, random.nextInt(20)), "x");
                case 2 -> {
                    for (int i = 0, many = random.nextInt(40); i < many; i++) {
                        writer.splice(TEXT, random.nextInt(length + i + 1), 0, "y");
                    }
                }
                case 3 -> {
                    for (int i = random.nextInt(30); i > 0; i--) {
                        writer.put(PROPS.then("k" + random.nextInt(50)), new Value.Int(i));
                    }
                }
                default -> {
                    writer.makeList(LIST);
                    for (int i = random.nextInt(90); i > 0; i--) {
                        writer.insert(LIST, 0, new Value.Bool(true));
                    }
                }
            }
        }

        /** Some of what is under way comes, in any order. */
        private void take() {
            List<Change> came = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0 && !underWay.isEmpty(); i--) {
                came.add(underWay.remove(random.nextInt(underWay.size())));
            }
            try {
                document.apply(came);
            } catch (CrdtException e) {
                refused++;
                return;
            }
            Set<Change> kept = new HashSet<>(document.changesSince(Heads.NONE));
            kept.addAll(document.waiting());
            came.stream().filter(kept::contains).forEach(rows::add);
        }
    }

    private static int allRefused;

    @AfterAll
    static void someWereRefused() {
        assertTrue(allRefused > 0, "nothing was too dense");
    }
}
