package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Written;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any number of steps taken back and done again, over the same words. */
class UndoTest extends TwoCopies {

    private static final String NOTE = "Work/Steps";
    private static final List<String> WORDS =
            List.of("one", "two", "three", "too", "on", "wo", "", "a b", "\n", "🙂", "e\u0301");

    @Override
    void fill(Vault vault) {
        vault.notes().write(NOTE, "p one q\n");
    }

    static LongStream seeds() {
        int count = Boolean.getBoolean("vaultnotes.heavy") ? 500 : 15;
        return LongStream.range(0, count).map(i -> 20_261_129 + i);
    }

    private String text() {
        return text(here);
    }

    private static String text(Vault vault) {
        return vault.notes().text(vault.paths().note(NOTE).id());
    }

    private void write(String text) {
        vaults.clock.advance(Duration.ofMinutes(10));
        here.notes().write(NOTE, text);
    }

    @Test
    void theSameWordReplacedAgainAndAgain() {
        List<String> texts = List.of("p one q\n", "p two q\n", "p three q\n", "p four q\n");
        texts.stream().skip(1).forEach(this::write);
        for (int i = texts.size() - 2; i >= 0; i--) {
            here.undo().undo(NOTE);
            assertEquals(texts.get(i), text());
        }
        for (String again : texts.subList(1, texts.size())) {
            here.undo().redo(NOTE);
            assertEquals(again, text());
        }
    }

    @Test
    void whatCameAndWentAgain() {
        write("p one x q\n");
        write("p one q\n");
        here.undo().undo(NOTE);
        here.undo().undo(NOTE);
        assertEquals("p one q\n", text());
        assertEquals(
                VaultException.Code.NOTHING_TO_DO,
                assertThrows(VaultException.class, () -> here.undo().undo(NOTE)).code());
    }

    /** Texts as they were after each step, and which of them is shown. */
    private static final class Steps {
        private final Random random;
        private final List<String> texts = new ArrayList<>();
        private int at;

        Steps(long seed, String first) {
            random = new Random(seed);
            texts.add(first);
        }

        String now() {
            return texts.get(at);
        }

        void made(String text) {
            texts.subList(at + 1, texts.size()).clear();
            texts.add(text);
            at++;
        }

        /** Another text: a stretch of this one replaced by a word. */
        String other(String text) {
            int start = place(text);
            int end = random.nextBoolean() ? start : place(text);
            String word = WORDS.get(random.nextInt(WORDS.size()));
            return text.substring(0, Math.min(start, end))
                    + word
                    + text.substring(Math.max(start, end));
        }

        private int place(String text) {
            int at = random.nextInt(text.length() + 1);
            boolean inside =
                    at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
            return inside ? at - 1 : at;
        }
    }

    private void step(Steps steps) {
        int what = steps.random.nextInt(10);
        if (what < 4) {
            String next = steps.other(steps.now());
            if (!next.equals(steps.now())) {
                write(next);
                steps.made(next);
            }
        } else if (what < 6) {
            burst(steps);
        } else if (what < 8 && steps.at > 0) {
            here.undo().undo(NOTE);
            steps.at--;
        } else if (what < 9 && steps.at + 1 < steps.texts.size()) {
            here.undo().redo(NOTE);
            steps.at++;
        } else if (steps.random.nextInt(4) == 0) {
            reopen();
        }
    }

    /** Some edits of which each follows the one before soon. */
    private void burst(Steps steps) {
        vaults.clock.advance(Duration.ofMinutes(10));
        Id note = here.paths().note(NOTE).id();
        String text = steps.now();
        for (int i = 1 + steps.random.nextInt(4); i > 0; i--) {
            String next = steps.other(text);
            List<TextEdit> edits = TextDiff.edits(NoteDocument.TEXT, text, next);
            if (!edits.isEmpty()) {
                here.notes().type(note, edits);
                text = next;
            }
            vaults.clock.advance(Duration.ofMillis(500));
        }
        if (!text.equals(steps.now())) {
            steps.made(text);
        }
    }

    private void reopen() {
        here.close();
        here = vaults.open("here");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyTextComesBackExactly(long seed) {
        Steps steps = new Steps(seed, text());
        for (int i = 0; i < 60; i++) {
            step(steps);
            assertEquals(steps.now(), text(), "seed " + seed + ", step " + i);
        }
        while (steps.at > 0) {
            here.undo().undo(NOTE);
            steps.at--;
            assertEquals(steps.now(), text(), "seed " + seed + ", back to " + steps.at);
        }
        reopen();
        while (steps.at + 1 < steps.texts.size()) {
            here.undo().redo(NOTE);
            steps.at++;
            assertEquals(steps.now(), text(), "seed " + seed + ", on to " + steps.at);
        }
    }

    /** Capitals are what the other device writes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatAnotherDeviceWroteMeanwhileStays(long seed) throws IOException {
        Steps steps = new Steps(seed, text());
        int capitals = 0;
        for (int i = 0; i < 12; i++) {
            String next = withCapitals(steps.other(own()));
            write(next);
            if (!own().equals(steps.now())) {
                steps.made(own());
            }
            if (i % 3 == 2) {
                meet();
                capitals += capital(steps);
                meet();
            }
        }
        assertEquals(capitals, text().length() - own().length());
        int top = steps.at;
        for (; steps.at > 0; steps.at--) {
            here.undo().undo(NOTE);
        }
        assertEquals(steps.now(), own(), "seed " + seed);
        assertEquals(capitals, text().length() - own().length(), "seed " + seed);
        for (; steps.at < top; steps.at++) {
            here.undo().redo(NOTE);
        }
        assertEquals(steps.now(), own(), "seed " + seed);
        assertEquals(capitals, text().length() - own().length(), "seed " + seed);
        meet();
        assertTrue(text(there).equals(text()));
    }

    /** Both devices write the same words; only who wrote them tells them apart. */
    @ParameterizedTest
    @MethodSource("seeds")
    void equalWordsOfOthersStay(long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(List.of(text()));
        for (int i = 0; i < 12; i++) {
            String before = text();
            replaceOwn(random);
            if (!text().equals(before)) {
                texts.add(by(false));
            }
            if (i % 3 == 2) {
                meet();
                insertThere(random);
                meet();
            }
        }
        String others = by(true);
        for (int i = texts.size() - 2; i >= 0; i--) {
            here.undo().undo(NOTE);
            assertEquals(texts.get(i), by(false), "seed " + seed + ", back to " + i);
        }
        assertEquals(others, by(true), "seed " + seed);
        for (String again : texts.subList(1, texts.size())) {
            here.undo().redo(NOTE);
            assertEquals(again, by(false), "seed " + seed);
        }
        assertEquals(others, by(true), "seed " + seed);
        meet();
        assertEquals(text(there), text());
    }

    /** A step that replaces a stretch of this device's letters, around those of the other one. */
    private void replaceOwn(Random random) {
        boolean[] others = others();
        int from = place(random, text());
        int to = random.nextBoolean() ? from : place(random, text());
        String word = WORDS.get(random.nextInt(WORDS.size()));
        List<TextEdit> edits = new ArrayList<>();
        edits.add(new TextEdit(NoteDocument.TEXT, Math.min(from, to), 0, word));
        int shift = word.length();
        int units = 1;
        for (int at = Math.min(from, to); at < Math.max(from, to); at += units) {
            units = Character.charCount(text().codePointAt(at));
            if (!others[at]) {
                edits.add(new TextEdit(NoteDocument.TEXT, at + shift, units, ""));
                shift -= units;
            }
        }
        vaults.clock.advance(Duration.ofMinutes(10));
        here.notes().type(here.paths().note(NOTE).id(), edits);
    }

    private void insertThere(Random random) {
        String text = text(there);
        String word = WORDS.get(random.nextInt(WORDS.size()));
        if (!word.isEmpty()) {
            TextEdit edit = new TextEdit(NoteDocument.TEXT, place(random, text), 0, word);
            there.notes().type(there.paths().note(NOTE).id(), List.of(edit));
        }
    }

    private static int place(Random random, String text) {
        int at = random.nextInt(text.length() + 1);
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at - 1 : at;
    }

    /** For each unit whether the other device wrote it. */
    private boolean[] others() {
        boolean[] others = new boolean[text().length()];
        int at = 0;
        Id note = here.paths().note(NOTE).id();
        for (Written run : here.session().note(note).document().now().written(NoteDocument.TEXT)) {
            boolean theirs = there.session().writer().isOwn(run.first().actor());
            Arrays.fill(others, at, at + run.length(), theirs);
            at += run.length();
        }
        return others;
    }

    /** What one of the devices wrote of the text. */
    private String by(boolean other) {
        boolean[] others = others();
        StringBuilder by = new StringBuilder();
        for (int i = 0; i < others.length; i++) {
            if (others[i] == other) {
                by.append(text().charAt(i));
            }
        }
        return by.toString();
    }

    @Test
    void whatOthersWroteBesideEqualLettersStays() {
        write("one\ntwo\nthree\n");
        meet();
        write("one\ntwo\nmine mine\nthree\n");
        there.notes().write(NOTE, "one\ntwo\nmine\nthree\nfour mine mine\n");
        meet();
        here.undo().undo(NOTE);
        assertEquals("one\ntwo\nmine\nthree\nfour mine mine\n", text());
    }

    /** A link that was written goes, whatever it says since what it leads to was moved. */
    @Test
    void aLinkThatFollowedGoesWithWhatItStandsIn() throws IOException {
        here.notes().write("Alpha", "text\n");
        Path file = Files.writeString(folder.resolve("pic.txt"), "bytes");
        write("p one q\nsee [[Alpha]] here\n");
        write("p one q\nsee [[Alpha]] here\nand ![[pic.txt]] there\n");
        here.attach("Alpha", file);
        here.moves().move("Alpha", "Alphabet");
        here.moves().move("Attachments/pic.txt", "H/pic2.txt");
        assertEquals("p one q\nsee [[Alphabet]] here\nand ![[pic2.txt]] there\n", text());
        here.undo().undo(NOTE);
        assertEquals("p one q\nsee [[Alphabet]] here\n", text());
        here.undo().undo(NOTE);
        assertEquals("p one q\n", text());
        here.undo().redo(NOTE);
        assertEquals("p one q\nsee [[Alphabet]] here\n", text());
    }

    /** What a damaged disk may hold is let go. */
    @Test
    void aStepThatPointsBesideItsTextHasNothingBeforeIt() {
        Cursor cursor = Cursor.END;
        for (int at : new int[] {0, 3, 8, 1_000, Integer.MAX_VALUE}) {
            UndoStep.Replaced edit = new UndoStep.Replaced(at, cursor, cursor, "one", "two");
            assertEquals(Optional.empty(), Reversal.of(List.of(edit), "p one q\n"), "at " + at);
        }
    }

    private String own() {
        return text().replaceAll("[A-Z]", "");
    }

    /** A text of ours with the capitals that stand in the note where they stand now. */
    private String withCapitals(String next) {
        List<TextEdit> theirs = TextDiff.edits(NoteDocument.TEXT, own(), text());
        List<TextEdit> ours = TextDiff.edits(NoteDocument.TEXT, own(), next);
        String text = text();
        for (TextEdit edit : app.vaultnotes.crdt.TextRebase.over(ours, theirs)) {
            text = edit.applyTo(text);
        }
        return text;
    }

    private int capital(Steps steps) {
        String text = text(there);
        int at = steps.place(text);
        there.notes().write(NOTE, text.substring(0, at) + "X" + text.substring(at));
        return 1;
    }

    private void meet() {
        vaults.clock.advance(Duration.ofMinutes(10));
        assertEquals(List.of(), here.mergeBoth(there, Progress.NONE).problems());
        assertEquals(text(here), text(there));
    }
}
