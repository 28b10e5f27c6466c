package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was merged is listed and chosen from in a terminal, and a vault is saved as a new one. */
class MergedCommandTest {

    @TempDir Path folder;
    private String vault = "";

    @BeforeEach
    void twoWroteApart() {
        vault = folder.resolve("v").toString();
        Path copy = folder.resolve("copy");
        assertEquals(0, run("", "new", vault).code());
        assertEquals(0, in("one\n\ntwo\n\nthree\n", "write", "N").code());
        SqliteStore.copy(Path.of(vault), copy, Progress.NONE);
        assertEquals(0, in("one here\n\ntwo\n\nthree\n", "write", "N").code());
        String there = "one\n\ntwo there\n\nthree there\n";
        assertEquals(0, run(there, "write", "N", "--vault", copy + "").code());
        assertEquals(0, in("", "merge", copy + "").code());
    }

    private Ran run(String input, String... arguments) {
        return Ran.in(folder, input, arguments);
    }

    private Ran in(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", vault));
        return run(input, all.toArray(String[]::new));
    }

    private void refused(String words, String... arguments) {
        Ran ran = in("", arguments);
        assertNotEquals(0, ran.code());
        assertTrue(ran.err().contains(words), ran.err());
    }

    @Test
    void whatMetIsListedShownAndChosenFrom() {
        String listed = in("", "merged").out();
        assertTrue(listed.contains("N  you and "), listed);
        String json = in("", "merged", "--json").out();
        assertTrue(json.contains("\"kind\":\"met\""), json);
        assertTrue(json.contains("\"choice\":\"none\""), json);
        String shown = in("", "merged", "N").out();
        assertTrue(shown.contains("two{+ there+}"), shown);
        assertTrue(shown.contains("one{+ here+}"), shown);
        String sides = in("", "merged", "N", "--json").out();
        assertTrue(sides.contains("\"standing\":\"open\""), sides);
        assertTrue(sides.contains("\"theirs\":{\"text\":\"one\\n\\ntwo there"), sides);
        assertEquals(0, in("", "merged", "N", "--take", "mine", "--paragraph", "2").code());
        assertEquals("one here\n\ntwo there\n\nthree\n", in("", "show", "N").out());
        assertEquals(0, in("", "merged", "N", "--take", "mine").code());
        assertEquals("one here\n\ntwo\n\nthree\n", in("", "show", "N").out());
        assertTrue(in("", "merged").out().contains("mine taken"));
        refused("Nothing of it stands", "merged", "N", "--take", "mine");
        assertEquals(0, in("", "undo", "N").code());
        assertEquals(0, in("", "undo", "N").code());
        assertEquals("one here\n\ntwo there\n\nthree there\n", in("", "show", "N").out());
        assertEquals(0, in("", "merged", "N", "--take", "theirs").code());
        assertEquals("one\n\ntwo there\n\nthree there\n", in("", "show", "N").out());
        assertEquals(0, in("", "merged", "N", "--keep").code());
        assertTrue(in("", "merged", "--json").out().contains("\"choice\":\"merge\""));
    }

    @Test
    void whatGoesTogetherIsSaid() {
        refused("need a note", "merged", "--keep");
        refused("exclude each other", "merged", "N", "--keep", "--take", "mine");
        refused("goes with --take", "merged", "N", "--paragraph", "1");
        refused("none of mine, theirs", "merged", "N", "--take", "ours");
        refused("no paragraph 9", "merged", "N", "--take", "mine", "--paragraph", "9");
        assertEquals(0, in("x\n", "write", "Other").code());
        refused("There is no merge of “Other”", "merged", "Other");
    }

    @Test
    void aVaultIsSavedAsANewOneOrNotAtAll() {
        Path fresh = folder.resolve("deep/fresh");
        Ran saved = in("", "save-as", fresh + "", "--json");
        assertEquals(0, saved.code(), saved.err());
        assertTrue(saved.out().contains("\"notes\":1"), saved.out());
        String text = in("", "show", "N").out();
        assertEquals(text, run("", "show", "N", "--vault", fresh + "").out());
        assertEquals("The vault is well.\n", run("", "doctor", "--vault", fresh + "").out());
        refused("another one, not a copy", "merge", fresh + "");
        refused("already a vault", "save-as", fresh + "");
        refused("something in", "save-as", folder + "");
        assertFalse(Files.exists(folder.resolve("vault.db")));
        try (var left = Files.list(folder)) {
            assertTrue(left.noneMatch(f -> f.getFileName().toString().startsWith(".vaultnotes-")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
