package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is replaced is what was shown, in all notes or none, and each note takes it back. */
class ReplacingTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Vault vault;

    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        vault = vaults.create("v");
        vault.notes().write("A", "one Cat and a cat\nthe CAT's 😀\n");
        vault.notes().write("B", "no such thing");
        vault.notes().write("F/C", "concatenate $1 cat");
        vaults.clock.advance(Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private String text(String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }

    private Replacing.Replaced replace(Replacement wanted) {
        return vault.replacing().replace(wanted, vault.replacing().everywhere(), Progress.NONE);
    }

    private Replacing.Preview preview(Replacement wanted) {
        return vault.replacing().preview(wanted, vault.replacing().everywhere(), Progress.NONE);
    }

    @Test
    void plainTextIsFoundAsItIsWrittenAndReplacedInAllNotesAtOnce() {
        Replacement wanted = new Replacement("cat", "d$1\\n", false, false);
        Replacing.Preview preview = preview(wanted);
        assertEquals(5, preview.places());
        assertEquals(List.of("A", "F/C"), preview.notes().stream().map(n -> n.path()).toList());
        assertEquals(
                new Replacing.Place(4, 7, "one ", "Cat", "d$1\\n", " and a cat"),
                preview.notes().get(0).places().get(0));

        Replacing.Replaced done = replace(wanted);

        assertEquals(5, done.places());
        assertEquals(2, done.notes().size());
        assertEquals("one d$1\\n and a d$1\\n\nthe d$1\\n's 😀\n", text("A"));
        assertEquals("cond$1\\nenate $1 d$1\\n", text("F/C"));
        assertEquals(
                2,
                vault.search("d", app.vaultnotes.vault.search.SearchOrder.TITLE, 10, 0, false)
                        .total());
        vault.undo().undo("A");
        assertEquals("one Cat and a cat\nthe CAT's 😀\n", text("A"));
        assertEquals("cond$1\\nenate $1 d$1\\n", text("F/C"));
        vault.undo().undo("F/C");
        assertEquals("concatenate $1 cat", text("F/C"));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void caseCountsWhenItIsAskedFor() {
        assertEquals(1, replace(new Replacement("Cat", "Dog", false, true)).places());
        assertEquals("one Dog and a cat\nthe CAT's 😀\n", text("A"));
    }

    @Test
    void expressionsHaveGroupsLinesAndEscapes() {
        replace(new Replacement("^(\\w+) (\\w+)", "$2\\t$1\\n", true, true));
        assertEquals("Cat\tone\n and a cat\nCAT\tthe\n's 😀\n", text("A"));
        replace(new Replacement("^", "> ", true, true));
        assertEquals("> such\tno\n>  thing", text("B"));
        assertTrue(text("A").startsWith("> Cat\tone\n>  and"), text("A"));
    }

    @Test
    void onlyTheNotesThatWereNamedChangeAndNoneInTheTrash() {
        Id a = vault.paths().note("A").id();
        Id c = vault.paths().note("F/C").id();
        vault.trash().put("F/C");
        Replacement wanted = new Replacement("cat", "x", false, false);
        assertEquals(
                List.of(a),
                vault.replacing().replace(wanted, List.of(a, c, a), Progress.NONE).notes());
        assertEquals(0, vault.replacing().replace(wanted, List.of(c), Progress.NONE).places());
    }

    @Test
    void whatCannotBeDoneIsSaidAndChangesNothing() {
        vault.notes().write("Z", "a".repeat(5_000) + "!");
        for (String slow : List.of("(a+)+$", "(a|aa)+$", "(a*)*b")) {
            VaultException refused =
                    assertThrows(
                            VaultException.class,
                            () -> replace(new Replacement(slow + "|cat", "x", true, false)));
            assertEquals(VaultException.Code.REFUSED, refused.code(), slow);
        }
        for (String wrong : List.of("(", "[a", "")) {
            assertThrows(
                    VaultException.class, () -> preview(new Replacement(wrong, "x", true, true)));
        }
        VaultException noGroup =
                assertThrows(
                        VaultException.class,
                        () -> replace(new Replacement("cat", "$3", true, true)));
        assertEquals(VaultException.Code.INVALID, noGroup.code());
        Progress stop =
                (what, done, total) -> {
                    if (done == 2) {
                        throw new CancellationException();
                    }
                };
        assertThrows(
                CancellationException.class,
                () ->
                        vault.replacing()
                                .replace(
                                        new Replacement("cat", "x", false, true),
                                        vault.replacing().everywhere(),
                                        stop));
        assertEquals("one Cat and a cat\nthe CAT's 😀\n", text("A"));
        assertEquals("concatenate $1 cat", text("F/C"));
    }

    @Test
    void aNoteThatWouldBecomeTooLongHoldsAllOfThemBack() {
        vault.notes().write("Z", "cat ".repeat(1_000));
        VaultException tooLong =
                assertThrows(
                        VaultException.class,
                        () -> replace(new Replacement("cat", "x".repeat(9_000), false, true)));
        assertEquals(VaultException.Code.TOO_LARGE, tooLong.code());
        assertEquals("one Cat and a cat\nthe CAT's 😀\n", text("A"));
    }

    @Test
    void othersWriteWhileItLooksAndWhatTheyWroteIsLookedThroughAgain() {
        Progress meanwhile =
                (what, done, total) -> {
                    if (done == total) {
                        CompletableFuture.runAsync(
                                        () -> {
                                            vault.notes().write("A", "a new cat, cat");
                                            vault.trash().put("F/C");
                                        })
                                .orTimeout(60, TimeUnit.SECONDS)
                                .join();
                    }
                };
        Replacing.Replaced done =
                vault.replacing()
                        .replace(
                                new Replacement("cat", "x", false, false),
                                vault.replacing().everywhere(),
                                meanwhile);
        assertEquals(new Replacing.Replaced(2, List.of(vault.paths().note("A").id())), done);
        assertEquals("a new x, x", text("A"));
    }

    @Test
    void moreNotesThanOneCommandTakesAreRefusedAndNoneChanges() {
        Replacement wanted = new Replacement("cat", "x", false, false);
        List<Id> all = vault.replacing().everywhere();
        VaultException tooMany =
                assertThrows(
                        VaultException.class,
                        () -> vault.replacing().replace(wanted, all, Progress.NONE, 1));
        assertEquals(VaultException.Code.TOO_LARGE, tooMany.code());
        assertEquals("concatenate $1 cat", text("F/C"));
        assertEquals(2, vault.replacing().replace(wanted, all, Progress.NONE, 2).notes().size());
    }
}
