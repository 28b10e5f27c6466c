package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Documents that were made in a few large changes, which are what is saved of them. */
class BulkSavedTest extends JavaEngineFixture {

    private static final int LENGTH = 20_000;
    private static final int PARTS = 30;

    private JavaDocument pastedAndEdited() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        JavaDocument document = document();
        type(document, 0, text.toString());
        edit(
                document,
                w -> {
                    for (int i = 0; i < PARTS; i++) {
                        w.splice(TEXT, i * (LENGTH / PARTS), 1, "Z");
                    }
                });
        return document;
    }

    @Test
    void whatIsSavedAsChangesIsDeflated() {
        JavaDocument document = pastedAndEdited();
        byte[] saved = document.save();
        assertEquals(Chunk.CHANGE, Chunk.read(saved, 0).type(), "saved as changes");
        assertTrue(saved.length < LENGTH * 3 / 4, () -> saved.length + " bytes");
        JavaDocument again = engine().load(actor(), saved);
        assertEquals(document.heads(), again.heads());
        assertEquals(document.now().content(), again.now().content());
        assertArrayEquals(saved, again.save());
        List<Change> changes = document.changesSince(Heads.NONE);
        List<Change> loaded = again.changesSince(Heads.NONE);
        assertEquals(changes, loaded);
        for (int i = 0; i < changes.size(); i++) {
            assertEquals(changes.get(i).decodedBytes(), loaded.get(i).decodedBytes());
            assertEquals(changes.get(i).columnBytes(), loaded.get(i).columnBytes());
        }
    }

    @Test
    void changesThatAreDeflatedPayForWhatTheyPaidFor() {
        JavaDocument document = pastedAndEdited();
        JavaDocument again = engine().load(actor(), document.save());
        Change next = type(document, 0, "more");
        again.apply(List.of(next));
        type(again, 0, "and more");
        JavaDocument third = engine().load(actor(), again.save());
        assertEquals(again.now().content(), third.now().content());
        assertEquals(again.heads(), third.heads());
    }
}
