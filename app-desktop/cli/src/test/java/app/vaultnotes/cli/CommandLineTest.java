package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words, shapes and exit codes that scripts rely on. */
class CommandLineTest {

    @TempDir Path folder;
    private String vault = "";

    @BeforeEach
    void makeVault() {
        vault = folder.resolve("my vault").toString();
        assertEquals(0, run("", "new", vault).code());
    }

    private Ran run(String input, String... arguments) {
        return Ran.in(folder, input, arguments);
    }

    private Ran in(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", vault, "--json"));
        Ran ran = run(input, all.toArray(String[]::new));
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        return ran;
    }

    @Test
    void notesAreWrittenShownAndListed() {
        Ran written = in("text ä\r\n", "write", "Folder/Title");
        assertEquals("Folder/Title", written.field("path"));
        assertEquals(26, written.field("id").length());
        assertEquals(12, written.field("version").length());
        assertEquals("text ä\r\n", run("", "show", "Folder/Title", "--vault", vault).out());
        Ran listed = in("", "ls", "--recursive");
        assertTrue(
                listed.out().startsWith("{\"entries\":[{\"kind\":\"folder\",\"id\":\""),
                listed.out());
        assertTrue(
                listed.out()
                        .contains("\"path\":\"Folder/Title\",\"title\":\"Title\",\"updated\":\"2"),
                listed.out());
    }

    @Test
    void historyDiffRevertUndoAndRedoWork() {
        String first = in("one two\n", "write", "N").field("version");
        in("one three\n", "write", "N");
        assertEquals("one two\n", run("", "show", "N", "--at", first, "--vault", vault).out());
        assertTrue(
                in("", "history", "N", "--name", "done")
                        .out()
                        .contains("\"added\":4,\"removed\":2,\"name\":\"done\""));
        assertEquals("one [-two-]{+three+}\n", run("", "diff", "N", first, "--vault", vault).out());
        in("", "revert", "N", first);
        assertEquals("one two\n", run("", "show", "N", "--vault", vault).out());
        in("", "undo", "N");
        assertEquals("one three\n", run("", "show", "N", "--vault", vault).out());
        in("", "redo", "N");
        assertEquals("one two\n", run("", "show", "N", "--vault", vault).out());
    }

    @Test
    void listsAndSearchAreSortedAsAsked() {
        in("word", "write", "B");
        in("word", "write", "A");
        for (String sort : List.of("relevance", "updated", "created", "title")) {
            Ran found = in("", "search", "word", "--sort", sort, "--limit", "1");
            assertTrue(found.out().startsWith("{\"total\":2,"), found.out());
        }
        assertTrue(in("", "search", "word", "--sort", "title").out().contains("\"title\":\"A\""));
        for (String sort : List.of("name", "updated", "CREATED")) {
            assertTrue(in("", "ls", "--sort", sort).out().contains("\"title\":\"A\""));
        }
        assertEquals(2, run("", "ls", "--sort", "size", "--vault", vault).code());
    }

    @Test
    void optionsMayStandBeforeTheCommandAndTheNearestCommandIsSuggested() {
        in("text", "write", "N");
        assertEquals("text", run("", "--vault", vault, "show", "N").out());
        Ran wrong = run("", "serch", "x");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("Did you mean “search”?"), wrong.err());
    }

    @Test
    void namesCannotCommandTheTerminal() {
        in("text", "write", "red\u001b[31m\nsecond line");
        String listed = run("", "ls", "--vault", vault).out();
        assertEquals("red␛[31m␊second line\n", listed);
        assertFalse(run("", "show", "x\u001b[2J", "--vault", vault).err().contains("\u001b"));
    }

    @Test
    void backupsHelpAVaultThatDoesNotOpen() throws IOException {
        in("kept", "write", "N");
        String name = in("", "backup", "now").field("name");
        Path database = Path.of(vault, "vault.db");
        byte[] whole = Files.readAllBytes(database);
        List<byte[]> damages =
                List.of(Arrays.copyOf(whole, 50_000), new byte[whole.length], new byte[0]);
        for (int i = 0; i <= damages.size(); i++) {
            if (i < damages.size()) {
                Files.write(database, damages.get(i));
            } else {
                Files.delete(database);
            }
            Ran sick = run("", "doctor", "--json", "--vault", vault);
            assertEquals(1, sick.code(), sick.err());
            assertTrue(sick.out().contains("\"code\":\"database-damaged\""), sick.out());
            assertTrue(in("", "backup", "list").out().contains(name));
            assertEquals(name, in("", "backup", "restore", name).field("restored"));
            assertEquals("kept", run("", "show", "N", "--vault", vault).out());
            assertEquals(0, run("", "doctor", "--vault", vault).code());
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (String value : List.of("abc", "1.5", "999999")) {
            assertEquals(1, run("", "set", "trashDays", value, "--vault", vault).code());
        }
        assertEquals(1, run("", "set", "dailyFolder", "a/../b", "--vault", vault).code());
        assertEquals(1, run("", "trash", "--keep", "-3", "--vault", vault).code());
        assertTrue(in("", "set").out().contains("\"trashDays\":\"30\""));
        in("", "set", "trashDays", "7");
        in("", "set", "dailyFolder", "Journal/Days");
    }

    @Test
    void movesTellHowManyLinksFollowed() {
        in("here", "write", "A");
        in("[[A]] and [[A]]", "write", "B");
        assertTrue(
                run("", "mv", "A", "Sub/C", "--vault", vault)
                        .out()
                        .contains("2 links in 1 note now point there"));
        Ran links = in("", "links", "B");
        assertTrue(
                links.out().contains("{\"target\":\"C\",\"path\":\"Sub/C\",\"resolved\":true}"),
                links.out());
        assertTrue(in("", "links", "Sub/C").out().contains("\"backlinks\":[{"), links.out());
    }

    @Test
    void trashRestoreAndPurgeWork() {
        in("x", "write", "F/N");
        in("", "trash", "F");
        assertTrue(in("", "ls", "--trash").out().contains("\"kind\":\"folder\""));
        in("", "restore", "F");
        assertEquals("x", run("", "show", "F/N", "--vault", vault).out());
        in("", "trash", "F/N");
        assertEquals("{\"entries\":[]}\n", in("", "ls", "G", "--trash").out());
        assertTrue(in("", "ls", "F", "--trash").out().contains("F/N"));
        in("y", "write", "F/N");
        assertTrue(in("", "restore", "F/N").out().contains("\"alike\":[\"F/N"));
        in("", "trash", "F/N");
        assertTrue(in("", "trash", "--empty").out().contains("\"purged\":1"));
        assertEquals("{\"entries\":[]}\n", in("", "ls", "--trash").out());
    }

    @Test
    void aPurgeCountsFoldersToo() {
        in("x", "write", "F/N");
        in("x", "write", "G/N");
        in("", "mv", "G/N", "N");
        in("", "trash", "G");
        assertEquals("{\"purged\":1}\n", in("", "trash", "G", "--empty").out());
        in("", "trash", "F");
        assertEquals(
                "Removed 2 things for good.\n",
                run("", "trash", "--empty", "--vault", vault).out());
    }

    @Test
    void purgingAsksWhichWhenOneIsInTheTrashAndAnotherIsNot() {
        String old = in("old", "write", "N").field("id");
        in("", "trash", "N");
        in("new", "write", "N");
        Ran either = run("", "trash", "N", "--empty", "--vault", vault, "--json");
        assertEquals(1, either.code());
        assertTrue(either.err().contains("\"code\":\"ambiguous\""), either.err());
        assertTrue(either.err().contains(old), either.err());
        assertTrue(in("", "trash", old, "--empty").out().contains("\"purged\":1"));
        assertEquals("new", run("", "show", "N", "--vault", vault).out());
    }

    @Test
    void attachmentsAreShownByteForByte() throws IOException {
        byte[] bytes = {0, 'b', '\r', '\n', 'x'};
        Path file = Files.write(folder.resolve("some.bin"), bytes);
        in("", "write", "N");
        in("", "attach", "N", file.toString());
        assertEquals("\0b\r\nx", run("", "show", "Attachments/some.bin", "--vault", vault).out());
    }

    @Test
    void failuresOfFilesAreWords() throws IOException {
        String missing = folder.resolve("missing/notes.zip").toString();
        String[] export = {"export", missing, "--format", "zip", "--vault", vault, "--json"};
        Ran failed = run("", export);
        assertEquals(1, failed.code());
        String words = "\"message\":\"There is nothing at " + missing + ".\"";
        assertTrue(failed.err().contains(words), failed.err());
    }

    @Test
    void searchTagsAndPropertiesHaveTheirShapes() {
        in("---\nstatus: open\n---\nfind me #tag/sub", "write", "N");
        Ran found = in("", "search", "find", "tag:tag");
        assertTrue(found.out().startsWith("{\"total\":1,\"tookMillis\":"), found.out());
        assertTrue(found.out().contains("\"snippet\":\""), found.out());
        assertTrue(
                found.out()
                        .contains(
                                "\"facets\":{\"tag\":{\"tag/sub\":1},\"folder\":{\"\":1},\"month\":{\"20"),
                found.out());
        Ran unread = in("", "search", "updated:2024-13");
        assertTrue(unread.out().startsWith("{\"total\":0,"), unread.out());
        assertTrue(unread.out().contains("is not a day"), unread.out());
        assertTrue(in("", "tags").out().contains("\"tag\":\"tag/sub\""));
        assertEquals("open\n", run("", "prop", "N", "status", "--vault", vault).out());
        in("---\nn: 4\nzip: 007\nok: true\n---\n", "write", "Typed");
        assertEquals(
                "{\"properties\":{\"n\":4,\"zip\":\"007\",\"ok\":true}}\n",
                in("", "prop", "Typed").out());
        in("", "prop", "N", "status", "done");
        assertTrue(
                run("", "show", "N", "--vault", vault)
                        .out()
                        .startsWith("---\nstatus: done\n---\n"));
    }

    @Test
    void importAndExportBringEveryByteBack() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source.resolve("a/empty"));
        Files.write(
                source.resolve("a/Nöte.md"),
                "bom \ufeff\r\n[[x]]".getBytes(StandardCharsets.UTF_8));
        Files.write(source.resolve("a/latin.md"), new byte[] {(byte) 0xe4, 'x', '\n'});
        Files.write(source.resolve("pic.png"), new byte[] {0, 1, 2});
        Ran imported = in("", "import", "source");
        assertTrue(
                imported.out().startsWith("{\"notes\":2,\"folders\":2,\"attachments\":1"),
                imported.out());
        assertTrue(imported.out().contains("\"path\":\"a/latin.md\""), imported.out());
        assertTrue(
                in("", "import", "source")
                        .out()
                        .startsWith("{\"notes\":0,\"folders\":0,\"attachments\":0"));
        in("", "export", "out");
        for (String file : List.of("a/Nöte.md", "a/latin.md", "pic.png")) {
            assertEquals(
                    -1,
                    Files.mismatch(source.resolve(file), folder.resolve("out").resolve(file)),
                    file);
        }
        assertTrue(Files.isDirectory(folder.resolve("out/a/empty")));
        in("", "export", "all.zip", "--format", "zip");
        in("", "export", "web", "--format", "html");
        assertTrue(Files.exists(folder.resolve("web/index.html")));
        Ran pages = in("", "export", "pages", "--format", "pdf", "--paper", "letter");
        assertTrue(pages.out().startsWith("{\"notes\":"), pages.out());
        assertTrue(Files.size(folder.resolve("pages/a/Nöte.pdf")) > 0);
    }

    @Test
    void copiesMergeBothWays() throws IOException {
        in("shared\n", "write", "S");
        copyVault();
        in("here\nshared\n", "write", "S");
        run("shared\nthere\n", "write", "S", "--vault", folder.resolve("copy").toString());
        assertEquals(
                "{\"notes\":1,\"received\":1,\"sent\":1,\"purged\":0,\"purgedThere\":0,\"alike\":[],\"mended\":[],\"problems\":[]}\n",
                in("", "merge", "copy", "--both").out());
        assertEquals("here\nshared\nthere\n", run("", "show", "S", "--vault", vault).out());
    }

    private void copyVault() throws IOException {
        try (var files = Files.walk(Path.of(vault))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target =
                        folder.resolve("copy").resolve(Path.of(vault).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void oneThingIsNoManyAndHintsFitTheCommand() throws IOException {
        Files.createDirectories(folder.resolve("few"));
        Files.writeString(folder.resolve("few/N.md"), "x");
        assertEquals(
                "Imported 1 note, 0 folders, 0 attachments.\n",
                run("", "import", "few", "--vault", vault).out());
        assertEquals(
                "Imported 0 notes, 0 folders, 0 attachments; 1 file here already.\n",
                run("", "import", "few", "--vault", vault).out());
        String hint = run("", "merge", "nowhere", "--vault", vault).err();
        assertTrue(hint.contains("holds the other copy"), hint);
        in("", "mkdir", "Folder");
        assertEquals(
                "Bookmarked “Folder”.\n", run("", "bookmark", "Folder", "--vault", vault).out());
        in("", "trash", "N");
        assertTrue(in("", "ls", "--trash").out().contains("\"daysLeft\":30"));
    }

    @Test
    void aVaultIsNotMergedWithItself() throws IOException {
        in("text", "write", "N");
        List<String> spellings = new ArrayList<>(List.of(vault, vault + "/../my vault"));
        Path link = folder.resolve("link");
        if (isLinked(link)) {
            spellings.add(link.toString());
        }
        for (String other : spellings) {
            for (List<String> more : List.of(List.<String>of(), List.of("--both"))) {
                List<String> command = new ArrayList<>(List.of("merge", other, "--vault", vault));
                command.addAll(more);
                Ran ran = run("", command.toArray(String[]::new));
                assertEquals(1, ran.code(), other);
                assertTrue(ran.err().contains("this vault itself"), ran.err());
            }
        }
        assertEquals("text", run("", "show", "N", "--vault", vault).out());
    }

    /** Whether a link to the vault could be made, which needs rights that not everyone has. */
    private boolean isLinked(Path link) throws IOException {
        try {
            Files.createSymbolicLink(link, Path.of(vault));
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }

    @Test
    void backupsAreListedAndRestored() {
        in("old", "write", "N");
        in("", "backup", "now");
        in("new", "write", "N");
        in("", "backup", "restore");
        assertEquals("old", run("", "show", "N", "--vault", vault).out());
        assertEquals("{\"problems\":[]}\n", in("", "doctor").out());
    }

    @Test
    void errorsHaveACodeAMessageAndAHint() {
        Ran missing = run("", "show", "nothing", "--vault", vault, "--json");
        assertEquals(1, missing.code());
        assertTrue(
                missing.err().startsWith("{\"error\":{\"code\":\"not-found\",\"message\":\""),
                missing.err());
        Ran usage = run("", "show", "--vault", vault, "--json");
        assertEquals(2, usage.code());
        assertTrue(usage.err().startsWith("{\"error\":{\"code\":\"usage\""), usage.err());
        assertEquals(2, run("", "no-such-command").code());
        assertEquals(1, run("", "ls", "--vault", folder.resolve("none").toString()).code());
        assertEquals(1, run("", "new", vault).code());
        assertEquals(0, run("", "--help").code());
    }

    @Test
    void everyCommandExplainsItself() {
        for (String name : Commands.ALL.keySet()) {
            Ran help = run("", name, "--help");
            assertEquals(0, help.code(), name);
            assertTrue(help.out().startsWith("Usage: vaultnotes " + name), help.out());
        }
        String completion = run("", "completion").out();
        for (String words : List.of("markdown", "a4", "relevance", "restore", "dailyFolder")) {
            assertTrue(completion.contains(words), words);
        }
    }

    @Test
    void whatCanNeverWorkIsWrongUsage() {
        for (List<String> wrong :
                List.of(
                        List.of("export", "out", "--format", "odt"),
                        List.of("export", "out", "--paper", "a0"),
                        List.of("backup", "burn"),
                        List.of("search", "x", "--sort", "random"),
                        List.of("export", "out", "--format", "pdf", "--paper", "a0"),
                        List.of("backup", "frob"),
                        List.of("search", "word", "--limit", "-1", "--save", "s"))) {
            List<String> all = new ArrayList<>(wrong);
            all.addAll(List.of("--vault", vault, "--json"));
            Ran ran = run("", all.toArray(String[]::new));
            assertEquals(2, ran.code(), wrong + ran.err());
            assertTrue(ran.err().startsWith("{\"error\":{\"code\":\"usage\""), ran.err());
        }
        assertEquals(2, run("", "bench", "nope").code());
        assertEquals(2, run("", "bench", "vault", "--trace", "x.json").code());
        assertTrue(run("", "bench", "crdt", "--trace", "x.json").err().contains("x.json"));
        assertEquals("{\"saved\":{}}\n", in("", "search", "--saved").out());
    }

    private void refused(String words, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", vault));
        Ran ran = run("", all.toArray(String[]::new));
        assertEquals(1, ran.code(), ran.out());
        assertTrue(ran.err().contains(words), ran.err());
    }

    @Test
    void whatIsNotThereOrIsSomethingElseIsSaid() throws IOException {
        in("---\na: &x [1]\nb: *x\n---\none\n", "write", "Alias");
        refused("stands for the value of another", "prop", "Alias");
        in("one\n", "write", "N");
        refused("no property “nokey”", "prop", "N", "nokey", "--remove");
        refused("“” names no folder", "mkdir", "");
        refused("“/” names no folder", "mkdir", "/");
        Path note = Files.writeString(folder.resolve("note.md"), "text");
        refused("Import its folder.", "import", note.toString());
        if (Files.exists(Path.of("/dev/null"))) {
            refused("is no folder and no zip file", "import", "/dev/null");
        }
        in("", "history", "N", "--name", "done");
        in("", "history", "N", "--name", "done");
        in("two\n", "write", "N");
        refused("called “done” already", "history", "N", "--name", "done");
    }

    @Test
    void aTextThatIsTooLongIsSaidToBeThatInAnyScript() {
        for (String letter : List.of("a", "ä", "あ", "😀")) {
            String text =
                    letter.repeat(13_000_000 / letter.getBytes(StandardCharsets.UTF_8).length);
            Ran ran = run(text, "write", "Long", "--vault", vault, "--json");
            assertEquals(1, ran.code());
            assertTrue(ran.err().contains("\"too-large\""), ran.err());
        }
    }

    @Test
    void theNameOfAVersionIsOneShortLine() {
        in("text", "write", "N");
        for (String name : List.of("two\nlines", "\u001b[31mred", "n".repeat(201))) {
            Ran ran = run("", "history", "N", "--name", name, "--vault", vault);
            assertEquals(1, ran.code());
            assertTrue(ran.err().contains("one line"), ran.err());
        }
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws IOException, InterruptedException {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "skipped: this system has no device that is always full");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--help")
                        .redirectOutput(full)
                        .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.contains("The output could not be written"), said);
    }
}
