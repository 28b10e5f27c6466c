package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loaded document finds its moments one by one, in any order, whatever was asked before. */
class LookingBackTest extends JavaEngineFixture {

    private static final int CHANGES = 150;

    /** What the text was at a moment. */
    private record Seen(Heads heads, String text) {}

    private final List<Seen> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyMomentIsFound(long seed) {
        Random random = new Random(seed);
        byte[] saved = written(random).save();
        JavaDocument document = engine().load(actor(), saved);
        int loaded = document.changeCount();
        Heads last = document.heads();
        for (int step = 0; step < CHANGES; step++) {
            Seen one = seen.get(random.nextInt(seen.size()));
            switch (random.nextInt(8)) {
                case 0 ->
                        assertEquals(
                                document.changeCount() - loaded,
                                document.changesSince(last).size());
                case 1 -> document.change(w -> w.splice(TEXT, 0, 0, "n"));
                case 2 ->
                        assertThrows(
                                CrdtException.class,
                                () -> document.at(Heads.of(List.of(strange(random)))));
                case 3 -> assertTrue(document.change(one.heads().hashes().first()).isPresent());
                default -> assertEquals(one.text(), document.at(one.heads()).text(TEXT));
            }
        }
        document.verify();
        JavaDocument again = engine().load(actor(), document.save());
        assertEquals(document.heads(), again.heads());
        seen.forEach(one -> assertEquals(one.text(), again.at(one.heads()).text(TEXT)));
    }

    /** A document that two wrote, in turns and side by side. */
    private JavaDocument written(Random random) {
        JavaDocument one = document();
        JavaDocument other = one.fork(actor());
        for (int i = 0; i < CHANGES; i++) {
            JavaDocument writer = random.nextBoolean() ? one : other;
            int length = writer.now().text(TEXT).length();
            int at = random.nextInt(length + 1);
            int gone = Math.min(length - at, random.nextInt(3));
            String word = "w" + random.nextInt(100);
            writer.change(w -> w.splice(TEXT, at, gone, word));
            seen.add(new Seen(writer.heads(), writer.now().text(TEXT)));
            if (random.nextInt(4) == 0) {
                one.merge(other);
                other.merge(one);
            }
        }
        one.merge(other);
        seen.add(new Seen(one.heads(), one.now().text(TEXT)));
        return one;
    }

    private static ChangeHash strange(Random random) {
        byte[] hash = new byte[ChangeHash.LENGTH];
        random.nextBytes(hash);
        return ChangeHash.fromByteArray(hash);
    }
}
