package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of two edits that did not know of each other. */
class ConcurrentEditsTest extends TwoCopies {

    @Override
    void fill(Vault vault) {
        vault.notes().write("Work/Plan", "the plan\n");
        vault.notes().write("Home/List", "[[Plan]] and [[Work/Plan|it]]\n");
        vault.folders().create("Archive");
    }

    @BeforeEach
    void later() {
        vaults.clock.advance(Duration.ofMinutes(10));
    }

    /** Merges both ways and makes sure that both show the same. */
    private void meet() {
        Merged merged = here.mergeBoth(there, Progress.NONE);
        assertEquals(List.of(), merged.problems());
        assertEquals(Copies.seen(here), Copies.seen(there));
        assertEquals(List.of(), here.check(Progress.NONE));
        assertEquals(List.of(), there.check(Progress.NONE));
    }

    private String text(String path) {
        return here.notes().text(here.paths().note(path).id());
    }

    private Set<String> paths() {
        return here.catalogue().notes(Catalogue.Page.ALL).stream()
                .map(here.paths()::of)
                .collect(Collectors.toSet());
    }

    @Test
    void anEditBringsANoteBackThatWasTrashedMeanwhile() {
        here.trash().put("Work/Plan");
        there.notes().write("Work/Plan", "the plan goes on\n");
        meet();
        assertEquals("the plan goes on\n", text("Work/Plan"));
        assertEquals(List.of(), here.trash().entries());
    }

    @Test
    void aRenameDoesNotBringATrashedNoteBack() {
        here.trash().put("Work/Plan");
        there.moves().move("Work/Plan", "Work/Old plan");
        meet();
        assertEquals(Set.of("Home/List"), paths());
        assertEquals("Work/Old plan", here.trash().entries().get(0).path());
        here.trash().restore("Work/Old plan");
        assertEquals("the plan\n", text("Work/Old plan"));
    }

    @Test
    void aNoteThatBothTrashedIsRestoredOnce() {
        here.trash().put("Work/Plan");
        there.trash().put("Work/Plan");
        meet();
        assertEquals(1, here.trash().entries().size());
        here.trash().restore("Work/Plan");
        assertEquals("the plan\n", text("Work/Plan"));
    }

    @Test
    void whatIsWrittenInATrashedFolderComesToTheNearestLivingOne() {
        here.trash().put("Work");
        there.notes().write("Work/Plan", "the plan goes on\n");
        there.notes().write("Work/Deep/New", "made meanwhile\n");
        meet();
        assertEquals("the plan goes on\n", text("Plan"));
        assertTrue(paths().contains("Deep/New"), paths()::toString);
        here.trash().restore("Work");
        assertTrue(paths().contains("Work/Plan"), paths()::toString);
    }

    @Test
    void aPurgedNoteComesBackOnlyWithAnEditThatWasNotKnown() {
        here.trash().put("Work/Plan");
        here.trash().empty();
        here.merge(there.session().store, Progress.NONE);
        assertEquals(Set.of("Home/List"), paths());
        there.notes().write("Work/Plan", "the plan goes on\n");
        here.merge(there.session().store, Progress.NONE);
        assertEquals("the plan goes on\n", text("Work/Plan"));
        meet();
    }

    @Test
    void aNoteThatBothMovedLiesInOnePlace() {
        Id id = here.paths().note("Work/Plan").id();
        here.moves().move("Work/Plan", "Archive/Plan");
        there.moves().move("Work/Plan", "Home/Plan");
        meet();
        String path = here.catalogue().note(id).map(here.paths()::of).orElseThrow();
        assertTrue(Set.of("Archive/Plan", "Home/Plan").contains(path), path);
        assertEquals(2, paths().size());
        assertEquals("the plan\n", text(path));
    }

    @Test
    void foldersMovedIntoEachOtherMakeNoCircle() {
        here.moves().move("Work", "Archive/Work");
        there.moves().move("Archive", "Work/Archive");
        meet();
        assertTrue(
                paths().equals(Set.of("Home/List", "Work/Plan"))
                        || paths().equals(Set.of("Home/List", "Archive/Work/Plan")),
                paths()::toString);
        assertEquals("the plan\n", text(here.paths().of(row("plan"))));
    }

    private Catalogue.NoteRow row(String key) {
        return here.catalogue().notesNamed(key).get(0);
    }

    @Test
    void aNoteThatBothRenamedHasOneNameAndItsLinksPointThere() {
        Id id = here.paths().note("Work/Plan").id();
        here.moves().move("Work/Plan", "Work/Idea");
        there.moves().move("Work/Plan", "Work/Scheme");
        meet();
        String path = here.catalogue().note(id).map(here.paths()::of).orElseThrow();
        assertTrue(Set.of("Work/Idea", "Work/Scheme").contains(path), path);
        String title = path.substring("Work/".length());
        assertEquals("[[" + title + "]] and [[Work/" + title + "|it]]\n", text("Home/List"));
        assertEquals(
                List.of(new Links.Backlink("Home/List", 2)),
                here.links().backlinks(here.paths().note(path)));
        vaults.clock.advance(Duration.ofMinutes(10));
        here.moves().move(path, "Work/Third");
        assertEquals("[[Third]] and [[Work/Third|it]]\n", text("Home/List"));
    }

    @Test
    void linksOfBothKindsToANoteThatBothRenamedPointThere() {
        there.notes()
                .write(
                        "Home/Table",
                        "[a](../Work/Plan.md#x) ![b](<../Work/Plan.md>) [[Plan.md]]\n");
        meet();
        here.moves().move("Work/Plan", "Work/An idea");
        there.moves().move("Work/Plan", "Work/Scheme");
        meet();
        String title = title().substring("Work/".length());
        String encoded = title.replace(" ", "%20");
        assertEquals(
                "[a](../Work/"
                        + encoded
                        + ".md#x) ![b](<../Work/"
                        + title
                        + ".md>) [["
                        + title
                        + ".md]]\n",
                text("Home/Table"));
    }

    @Test
    void linksToAFileThatBothMovedPointThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a pic.png"), "bytes");
        here.attach("Home/List", file);
        String links = text("Home/List") + "![i](../Attachments/a%20pic.png)\n";
        here.notes().write("Home/List", links);
        meet();
        here.moves().move("Attachments/a pic.png", "Left/one pic.png");
        there.moves().move("Attachments/a pic.png", "Right/two.png");
        meet();
        String list = text("Home/List");
        boolean left = list.contains("one pic.png");
        assertTrue(list.contains(left ? "![[one pic.png]]" : "![[two.png]]"), list);
        String way = left ? "![i](../Left/one%20pic.png)" : "![i](../Right/two.png)";
        assertTrue(list.contains(way), list);
    }

    @Test
    void aFolderThatBothRenamedHasOneNameAndTheLinksIntoItPointThere() {
        here.moves().move("Work", "Job");
        there.moves().move("Work", "Office");
        meet();
        String path = here.paths().of(row("plan"));
        assertTrue(Set.of("Job/Plan", "Office/Plan").contains(path), path);
        assertEquals("[[Plan]] and [[" + path + "|it]]\n", text("Home/List"));
    }

    @Test
    void copiesThatMendOneLinkEachByThemselvesAgree() throws IOException {
        here.moves().move("Work/Plan", "Work/Idea");
        there.moves().move("Work/Plan", "Work/Scheme");
        here.close();
        vaults.copy("here", "here before");
        here = vaults.open("here");
        here.merge(there.session().store, Progress.NONE);
        try (Vault before = vaults.open("here before")) {
            there.merge(before.session().store, Progress.NONE);
        }
        meet();
        assertEquals(2, here.links().backlinks(here.paths().note(title())).get(0).count());
    }

    /** The path of the note that both renamed. */
    private String title() {
        return paths().stream().filter(p -> p.startsWith("Work/")).findFirst().orElseThrow();
    }

    @Test
    void notesWithOneNameAreNumberedTheSameEverywhere() {
        here.notes().write("Work/Same", "from here\n");
        there.notes().write("Work/Same", "from there\n");
        meet();
        assertEquals(
                Set.of("from here\n", "from there\n"),
                Set.of(text("Work/Same"), text("Work/Same (2)")));
        VaultException taken =
                assertThrows(
                        VaultException.class, () -> here.moves().move("Work/Plan", "Work/Same"));
        assertEquals(VaultException.Code.EXISTS, taken.code());
    }

    @Test
    void foldersOfOneNameAreOneFolder() {
        here.notes().write("Daily/2026/One", "from here\n");
        there.notes().write("Daily/2026/Two", "from there\n");
        meet();
        assertEquals(Set.of("Daily/2026/One", "Daily/2026/Two", "Home/List", "Work/Plan"), paths());
    }

    @Test
    void bothSidesOfOneLineAreKept() {
        here.notes().write("Work/Plan", "the good plan\n");
        there.notes().write("Work/Plan", "the plan is bad\n");
        meet();
        assertEquals("the good plan is bad\n", text("Work/Plan"));
        here.undo().undo("Work/Plan");
        assertEquals("the plan is bad\n", text("Work/Plan"));
    }

    @Test
    void wordsThatReplaceOthersKeepTheSpacesBetweenThem() {
        here.notes().write("Work/Plan", "from here the plan\n");
        there.notes().write("Work/Plan", "a scheme\n");
        meet();
        assertTrue(text("Work/Plan").contains("from here "), text("Work/Plan"));
        assertTrue(text("Work/Plan").contains("a scheme"), text("Work/Plan"));
    }

    @Test
    void theTimeOfTheLastEditTravels() {
        there.notes().write("Work/Plan", "later\n");
        long edited = there.catalogue().notesNamed("plan").get(0).state().updatedMillis();
        vaults.clock.advance(Duration.ofDays(3));
        meet();
        assertEquals(edited, row("plan").state().updatedMillis());
    }
}
