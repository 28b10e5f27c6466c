package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes end in the same document whether they come one by one, some at a time, or are loaded as
 * they were kept: the same are taken, left out and wait.
 */
class OneByOneTest extends JavaEngineFixture {

    private static final int TIMES = Boolean.getBoolean("vaultnotes.heavy") ? 40 : 1;
    private static final int SEEDS = 400;
    private static final Path MAP = Path.of("map");

    private static int refused;
    private static int leftOut;
    private static int tooLong;

    /** So many programs whose documents have so many rows for nothing. */
    record Programs(long first, int count, int freeRows, int burst) {}

    static Stream<Programs> programs() {
        Stream<Programs> few =
                IntStream.range(0, 6 * TIMES)
                        .mapToObj(i -> new Programs((long) i * SEEDS, SEEDS, 300, 0));
        Stream<Programs> bursts =
                IntStream.range(0, 2 * TIMES)
                        .mapToObj(i -> new Programs(1_000_000 + 20L * i, 20, 3_000, 60));
        return Stream.concat(few, bursts);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void changesEndAlike(Programs programs) {
        for (int i = 0; i < programs.count(); i++) {
            new Program(programs.first() + i, programs).run();
        }
    }

    @AfterAll
    static void allOfItHappened() {
        assertTrue(refused > 0, "nothing was refused");
        assertTrue(leftOut > 0, "nothing was left out");
        assertTrue(tooLong > 0, "nothing was too long beside what is damaged");
    }

    /** So many values, of which the last says that it overwrites one that is not there. */
    private static Change damaged(int values, ChangeHash before, int author, long start) {
        return RawChunk.puts(values, "k")
                .numbers(0x70, values - 1, 0, 1, 1)
                .numbers(0x71, 1, 0)
                .deltas(0x73, 1, 5)
                .change(List.of(before), author(author), 1, start);
    }

    private static Change puts(int values, String key, ChangeHash before, int author, long start) {
        return RawChunk.puts(values, key).change(List.of(before), author(author), 1, start);
    }

    private static JavaDocument loaded(JavaEngine engine, List<Change> rows) {
        byte[][] bytes = rows.stream().map(Change::toByteArray).toArray(byte[][]::new);
        return engine.load(author(9_999), joined(bytes));
    }

    private static void assertAlike(JavaDocument expected, JavaDocument actual, String what) {
        assertEquals(expected.heads(), actual.heads(), what);
        assertEquals(expected.waiting(), actual.waiting(), what);
        assertEquals(expected.now().content(), actual.now().content(), what);
    }

    /** Dear, damaged and usual changes that come in any order, and own ones between them. */
    private static final class Program {
        private final long seed;
        private final Random random;
        private final Programs programs;
        private final JavaEngine engine;
        private final List<Change> all = new ArrayList<>();
        private final List<Change> sound = new ArrayList<>();
        private final JavaDocument other = new JavaEngine().create(author(2_000), SKELETON);
        private final JavaDocument live;
        private final List<Change> rows = new ArrayList<>(List.of(SKELETON));

        Program(long seed, Programs programs) {
            this.seed = seed;
            this.random = new Random(seed);
            this.programs = programs;
            Limits limits = new Limits(1 << 20, 1_000_000, programs.freeRows(), 1 << 20);
            this.engine = new JavaEngine(limits);
            this.live = engine.create(author(3_000), SKELETON);
        }

        void run() {
            make(4 + random.nextInt(6));
            List<Change> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            order.forEach(this::give);
            leftOut += live.leftOut().isPresent() ? 1 : 0;
            tooLong += live.leftOut().orElse("").contains("too long") ? 1 : 0;
            assertAlike(live, loaded(engine, rows), "loaded, seed " + seed);
            JavaDocument parts = engine.create(author(4_000), SKELETON);
            for (int from = 1; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(4));
                follow(parts, rows.subList(from, to));
                from = to;
            }
            assertAlike(live, parts, "in parts, seed " + seed);
        }

        private void make(int count) {
            for (int i = 0; i < count; i++) {
                ChangeHash before = before();
                boolean dear = random.nextInt(3) > 0;
                int most = programs.freeRows() * 2 / 3;
                int values = 2 + (dear ? most / 10 + random.nextInt(most) : random.nextInt(3));
                long start = 1_000_000 + 10_000L * i;
                switch (random.nextInt(6)) {
                    case 0, 1 -> all.add(damaged(values, before, 100 + i, start));
                    case 2 -> usual();
                    default -> {
                        String key = "k" + random.nextInt(3);
                        List<ChangeHash> both = Stream.of(before, before()).distinct().toList();
                        RawChunk puts = RawChunk.puts(values, key);
                        sound.add(puts.change(both, author(100 + i), 1, start));
                        all.add(sound.get(sound.size() - 1));
                    }
                }
            }
            burst();
        }

        /** Very many damaged ones, each in the turn of one of three. */
        private void burst() {
            List<ChangeHash> before = List.of(before(), before(), before());
            for (int i = 0; i < 3 * programs.burst(); i++) {
                ChangeHash one = before.get(i % 3);
                all.add(damaged(programs.freeRows(), one, 1_000 + i, 2_000_000));
            }
        }

        private ChangeHash before() {
            boolean first = all.isEmpty() || random.nextBoolean();
            return first ? ROOT : all.get(random.nextInt(all.size())).hash();
        }

        /** Somebody who has some of what is sound edits. */
        private void usual() {
            if (!sound.isEmpty()) {
                other.apply(List.of(sound.get(random.nextInt(sound.size()))));
            }
            edited(other).ifPresent(all::add);
        }

        private Optional<Change> edited(JavaDocument document) {
            int length = document.now().length(TEXT);
            return document.change(w -> edits(w, length));
        }

        private void edits(CrdtWriter writer, int length) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    writer.makeMap(MAP);
                    writer.put(MAP.then("in"), new Value.Int(random.nextInt(9)));
                    writer.makeText(MAP.then("text"));
                    writer.splice(MAP.then("text"), 0, 0, "inside");
                }
                case 1 -> writer.put(Path.of("k" + random.nextInt(3)), new Value.Str("put"));
                case 2 -> writer.splice(TEXT, 0, length / 2, "x");
                default -> writer.splice(TEXT, random.nextInt(length + 1), 0, "words ");
            }
        }

        private void give(Change change) {
            try {
                live.apply(List.of(change));
                Set<Change> held = new HashSet<>(live.changesSince(Heads.NONE));
                held.addAll(live.waiting());
                if (held.contains(change)) {
                    rows.add(change);
                }
            } catch (CrdtException e) {
                refused++;
            }
            if (random.nextInt(4) == 0) {
                own();
            }
        }

        private void own() {
            try {
                edited(live).ifPresent(rows::add);
            } catch (CrdtException e) {
                refused++;
            }
        }
    }

    /** A damaged change that waited, and behind it one that would be too dear beside it. */
    @ParameterizedTest
    @ValueSource(ints = {100_000, 200_000})
    void aSoundChangeIsNotPricedBesideADamagedOneOfItsCall(int values) {
        Change missing = puts(1, "m", ROOT, 3, 2_000_000);
        Change damaged = damaged(200_000, missing.hash(), 4, 3_000_000);
        Change sound = puts(values, "x", ROOT, 5, 2_000_000);
        JavaDocument live = document();
        List<Change> came = List.of(damaged, missing, sound);
        came.forEach(change -> live.apply(List.of(change)));
        assertEquals(3, live.changeCount());
        assertTrue(live.leftOut().isPresent());
        assertAlike(live, loaded(engine(), List.of(SKELETON, damaged, missing, sound)), "loaded");
        JavaDocument two = document();
        two.apply(List.of(damaged));
        two.apply(List.of(missing, sound));
        assertAlike(live, two, "in two calls");
        JavaDocument one = document();
        one.apply(came);
        assertAlike(live, one, "in one call");
    }

    /** Many small damaged changes, then an early deletion, then own words. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60, 100})
    void whatIsReadInVainKeepsNothingOutThatWasTaken(int damaged) {
        JavaDocument live = document();
        List<Change> came = new ArrayList<>(List.of(SKELETON));
        came.add(type(live, 0, "These are the words of a note. ".repeat(1_000)));
        JavaDocument friend = document();
        friend.apply(came);
        Change first = edit(friend, w -> w.put(PROPS.then("state"), new Value.Str("open")));
        Change deletion = edit(friend, w -> w.splice(TEXT, 100, 6_000, ""));
        Change missing = puts(1, "m", ROOT, 3, 2_000_000);
        List<Change> next = new ArrayList<>();
        for (int i = 0; i < damaged; i++) {
            next.add(damaged(200_000, missing.hash(), 100 + i, 3_000_000));
        }
        next.addAll(List.of(missing, deletion, first));
        next.forEach(change -> live.apply(List.of(change)));
        came.addAll(next);
        came.add(type(live, 0, "MY WORDS "));
        assertEquals(25_009, live.now().length(TEXT));
        assertAlike(live, loaded(engine(), came), "loaded");
    }

    /** However many there are, each in the turn of one of its own. */
    @Test
    void aFileOfDamagedChangesIsReadNoFurtherThanItsBytesCanMean() {
        List<Change> rows = new ArrayList<>(List.of(SKELETON));
        for (int i = 0; i < 5_000; i++) {
            Change missing = puts(1, "m", ROOT, 10_000 + i, 2_000_000);
            rows.add(damaged(200_000, missing.hash(), 20_000 + i, 3_000_000));
            rows.add(missing);
        }
        Growth.assertSoon(() -> assertEquals(5_001, loaded(engine(), rows).changeCount()));
    }

    /** What was read in vain in calls before counts, since it does when all is loaded. */
    @Test
    void whatIsReadInVainCountsOverTheLifeOfADocument() {
        JavaEngine engine = new JavaEngine(new Limits(1 << 20, 1_000_000, 3_000, 1 << 20));
        List<Change> came = new ArrayList<>();
        Change last = SKELETON;
        for (int turn = 0; turn < 10; turn++) {
            last = puts(1, "m", ROOT, 100 + turn, 2_000_000);
            for (int i = 0; i < (turn == 9 ? 3 : 40); i++) {
                came.add(damaged(2_900, last.hash(), 1_000 + 100 * turn + i, 3_000_000));
            }
            if (turn == 9) {
                came.add(puts(2_500, "long", last.hash(), 50, 3_000_000));
            }
            came.add(last);
        }
        JavaDocument live = engine.create(author(3_000), SKELETON);
        came.forEach(change -> live.apply(List.of(change)));
        assertEquals(11, live.changeCount(), "the long one was read");
        came.add(0, SKELETON);
        assertAlike(live, loaded(engine, came), "loaded");
    }
}
