package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.FirstChange;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first change made without an engine is the one the engine makes. */
class FirstChangeTest {

    private static final Change SKELETON =
            Change.parse(
                    HexFormat.of()
                            .parseHex(
                                    "856f4a83531d8bb40142000a7661756c746e6f746573010100000006151734014205560457"
                                            + "0170027c017604746578740570726f707308636f6d6d656e7473047e010402007f"
                                            + "140300010400"));
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "bc ",
                    "é",
                    "漢字",
                    "😀",
                    "\n",
                    "\0",
                    "e\u0301",
                    "word word ",
                    "x".repeat(200));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itHasTheVeryBytesOfTheEngine(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12) - 2; i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            List<FirstChange.Put> puts = puts(random);
            compare(puts, text.toString(), "seed " + seed + " round " + round);
        }
        compare(puts(random), "long ".repeat(20_000), "long");
    }

    private static List<FirstChange.Put> puts(Random random) {
        List<FirstChange.Put> puts = new ArrayList<>();
        puts.add(
                new FirstChange.Put("title", new Value.Str("t".repeat(random.nextInt(3)) + "é😀")));
        if (random.nextBoolean()) {
            puts.add(new FirstChange.Put("folder", new Value.Str("same")));
        }
        if (random.nextBoolean()) {
            puts.add(new FirstChange.Put("source", new Value.Str("same")));
        }
        puts.add(new FirstChange.Put("created", new Value.Timestamp(random.nextLong() >> 20)));
        puts.add(new FirstChange.Put("size", new Value.Int(random.nextInt())));
        puts.add(new FirstChange.Put("flag", new Value.Bool(random.nextBoolean())));
        return puts;
    }

    private static void compare(List<FirstChange.Put> puts, String text, String context) {
        ActorId actor =
                ActorId.fromByteArray(new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6});
        Change ours = FirstChange.of(SKELETON, 4, actor, puts, 2, text);
        AutomergeEngine engine = new AutomergeEngine();
        try (CrdtDocument document = engine.create(actor, SKELETON)) {
            Change theirs =
                    document.change(
                                    w -> {
                                        puts.forEach(p -> w.put(Path.of(p.key()), p.value()));
                                        w.splice(Path.of("text"), 0, 0, text);
                                    })
                            .orElseThrow();
            assertArrayEquals(theirs.toByteArray(), ours.toByteArray(), context);
        }
        try (CrdtDocument document = engine.create(ActorId.fromByteArray(new byte[16]), SKELETON)) {
            document.apply(List.of(ours));
            assertEquals(text, document.now().text(Path.of("text")), context);
            try (CrdtDocument again = engine.load(actor, document.save())) {
                assertEquals(document.heads(), again.heads(), context);
            }
        }
    }
}
