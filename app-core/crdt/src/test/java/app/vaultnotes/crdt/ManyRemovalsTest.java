package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same characters removed by many at once. */
class ManyRemovalsTest extends JavaEngineFixture {

    private static final int DELETE = 3;
    private static final int[] COLUMNS = {
        0x01, 0x02, 0x11, 0x13, 0x34, 0x42, 0x56, 0x70, 0x71, 0x73
    };

    /** A change that removes the character another one inserts again and again. */
    private Change removals(Change insertion, int count) {
        List<Operation> rows = new ArrayList<>();
        insertion.operations(rows::add);
        OpId text = Objects.requireNonNull(rows.get(0).object());
        OpId character = rows.get(0).id();
        List<ActorId> others = new ArrayList<>(List.of(text.actor(), character.actor()));
        others.sort(ActorId::compareTo);
        long inText = others.indexOf(text.actor()) + 1L;
        long inserter = others.indexOf(character.actor()) + 1L;
        ChangeWriter.Header header =
                new ChangeWriter.Header(
                        List.of(insertion.hash()),
                        actor(),
                        1,
                        character.counter() + 1,
                        0,
                        "x".repeat(count));
        ByteWriter[] columns = {
            same(count, inText),
            same(count, text.counter()),
            same(count, inserter),
            sameDifference(count, character.counter()),
            flags(count),
            same(count, DELETE),
            same(count, 0),
            same(count, 1),
            same(count, inserter),
            sameDifference(count, character.counter())
        };
        return new ChangeWriter().begin(header, others).columns(COLUMNS, columns).finish(header);
    }

    private static ByteWriter same(int count, long value) {
        ByteWriter column = new ByteWriter(16);
        column.signed(count);
        column.unsigned(value);
        return column;
    }

    private static ByteWriter sameDifference(int count, long value) {
        ByteWriter column = new ByteWriter(16);
        column.signed(1);
        column.signed(value);
        column.signed(count - 1L);
        column.signed(0);
        return column;
    }

    private static ByteWriter flags(int count) {
        ByteWriter column = new ByteWriter(16);
        column.unsigned(count);
        return column;
    }

    @Test
    void oneCharacterIsRemovedOverAndOver() {
        Growth.assertLinear(
                20_000,
                count -> {
                    JavaDocument document = document();
                    Change insertion = edit(document, w -> w.splice(TEXT, 0, 0, "x"));
                    Change removals = removals(insertion, count);
                    return () -> {
                        document.apply(List.of(removals));
                        assertEquals("", engine().load(actor(), document.save()).now().text(TEXT));
                    };
                });
    }

    @Test
    void charactersRemovedByManySaveLoadAndReadAsBefore() {
        Random random = new Random(7);
        JavaDocument first = document();
        first.change(w -> w.splice(TEXT, 0, 0, "one and two and three 😀😀😀 are enough"));
        Heads all = first.heads();
        List<JavaDocument> devices = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            JavaDocument device = first.fork(actor());
            int from = random.nextInt(15);
            device.change(w -> w.splice(TEXT, from, 7, ""));
            device.change(w -> w.splice(TEXT, 0, 2, random.nextBoolean() ? "" : "q"));
            devices.add(device);
        }
        for (JavaDocument device : devices) {
            String before = first.now().text(TEXT);
            List<Edit> edits = first.merge(device);
            assertEquals(first.now().text(TEXT), replay(before, edits));
        }
        JavaDocument again = engine().load(actor(), first.save());
        again.verify();
        assertEquals(first.now().text(TEXT), again.now().text(TEXT));
        assertEquals("one and two and three 😀😀😀 are enough", again.at(all).text(TEXT));
        for (JavaDocument device : devices) {
            String text = device.now().text(TEXT);
            assertEquals(text, again.at(device.heads()).text(TEXT));
            assertEquals(text, first.at(device.heads()).text(TEXT));
        }
        assertEquals(first.save().length, again.save().length);
    }
}
