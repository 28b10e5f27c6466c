package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.vault.Arrivals.Standing;
import app.vaultnotes.vault.MergedParagraphs.Place;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Paragraphs of one side of a merge find their places in a note that went on. */
class MergedParagraphsTest {

    private static final int ROUNDS = 1_000;
    private static final long SEED = 11;

    private final Random random = new Random(SEED);

    /** A note that is merged and goes on. */
    private static final class Note {
        private final CrdtDocument document =
                new JavaEngine()
                        .create(
                                ActorId.fromByteArray(new byte[16]),
                                Skeleton.of(DocumentKind.NOTE));
        private final String merged;
        private final String side;
        private final Heads after;

        Note(String merged, String side) {
            this.merged = merged;
            this.side = side;
            edit(List.of(new TextEdit(NoteDocument.TEXT, 0, 0, merged)));
            this.after = document.heads();
        }

        void edit(List<TextEdit> edits) {
            document.change(writer ->
                    edits.forEach(e ->
                            writer.splice(
                                    NoteDocument.TEXT, e.start(), e.deleted(), e.inserted())));
        }

        String text() {
            return document.now().text(NoteDocument.TEXT);
        }

        List<Place> places() {
            MergedParagraphs paragraphs =
                    new MergedParagraphs(
                            Alignment.Signed.of(document.at(after)),
                            Alignment.Signed.of(document.now()),
                            author -> true);
            return Timeline.changed(merged, side).stream().map(paragraphs::find).toList();
        }

        List<Place> open() {
            return places().stream().filter(p -> p.standing() == Standing.OPEN).toList();
        }
    }

    private String text(int paragraphs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < paragraphs; i++) {
            text.append("ab".charAt(random.nextInt(2))).append(" word").append(random.nextInt(4));
            text.append(random.nextInt(3) == 0 ? "\n" : "\n\n");
        }
        return text.toString();
    }

    private String edited(String text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(6));
        String came =
                random.nextBoolean()
                        ? ""
                        : List.of("x", "x\n", "\n\nx y\n\n").get(random.nextInt(3));
        return text.substring(0, at) + came + text.substring(end);
    }

    /** In a note that did not go on, all that can be taken makes the side of it, once. */
    @Test
    void allOfASideIsTakenOnce() {
        for (int i = 0; i < ROUNDS; i++) {
            String merged = text(1 + random.nextInt(5));
            Note note = new Note(merged, edited(edited(merged)));
            String round = "seed " + SEED + " round " + i;
            assertEquals(note.places(), note.open(), round);
            note.edit(MergedParagraphs.taking(note.open()));
            assertEquals(note.side, note.text(), round);
            assertEquals(List.of(), note.open(), round);
        }
    }

    /** One after the other, each is taken at most once, and all of them make the side. */
    @Test
    void paragraphsAreTakenOneByOne() {
        for (int i = 0; i < ROUNDS; i++) {
            String merged = text(2 + random.nextInt(5));
            Note note = new Note(merged, edited(edited(edited(merged))));
            String round = "seed " + SEED + " round " + i;
            List<Place> left = note.open();
            while (!left.isEmpty()) {
                note.edit(MergedParagraphs.taking(left.subList(0, 1)));
                List<Place> next = note.open();
                assertEquals(left.size() - 1, next.size(), round);
                left = next;
            }
            assertEquals(note.side, note.text(), round);
        }
    }

    /** What somebody wrote since stands in the note after a side was taken. */
    @Test
    void whatWasWrittenSinceStays() {
        for (int i = 0; i < ROUNDS; i++) {
            String merged = text(2 + random.nextInt(5));
            Note note = new Note(merged, edited(merged));
            int at = random.nextInt(merged.length() + 1);
            note.edit(List.of(new TextEdit(NoteDocument.TEXT, at, 0, "LATER")));
            note.edit(MergedParagraphs.taking(note.open()));
            assertTrue(note.text().contains("LATER"), "seed " + SEED + " round " + i);
            assertEquals(List.of(), note.open(), "seed " + SEED + " round " + i);
        }
    }

    /** A line that came to the end of a list does not tie it to the paragraph behind. */
    @Test
    void linesAtTheEndOfAParagraphAreItsOwn() {
        String without = "- one\n- two\n\nmore\n";
        String with = "- one\n- two\n- three\n\nmore words\n";
        for (Note note : List.of(new Note(without, with), new Note(with, without))) {
            assertEquals(2, note.open().size());
            note.edit(MergedParagraphs.taking(note.open().subList(0, 1)));
            assertEquals(
                    note.side.contains("three"), note.text().contains("- two\n- three\n\nmore"));
            assertEquals(note.merged.contains("words"), note.text().contains("words"));
        }
    }

    /** A paragraph that was taken and brought back by undo can be taken again. */
    @Test
    void whatUndoBroughtBackIsOpen() {
        Note note = new Note("one\n\ntwo\n\none\n", "one\n\none\n");
        List<Place> before = note.open();
        note.edit(MergedParagraphs.taking(before));
        assertEquals("one\n\none\n", note.text());
        note.edit(TextDiff.edits(NoteDocument.TEXT, note.text(), note.merged));
        assertEquals(before, note.open());
    }
}
