package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.JavaWriter;
import app.vaultnotes.crdt.engine.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever one device makes every other one reads, however it comes; the rest is not made. */
class MadeAndReadTest extends JavaEngineFixture {

    private static final Path LIST = PROPS.then("list");
    private static final String LINE = "lorem ipsum ";

    /** Sends, saves and loads a document in every way there is. */
    private void assertTravels(JavaEngine engine, JavaDocument author) {
        List<Change> changes = author.changesSince(Heads.NONE);
        List<Change> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        for (List<Change> order : List.of(changes, reversed)) {
            byte[] loose = joined(order.stream().map(Change::toByteArray).toArray(byte[][]::new));
            assertSame(author, engine.load(actor(), loose));
            JavaDocument together = engine.create(actor(), SKELETON);
            together.apply(order);
            assertSame(author, together);
            JavaDocument oneByOne = engine.create(actor(), SKELETON);
            order.forEach(change -> oneByOne.apply(List.of(Change.parse(change.toByteArray()))));
            assertSame(author, oneByOne);
        }
        assertSame(author, engine.load(actor(), author.save()));
    }

    private static void assertSame(JavaDocument author, JavaDocument other) {
        assertEquals(author.heads(), other.heads());
        assertEquals(author.now().text(TEXT), other.now().text(TEXT));
        other.close();
    }

    @Test
    void allOfALongTextIsRemovedAndWrittenAnew() {
        JavaDocument author = document();
        int length = Boolean.getBoolean("vaultnotes.heavy") ? 3_500_000 : 600_000;
        String text = LINE.repeat(length / LINE.length());
        author.change(w -> w.splice(TEXT, 0, 0, text));
        author.change(w -> w.splice(TEXT, 0, text.length(), ""));
        assertTravels(engine(), author);
        author.change(w -> w.splice(TEXT, 0, 0, text));
        author.change(w -> w.splice(TEXT, 0, text.length(), "a".repeat(length)));
        assertTravels(engine(), author);
    }

    /** Their counters are the same, so that more is removed than counters came before. */
    @Test
    void allThatManyWroteAtOnceIsRemoved() {
        JavaDocument author = document();
        String text = LINE.repeat(10_000);
        for (int i = 0; i < 8; i++) {
            JavaDocument other = document();
            author.apply(List.of(type(other, 0, text)));
            other.close();
        }
        author.change(w -> w.splice(TEXT, 0, 8 * text.length(), ""));
        assertTravels(engine(), author);
    }

    private static void flags(JavaWriter writer, int from, int count) {
        for (int i = 0; i < count; i++) {
            writer.insert(LIST, from + i, new Value.Bool(true));
        }
    }

    /**
     * Beside a long text a list may have many equal values, but no change more than others read.
     */
    @Test
    void aListOfEqualValuesTravelsOrIsNotMade() {
        JavaDocument author = document();
        author.change(w -> w.splice(TEXT, 0, 0, LINE.repeat(100_000)));
        author.change(w -> w.makeList(LIST));
        Heads before = author.heads();
        assertTooMany(() -> author.edit(0, "", w -> flags(w, 0, 280_000)));
        assertEquals(before, author.heads());
        assertEquals(0, author.now().list(LIST).size());
        author.edit(0, "", w -> flags(w, 0, 150_000));
        author.edit(0, "", w -> flags(w, 150_000, 150_000));
        assertTravels(engine(), author);
    }

    private static void assertTooMany(Runnable making) {
        String said = String.valueOf(assertThrows(CrdtException.class, making::run).getMessage());
        assertTrue(said.contains("than the bytes can mean"), said);
    }

    /** All of them are overwritten in one operation, of which nobody could read so many names. */
    @Test
    void aKeyWithMoreValuesThanAChangeMayNameIsLeftAsItIs() {
        Limits small = new Limits(1 << 20, Limits.OPERATIONS, 500, Limits.WAITING_BYTES);
        JavaDocument author = new JavaEngine(small).create(actor(), SKELETON);
        Change last = type(author, 0, LINE.repeat(1_000));
        for (int i = 0; i < 3; i++) {
            last =
                    RawChunk.puts(400, "k")
                            .change(List.of(last.hash()), author(1), i + 1, 20_000L + 400L * i);
            author.apply(List.of(last));
        }
        Heads before = author.heads();
        assertTooMany(() -> author.change(w -> w.put(Path.of("k"), new Value.Int(1))));
        assertEquals(before, author.heads());
        type(author, 0, "still alive");
        assertTravels(new JavaEngine(small), author);
    }

    @Test
    void raisedLimitsReachWhatIsRead() {
        JavaEngine roomy = new JavaEngine(new Limits(1 << 27, 1 << 26, 1 << 20, 1L << 27));
        JavaDocument author = roomy.create(actor(), SKELETON);
        author.edit(
                0,
                "",
                w -> {
                    w.makeList(LIST);
                    flags(w, 0, 600_000);
                });
        assertTravels(roomy, author);
        author.change(w -> w.remove(LIST, 0, 300_000));
        assertTravels(roomy, author);
    }

    /** A change may have as many bytes as one that is read, and no more. */
    @Test
    void theLongestChangeIsTheLongestThatIsRead() {
        int most = 1 << 16;
        Limits small = new Limits(most, Limits.OPERATIONS, 1_000, Limits.WAITING_BYTES);
        JavaEngine engine = new JavaEngine(small);
        for (int length = most - 200; length < most; length++) {
            JavaDocument author = engine.create(actor(), SKELETON);
            Value value = new Value.Bytes(new byte[length]);
            try {
                Change made = edit(author, w -> w.put(TITLE, value));
                assertEquals(made, Change.parse(made.toByteArray(), most));
            } catch (CrdtException refused) {
                assertTrue(String.valueOf(refused.getMessage()).contains("bytes"));
            }
        }
    }
}
