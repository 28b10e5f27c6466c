package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.TextRebase;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two hands in one text, of which neither waits for the other. */
class OwnEditsTest {

    private static final int RUNS = 1_000;

    private final OwnEdits own = new OwnEdits();

    private static TextEdit edit(int start, int deleted, String inserted) {
        return new TextEdit(NoteDocument.TEXT, start, deleted, inserted);
    }

    private static TextEdit any(Random random, int length, char letter) {
        int start = random.nextInt(length + 1);
        int deleted = random.nextInt(3) == 0 ? random.nextInt(Math.min(5, length - start) + 1) : 0;
        String inserted =
                Character.toString(letter)
                        .repeat(deleted > 0 ? random.nextInt(3) : 1 + random.nextInt(2));
        return edit(start, deleted, inserted);
    }

    private static String applied(List<TextEdit> edits, String text) {
        String now = text;
        for (TextEdit edit : edits) {
            now = edit.applyTo(now);
        }
        return now;
    }

    /** What is written here, as edits of the agreed text. */
    private List<TextEdit> ours(String here) {
        List<TextEdit> ours = new ArrayList<>();
        int shift = 0;
        for (OwnEdits.Stretch stretch : own.stretches()) {
            int at = stretch.start() + shift;
            String inserted = here.substring(at, at + stretch.here());
            ours.add(edit(at, stretch.end() - stretch.start(), inserted));
            shift += stretch.growth();
        }
        return ours;
    }

    @Test
    void bothTextsStayOneAndTheSame() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            String why = "seed " + seed;
            String agreed = "abcdefghijklmnopqrst".substring(0, random.nextInt(20));
            String here = agreed;
            own.clear();
            char letter = 'A';
            for (int step = 0; step < 12; step++) {
                letter++;
                if (random.nextBoolean()) {
                    TextEdit made = any(random, here.length(), letter);
                    here = made.applyTo(here);
                    own.made(made);
                } else {
                    TextEdit theirs = any(random, agreed.length(), letter);
                    List<TextEdit> rebased = TextRebase.over(ours(here), List.of(theirs));
                    String asTheVault = applied(rebased, theirs.applyTo(agreed));
                    agreed = theirs.applyTo(agreed);
                    here = applied(own.theirs(theirs), here);
                    assertEquals(asTheVault, here, why);
                }
                assertEquals(here, applied(ours(here), agreed), why);
                assertPlaces(agreed, here, why);
            }
        }
    }

    /** Letters of the agreed text that are here stand where they are said to. */
    private void assertPlaces(String agreed, String here, String why) {
        int last = 0;
        for (int i = 0; i < agreed.length(); i++) {
            int at = own.toHere(i);
            assertTrue(at >= last && at <= here.length(), why);
            last = at;
            int place = i;
            boolean isGone =
                    own.stretches().stream().anyMatch(s -> s.start() <= place && place < s.end());
            boolean isBehindOwn = own.stretches().stream().anyMatch(s -> s.start() == place);
            if (!isGone && !isBehindOwn) {
                assertEquals(agreed.charAt(i), here.charAt(at), why);
                assertEquals(i, own.toAgreed(at), why);
            }
        }
    }

    @Test
    void aCaretBehindWhatIsBeingTypedStandsWhereThatWillBe() {
        own.made(edit(3, 0, "a"));
        own.made(edit(4, 0, "b"));
        assertEquals(3, own.toAgreed(5));
        assertEquals(3, own.toAgreed(3));
        assertEquals(4, own.toAgreed(6));
        assertEquals(3, own.toHere(3), "others stand before what is typed at their place");
        assertEquals(6, own.toHere(4));
    }

    @Test
    void whatIsTypedStaysInOnePiece() {
        for (int i = 0; i < 1_000; i++) {
            own.made(edit(10 + i, 0, "x"));
        }
        assertEquals(1, own.stretches().size());
    }
}
