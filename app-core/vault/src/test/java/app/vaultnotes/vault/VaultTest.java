package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Vault vault;

    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        vault = vaults.create("v");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void reopen() {
        vault.close();
        vault = vaults.open("v");
    }

    private String text(String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }

    private List<String> found(String query) {
        return vault.search(query, SearchOrder.TITLE, 100, 0, false).hits().stream()
                .map(hit -> vault.catalogue().note(hit.note()).map(vault.paths()::of).orElseThrow())
                .toList();
    }

    private static VaultException.Code refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(VaultException.class, call).code();
    }

    @Test
    void aNoteIsWrittenWithItsFoldersAndReadBackAfterReopening() {
        Edited made = vault.notes().write("Work/Plans/Idea", "# Idea\n\nText 😀\r\n\0");
        assertEquals("Work/Plans/Idea", made.path());
        assertFalse(made.version().isEmpty());
        reopen();
        assertEquals("# Idea\n\nText 😀\r\n\0", text("work/plans/IDEA"));
        assertEquals("# Idea\n\nText 😀\r\n\0", text(made.id().toString()));
        assertEquals(
                List.of("Plans"),
                vault.paths().foldersIn(vault.paths().folder("Work")).stream()
                        .map(f -> vault.paths().of(f))
                        .map(p -> p.substring(5))
                        .toList());
    }

    @Test
    void everyWriteIsAVersionThatCanBeShownComparedAndBroughtBack() {
        Edited one = vault.notes().write("N", "one two three\n");
        Edited two = vault.notes().write("N", "one 2 three\n");
        assertNotEquals(one.version(), two.version());
        List<History.Version> versions = vault.timeline().versions("N");
        assertEquals(
                List.of(two.version(), one.version()),
                versions.stream().map(History.Version::id).toList());
        assertEquals("one two three\n", vault.timeline().text("N", one.version()));
        assertEquals("one 2 three\n", vault.timeline().text("N", two.version()));
        vault.timeline().revert("N", one.version());
        assertEquals("one two three\n", text("N"));
        assertEquals(3, vault.timeline().versions("N").size());
        vault.timeline().name("N", "final");
        reopen();
        assertEquals("final", vault.timeline().versions("N").get(0).name());
        assertEquals("one two three\n", vault.timeline().text("N", "final"));
    }

    @Test
    void oneParagraphCanBeBroughtBack() {
        Edited old = vault.notes().write("N", "first\n\nsecond\n\nthird\n");
        vault.notes().write("N", "FIRST\n\nsecond\n\nTHIRD\n");
        assertEquals(2, vault.timeline().paragraphs("N", old.version()).size());
        vault.timeline().revertParagraph("N", old.version(), 2);
        assertEquals("FIRST\n\nsecond\n\nthird\n", text("N"));
    }

    /** Other programs know of no vault: they follow Markdown's links from the note's folder. */
    @Test
    void standardLinksStillLeadThereFromTheNewFolder() {
        vault.notes().write("R/sub/G", "");
        vault.notes().write("R/B c", "");
        vault.notes().write("R/A", "[g](sub/G.md#h) [b](B%20c.md) [[sub/G]] [[B c]]\n");
        vault.notes().write("R/Far", "[a](A.md)\n");
        vault.folders().create("R/other");
        vault.moves().move("R/A", "R/other/A");
        assertEquals("[g](../sub/G.md#h) [b](../B%20c.md) [[sub/G]] [[B c]]\n", text("R/other/A"));
        assertEquals("[a](other/A.md)\n", text("R/Far"));
        vault.moves().move("R/B c", "R/other/B c");
        assertEquals("[g](../sub/G.md#h) [b](B%20c.md) [[sub/G]] [[B c]]\n", text("R/other/A"));
        vault.moves().move("R/other", "Elsewhere");
        assertEquals("[g](../R/sub/G.md#h) [b](B%20c.md) [[sub/G]] [[B c]]\n", text("Elsewhere/A"));
        assertEquals("[a](../Elsewhere/A.md)\n", text("R/Far"));
    }

    @Test
    void undoAndRedoSurviveARestart() {
        vault.notes().write("N", "one\n");
        vault.notes().write("N", "one\ntwo\n");
        vault.notes().write("N", "zero\none\ntwo\n");
        reopen();
        vault.undo().undo("N");
        assertEquals("one\ntwo\n", text("N"));
        reopen();
        vault.undo().undo("N");
        assertEquals("one\n", text("N"));
        assertEquals(VaultException.Code.NOTHING_TO_DO, refused(() -> vault.undo().undo("N")));
        vault.undo().redo("N");
        reopen();
        vault.undo().redo("N");
        assertEquals("zero\none\ntwo\n", text("N"));
        assertEquals(VaultException.Code.NOTHING_TO_DO, refused(() -> vault.undo().redo("N")));
    }

    @Test
    void aBurstOfTypingIsOneStepAndOneVersion() {
        Edited made = vault.notes().write("N", "");
        for (int i = 0; i < 5; i++) {
            vault.notes()
                    .type(
                            made.id(),
                            List.of(
                                    new TextEdit(
                                            NoteDocument.TEXT, i, 0, "abcde".substring(i, i + 1))));
            vaults.clock.advance(Duration.ofMillis(300));
        }
        vaults.clock.advance(Duration.ofSeconds(10));
        vault.notes().type(made.id(), List.of(new TextEdit(NoteDocument.TEXT, 5, 0, "!")));
        assertEquals("abcde!", text("N"));
        assertEquals(2, vault.timeline().versions("N").size());
        vault.undo().undo("N");
        assertEquals("abcde", text("N"));
        vault.undo().undo("N");
        assertEquals("", text("N"));
    }

    @Test
    void whatIsTypedInATextThatOthersChangedMeanwhileIsKeptWithTheirs() {
        Edited made = vault.notes().write("N", "one two three\n");
        java.util.Set<Object> told = new java.util.HashSet<>();
        vault.onChange(told::addAll);
        vault.notes().write("N", "zero one two three\n");
        assertEquals(java.util.Set.of(made.id()), told);
        String after = "one two and a half three\n";
        NoteText now = vault.notes().type(made.id(), "one two three\n", after);
        assertEquals("zero " + after, now.text());
        assertEquals(now.text(), text("N"));
        vault.undo().undo("N");
        assertEquals("zero one two three\n", text("N"));
    }

    @Test
    void theWayToAFolderBeginsAtTheTop() {
        vault.notes().write("A/B/N", "n");
        List<String> names =
                vault.paths().above(vault.paths().folder("A/B")).stream()
                        .map(vault.paths()::nameOf)
                        .toList();
        assertEquals(List.of("", "A", "B"), names);
    }

    @Test
    void aRenameRewritesTheLinksThatPointThere() {
        vault.notes().write("Old", "I am it. [[Old#self]]");
        vault.notes().write("Sub/Old", "another");
        vault.notes()
                .write(
                        "A",
                        "[[Old]] [[Old#H|x]] ![[old]] [t](Old.md) [[Sub/Old]] `[[Old]]` [[Older]]");
        vault.notes().write("Sub/B", "[[Old]] near, [up](../Old.md)");
        Edited moved = vault.moves().move("Old", "New name");
        assertEquals(
                "[[New name]] [[New name#H|x]] ![[New name]] [t](New%20name.md) [[Sub/Old]] `[[Old]]` [[Older]]",
                text("A"));
        assertEquals("[[Old]] near, [up](../New%20name.md)", text("Sub/B"));
        assertEquals("I am it. [[New name#self]]", text("New name"));
        assertEquals(6, moved.links());
        vault.undo().undo("New name");
        assertEquals(
                "[[Old]] [[Old#H|x]] ![[old]] [t](Old.md) [[Sub/Old]] `[[Old]]` [[Older]]",
                text("A"));
    }

    @Test
    void takingARenameBackPutsEveryByteBack() {
        String links =
                "[[a B]] [[./A b]] [[/A b#h|x]] [s](./A%20b.md#h) [t](<A b.md>) ![[A b]]"
                        + " [u](A%20b.md)\n";
        vault.notes().write("A b", "self [[A b]] [me](./A%20b.md)\n");
        vault.notes().write("Links", links);
        vault.notes().write("Sub/More", "[[../A b]] [v](../A%20b.md)\n");
        vault.moves().move("A b", "Sub/Q");
        assertNotEquals(links, text("Links"));
        String moved = text("Links");
        vault.undo().undo("Sub/Q");
        assertEquals(links, text("Links"));
        assertEquals("[[../A b]] [v](../A%20b.md)\n", text("Sub/More"));
        assertEquals("self [[A b]] [me](./A%20b.md)\n", text("A b"));
        vault.undo().redo("A b");
        assertEquals(moved, text("Links"));
        vault.notes().write("Links", "new " + text("Links"));
        vault.undo().undo("Sub/Q");
        assertEquals("new " + links, text("Links"));
    }

    @Test
    void aNameThatLinksCannotSpellIsRefusedWhileThereAreLinks() {
        vault.notes().write("N", "n");
        vault.notes().write("L", "[[N]]");
        assertEquals(
                VaultException.Code.INVALID, refused(() -> vault.moves().move("N", "x [y] #z")));
        assertEquals("[[N]]", text("L"));
        vault.notes().write("L", "none");
        assertEquals("x [y] #z", vault.moves().move("N", "x [y] #z").path());
    }

    @Test
    void aNoteInTheTrashIsReadByItsIdAndNotWritten() {
        Edited made = vault.notes().write("N", "n");
        vault.trash().put("N");
        String id = made.id().toString();
        assertEquals(VaultException.Code.NOT_FOUND, refused(() -> vault.notes().write(id, "x")));
        assertEquals("n", vault.notes().text(vault.paths().anyNote(id).id()));
        assertEquals(2, vault.timeline().versions(id).size());
    }

    @Test
    void movingAFolderKeepsEveryLinkWhereItPointed() {
        vault.notes().write("P/Q/Deep", "[[P/Top]] [rel](../Top.md) [[Deep]]");
        vault.notes().write("P/Top", "[[P/Q/Deep|d]] [d](Q/Deep.md)");
        vault.notes().write("Out", "[[P/Q/Deep]] [[Deep]]");
        vault.moves().move("P/Q", "R/S");
        assertEquals("[[R/S/Deep]] [[Deep]]", text("Out"));
        assertEquals("[[R/S/Deep|d]] [d](../R/S/Deep.md)", text("P/Top"));
        assertEquals("[[P/Top]] [rel](../../P/Top.md) [[Deep]]", text("R/S/Deep"));
        assertEquals(VaultException.Code.INVALID, refused(() -> vault.moves().move("R", "R/S/T")));
        assertEquals(VaultException.Code.EXISTS, refused(() -> vault.moves().move("P", "R")));
    }

    @Test
    void movesThatCollideFailAndChangeNothing() {
        vault.notes().write("A", "a");
        vault.notes().write("B", "b");
        assertEquals(VaultException.Code.EXISTS, refused(() -> vault.moves().move("A", "b")));
        vault.moves().move("A", "a renamed");
        vault.moves().move("a renamed", "A renamed");
        assertEquals("a", text("A renamed"));
        assertEquals(VaultException.Code.NOT_FOUND, refused(() -> vault.moves().move("A", "C")));
    }

    @Test
    void linksListWhatPointsWhere() {
        vault.notes().write("Home", "[[Other]] [[Missing]] ![[pic.png]]");
        vault.notes().write("Other", "---\naliases: [Second name]\n---\ntext");
        vault.notes().write("Third", "speaks of Other and links [[Home]]");
        vault.notes().write("Fourth", "the second name occurs");
        List<Links.Outgoing> out = vault.links().outgoing(vault.paths().note("Home"));
        assertEquals(
                List.of(Optional.of("Other"), Optional.empty(), Optional.empty()),
                out.stream().map(Links.Outgoing::path).toList());
        assertEquals(
                List.of(new Links.Backlink("Home", 1)),
                vault.links().backlinks(vault.paths().note("Other")));
        assertEquals(
                List.of("Fourth", "Third"), vault.links().mentions(vault.paths().note("Other")));
    }

    @Test
    void trashAndRestoreBringNotesAndFoldersBack() {
        vault.notes().write("F/G/N", "n");
        vault.notes().write("F/M", "m");
        vault.trash().put("F/M");
        vault.trash().put("F");
        assertEquals(List.of(), found("n"));
        assertEquals(VaultException.Code.NOT_FOUND, refused(() -> vault.paths().note("F/G/N")));
        reopen();
        vault.trash().restore("F");
        assertEquals("n", text("F/G/N"));
        assertEquals(List.of("F/G/N"), found("n"));
        assertEquals(VaultException.Code.NOT_FOUND, refused(() -> vault.paths().note("F/M")));
        assertEquals("F/M", vault.trash().restore("F/M").path());
    }

    @Test
    void equalTitlesAreNumberedAndAddressedSo() {
        vault.notes().write("T", "first");
        vault.trash().put("T");
        vault.notes().write("T", "second");
        vault.trash().restore(vault.trash().entries().get(0).id().toString());
        assertEquals(
                List.of("T", "T (2)"),
                vault.catalogue().notesNamed("t").stream().map(vault.paths()::of).toList());
        assertEquals(
                java.util.Set.of("first", "second"), java.util.Set.of(text("T"), text("T (2)")));
    }

    @Test
    void aPathThatMeansTwoThingsListsTheirIds() {
        Edited note = vault.notes().write("X", "note");
        vault.folders().create("X");
        VaultException e = assertThrows(VaultException.class, () -> vault.trash().put("X"));
        assertEquals(VaultException.Code.AMBIGUOUS, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains(note.id().toString()));
        vault.trash().put(note.id().toString());
    }

    @Test
    void searchUnderstandsItsLanguage() {
        vault.notes()
                .write(
                        "Recipes/Crème brûlée",
                        "sugar and cream #dessert/french\n\n- [ ] buy vanilla");
        vault.notes().write("Travel/東京", "東京都に行きました #travel\n\n![[map.pdf]]");
        vault.notes().write("Log", "---\nrating: 5\n---\nThe cream was sweet. [[Crème brûlée]]");
        assertEquals(List.of("Recipes/Crème brûlée", "Log"), sorted(found("CREAM")));
        assertEquals(List.of("Recipes/Crème brûlée"), found("creme title:brulee"));
        assertEquals(List.of("Travel/東京"), found("京都"));
        assertEquals(List.of("Travel/東京"), found("京"));
        assertEquals(List.of("Log"), found("\"cream was\""));
        assertEquals(List.of("Log"), found("cream -tag:dessert"));
        assertEquals(List.of("Recipes/Crème brûlée"), found("tag:dessert is:open has:task"));
        assertEquals(List.of("Travel/東京"), found("has:attachment"));
        assertEquals(List.of("Log"), found("prop:rating>=4"));
        assertEquals(List.of("Recipes/Crème brûlée"), found("folder:recipes updated:today"));
        assertEquals(List.of("Log", "Travel/東京"), found("sweet OR tag:travel"));
        assertEquals(List.of(), found("sug"));
        assertEquals(2, found("crea*").size());
        SearchResult typo = vault.search("vanila", SearchOrder.RELEVANCE, 10, 0, true);
        assertEquals(1, typo.total());
        assertTrue(typo.corrected().isPresent());
        assertEquals(1, typo.facets().tags().get("dessert/french"));
    }

    private static List<String> sorted(List<String> paths) {
        return paths.stream().sorted(java.util.Comparator.reverseOrder()).toList();
    }

    @Test
    void attachmentsAreKeptOnceAndCleanedUp() throws IOException {
        Path file = folder.resolve("pic.png");
        Files.write(file, new byte[] {1, 2, 3});
        vault.notes().write("N", "text");
        vault.attach("N", file);
        vault.attach("N", file);
        assertEquals("text\n![[pic.png]]\n![[pic.png]]\n", text("N"));
        assertEquals(1, vault.catalogue().counts().files());
        assertEquals(1, vault.blobs().all().size());
        vault.notes().write("N", "no more");
        assertEquals(1, vault.attachments().unlinked().size());
        vault.trash().put("Attachments/pic.png");
        vault.trash().empty();
        assertEquals(0, vault.blobs().all().size());
    }

    @Test
    void propertiesDailyNotesAndTemplatesWork() {
        vault.notes().write("N", "body");
        vault.properties().set("N", "status", List.of("open"));
        assertEquals("---\nstatus: open\n---\nbody", text("N"));
        vault.properties().set("N", "status", List.of());
        assertEquals("body", text("N"));
        vault.notes().write("Templates/Daily", "# {{title}}\n{{date:YYYY}}");
        assertEquals(
                "Daily/2026-11-24", vault.templates().daily(LocalDate.of(2026, 11, 24)).path());
        assertEquals("# 2026-11-24\n2026", text("Daily/2026-11-24"));
        assertEquals(
                "Daily/2026-11-24", vault.templates().daily(LocalDate.of(2026, 11, 24)).path());
    }

    @Test
    void copiesKeepApartAndMerge() throws IOException {
        vault.notes().write("Shared", "one\n\ntwo\n");
        vault.close();
        vaults.copy("v", "copy");
        vault = vaults.open("v");
        vault.notes().write("Shared", "one here\n\ntwo\n");
        vault.notes().write("Only here", "x");
        try (Vault copy = vaults.open("copy")) {
            copy.notes().write("Shared", "one\n\ntwo there\n");
            copy.folders().create("New folder");
            copy.notes().write("New folder/Only there", "y");
            Merged merged = vault.mergeBoth(copy, Progress.NONE);
            assertEquals(2, merged.notes());
            assertEquals("one here\n\ntwo there\n", text("Shared"));
            assertEquals("y", text("New folder/Only there"));
            assertEquals(
                    "one here\n\ntwo there\n", copy.notes().text(copy.paths().note("Shared").id()));
            assertEquals("x", copy.notes().text(copy.paths().note("Only here").id()));
            assertEquals(
                    new Merged(0, 0, 0, 0, 0, List.of(), List.of(), List.of()),
                    vault.mergeBoth(copy, Progress.NONE));
            vault.undo().undo("Shared");
            assertEquals("one\n\ntwo there\n", text("Shared"));
        }
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void anEditBringsATrashedNoteBack() throws IOException {
        vault.notes().write("F/N", "text");
        vault.close();
        vaults.copy("v", "copy");
        vault = vaults.open("v");
        vault.trash().put("F");
        try (Vault copy = vaults.open("copy")) {
            copy.notes().write("F/N", "text goes on");
            copy.notes().write("F/New", "made meanwhile");
            vault.merge(copy.session().store, Progress.NONE);
        }
        assertEquals("text goes on", text("N"));
        assertEquals("made meanwhile", text("New"));
        assertEquals(List.of("N"), found("goes"));
    }

    @Test
    void purgeLeavesNoByte() throws IOException {
        String canary = "zyxquarkcanary";
        vault.notes()
                .write(
                        "Title" + canary,
                        "---\naliases: [a"
                                + canary
                                + "]\nprop: p"
                                + canary
                                + "\n---\n#t"
                                + canary
                                + " [[l"
                                + canary
                                + "]]\n- [ ] k"
                                + canary
                                + " text "
                                + canary);
        vault.notes().write("Title" + canary, "changed " + canary);
        vault.notes().write("Stays", "other words");
        vault.backup(new app.vaultnotes.vault.store.Backups(vaults.folder("v")), Progress.NONE);
        vault.trash().put("Title" + canary);
        assertEquals(1, vault.trash().empty());
        reopen();
        vault.close();
        try (var files = Files.walk(vaults.folder("v"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String bytes =
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                .toLowerCase(java.util.Locale.ROOT);
                assertFalse(bytes.contains(canary), file::toString);
            }
        }
        vault = vaults.open("v");
        assertEquals("other words", text("Stays"));
        assertEquals(List.of("Stays"), found("words"));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void longHistoriesAreCompactedAndStayReadable() {
        Edited made = vault.notes().write("N", "start ");
        for (int i = 0; i < 600; i++) {
            vault.notes().type(made.id(), List.of(new TextEdit(NoteDocument.TEXT, 6 + i, 0, "x")));
        }
        assertEquals(1, vault.compact());
        assertEquals(0, vault.compact());
        reopen();
        assertEquals("start " + "x".repeat(600), text("N"));
        assertEquals("start ", vault.timeline().text("N", made.version()));
        vault.notes().write("N", "end");
        assertEquals(List.of(), vault.check(Progress.NONE));
        vault.rebuild(Progress.NONE);
        assertEquals("end", text("N"));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }
}
