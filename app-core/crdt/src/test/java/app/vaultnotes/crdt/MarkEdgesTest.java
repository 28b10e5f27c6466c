package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Other programs may write a value onto the element that is the edge of a mark, or remove it. What
 * is expected is what automerge-java 0.0.7 makes of the same changes.
 */
class MarkEdgesTest extends JavaEngineFixture {

    private static final int TEXT_COUNTER = 2;
    private static final int SET = 1;
    private static final int DELETE = 3;
    private static final int ONE_LETTER = 1 << 4 | 6;

    private final JavaDocument document = document();
    private Change marked = SKELETON;

    private void mark() {
        document.change(w -> w.splice(TEXT, 0, 0, "hello"));
        Mark bold = new Mark(2, 4, "bold", new Value.Int(1));
        marked = document.change(w -> w.mark(TEXT, bold, Mark.Expand.NONE)).orElseThrow();
    }

    /** An operation on the beginning of the mark, or on its end. */
    private void edge(int which, int action) {
        long edge = marked.startOp() + which;
        boolean removes = action == DELETE;
        RawChunk operation =
                new RawChunk()
                        .numbers(0x01, 1, 2)
                        .numbers(0x02, 1, TEXT_COUNTER)
                        .numbers(0x11, 1, 1)
                        .deltas(0x13, 1, edge)
                        .flags(0x34, 1)
                        .numbers(0x42, 1, action)
                        .numbers(0x56, 1, removes ? 0 : ONE_LETTER)
                        .numbers(0x70, 1, removes ? 1 : 0);
        if (removes) {
            operation.numbers(0x71, 1, 1).deltas(0x73, 1, edge);
        } else {
            operation.bytes(0x57, "X".getBytes(StandardCharsets.UTF_8));
        }
        document.apply(
                List.of(
                        operation.change(
                                List.of(marked.hash()),
                                author(9),
                                1,
                                marked.startOp() + 2,
                                List.of(document.actor(), SKELETON.actor()))));
    }

    private void assertReads(String text, Mark... marks) {
        for (JavaDocument each : List.of(document, engine().load(actor(), document.save()))) {
            for (CrdtReader reader : List.of(each.now(), each.at(each.heads()))) {
                assertEquals(text, reader.text(TEXT));
                assertEquals(text.length(), reader.length(TEXT));
                assertEquals(List.of(marks), reader.marks(TEXT));
            }
            assertEquals(
                    List.of(new Mark(2, 4, "bold", new Value.Int(1))),
                    each.at(Heads.of(List.of(marked.hash()))).marks(TEXT));
        }
    }

    @Test
    void aValueTakesThePlaceOfTheBeginning() {
        mark();
        edge(0, SET);
        assertReads("heXllo");
    }

    @Test
    void aValueTakesThePlaceOfTheEnd() {
        mark();
        edge(1, SET);
        assertReads("hellXo", new Mark(2, 6, "bold", new Value.Int(1)));
    }

    @Test
    void aMarkWithoutItsBeginningIsNone() {
        mark();
        edge(0, DELETE);
        assertReads("hello");
    }

    @Test
    void aMarkWithoutItsEndGoesOn() {
        mark();
        edge(1, DELETE);
        assertReads("hello", new Mark(2, 5, "bold", new Value.Int(1)));
    }
}
