package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.Source;
import app.vaultnotes.vault.importing.ZipSource;
import app.vaultnotes.vault.store.Backups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same content twice is there once; changed content takes the place of what nobody touched. */
class ImportAgainTest {

    private static final String LONG = "l".repeat(252);

    @TempDir Path folder;
    private Vaults vaults;
    private Path source;

    @BeforeEach
    void setUp() throws IOException {
        vaults = new Vaults(folder);
        source = Files.createDirectories(folder.resolve("source"));
    }

    private static void addNote(Vault vault, String title, String text) {
        vault.bulk()
                .commit(
                        List.of(
                                vault.bulk()
                                        .note(
                                                new Bulk.NewNote(
                                                        Id.ROOT,
                                                        title,
                                                        title + ".md",
                                                        text,
                                                        Optional.empty(),
                                                        1,
                                                        1))));
    }

    private static void addFile(Vault vault, String name, String bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
        Blobs.Stored stored = vault.blobs().put(in, Attachments.MAX_BYTES);
        vault.bulk().commit(List.of(vault.bulk().file(Id.ROOT, name, stored, 1)));
    }

    /** A vault with two folders of one name, and in each a note of one name. */
    private void makeFolderTwins() throws IOException {
        vaults.create("v").close();
        vaults.copy("v", "copy");
        try (Vault vault = vaults.open("v");
                Vault copy = vaults.open("copy")) {
            vault.notes().write("One/N", "in the first");
            vault.moves().move("One", "F");
            copy.notes().write("Other/N", "in the second");
            copy.moves().move("Other", "F");
            vault.merge(copy.session().store, Progress.NONE);
            assertEquals(2, vault.catalogue().counts().folders());
        }
    }

    @Test
    void anExportComesBackIntoItsOwnVaultWithoutDoubles() throws IOException {
        makeFolderTwins();
        try (Vault vault = vaults.open("v")) {
            addNote(vault, "Title", "first");
            addNote(vault, "Title", "second");
            addNote(vault, "Title (2)", "its own name");
            addNote(vault, "Title", "first");
            addFile(vault, "pic.bin", "one");
            addFile(vault, "pic.bin", "two");
            var before = Copies.seen(vault).keySet();
            Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
            Export.run(vault, folder.resolve("out.zip"), Export.Format.ZIP, Progress.NONE);

            FidelityReport again = importInto(vault, new FolderSource(folder.resolve("out")));
            assertEquals(List.of(0, 0, 0), added(again), again::toString);
            assertEquals(8, again.unchanged());
            FidelityReport zipped = importInto(vault, new ZipSource(folder.resolve("out.zip")));
            assertEquals(List.of(0, 0, 0), added(zipped), zipped::toString);
            assertEquals(before, Copies.seen(vault).keySet());
        }
    }

    @Test
    void namesThatAreTooLongForANumberAreCutForIt() throws IOException {
        try (Vault vault = vaults.create("v")) {
            addNote(vault, LONG, "one");
            addNote(vault, LONG, "two");
            Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
            Path cut = folder.resolve("out").resolve(LONG.substring(4) + " (2).md");
            assertTrue(Files.exists(cut), () -> "the second one");
        }
    }

    private static FidelityReport importInto(Vault vault, Source from) throws IOException {
        try (from) {
            return Import.run(vault, from, "", Progress.NONE);
        }
    }

    private static List<Integer> added(FidelityReport report) {
        return List.of(report.notes(), report.folders(), report.attachments());
    }

    @Test
    void aNumberThatNoExportWouldGiveIsANameOfItsOwn() throws IOException {
        try (Vault vault = vaults.create("v")) {
            addNote(vault, "Lone", "text");
            addNote(vault, "Two", "text");
            addNote(vault, "Two", "text");
            Files.writeString(source.resolve("Lone (2).md"), "text");
            Files.writeString(source.resolve("Two (3).md"), "text");
            Files.writeString(source.resolve("Two (2).md"), "another text");
            assertEquals(3, importInto(vault, new FolderSource(source)).notes());
            assertEquals(0, importInto(vault, new FolderSource(source)).notes());
        }
    }

    private FidelityReport importPicture(Vault vault, String bytes) throws IOException {
        Files.writeString(source.resolve("pic.bin"), bytes);
        return importInto(vault, new FolderSource(source));
    }

    private static SortedSet<String> files(Vault vault) throws IOException {
        SortedSet<String> files = new TreeSet<>();
        for (Catalogue.FileRow row : vault.catalogue().files(Catalogue.Page.ALL)) {
            try (InputStream in = vault.blobs().open(row.state().blob())) {
                String bytes = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                files.add(vault.paths().of(row) + " = " + bytes);
            }
        }
        return files;
    }

    private static List<String> set(SortedSet<String> files) {
        return List.copyOf(files);
    }

    @Test
    void anAttachmentFollowsItsSourceAlsoWhereItWasMovedTo() throws IOException {
        try (Vault vault = vaults.create("v")) {
            importPicture(vault, "one");
            FidelityReport changed = importPicture(vault, "second");
            assertEquals(0, changed.attachments());
            assertTrue(changed.changed().get(0).why().contains("follows"), changed::toString);
            assertEquals(List.of("pic.bin = second"), set(files(vault)));
            vault.moves().move("pic.bin", "Elsewhere/renamed.bin");
            importPicture(vault, "third");
            assertEquals(List.of("Elsewhere/renamed.bin = third"), set(files(vault)));
            importPicture(vault, "second");
            assertEquals(List.of("Elsewhere/renamed.bin = second"), set(files(vault)));
            assertEquals(1, importPicture(vault, "second").unchanged());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void anAttachmentThatIsAnotherOneHereStaysAndTheSourcesComesBeside() throws IOException {
        try (Vault vault = vaults.create("v")) {
            importPicture(vault, "one");
            Catalogue.FileRow row = vault.catalogue().files(Catalogue.Page.ALL).get(0);
            Blobs.Stored mine = vault.blobs().put(new ByteArrayInputStream(new byte[] {'m'}), 10);
            vault.bulk()
                    .follow(new LocalFacts.Imported(row.state().blob(), row.state().id()), mine, 5);
            FidelityReport both = importPicture(vault, "second");
            assertEquals(1, both.attachments());
            assertTrue(both.changed().get(0).why().contains("both are kept"), both::toString);
            assertEquals(2, files(vault).size());
            assertEquals(0, importPicture(vault, "third").attachments());
            assertTrue(files(vault).toString().contains("= m"), () -> "the one here is gone");
            assertTrue(files(vault).toString().contains("= third"), () -> "none followed");
        }
    }

    @Test
    void whatIsTheSameHereAndThereWasNotChangedTwice() throws IOException {
        try (Vault vault = vaults.create("v")) {
            Path note = source.resolve("n.md");
            Files.writeString(note, "one");
            importPicture(vault, "one");
            vault.notes().write("n", "second");
            Files.writeString(note, "second");
            Catalogue.FileRow row = vault.catalogue().files(Catalogue.Page.ALL).get(0);
            InputStream second =
                    new ByteArrayInputStream("second".getBytes(StandardCharsets.UTF_8));
            Blobs.Stored stored = vault.blobs().put(second, Attachments.MAX_BYTES);
            vault.bulk()
                    .follow(
                            new LocalFacts.Imported(row.state().blob(), row.state().id()),
                            stored,
                            5);
            FidelityReport same = importPicture(vault, "second");
            assertEquals(2, same.unchanged(), same::toString);
            assertEquals(List.of(0, 0, 0), added(same), same::toString);
            Files.writeString(note, "third");
            importPicture(vault, "third");
            assertEquals("third", vault.notes().text(vault.paths().note("n").id()));
            assertTrue(files(vault).contains("pic.bin = third"), () -> "the picture");
        }
    }

    /** A source during whose second file the trash is emptied. */
    private record Meddled(Source files, Vault vault, AtomicInteger opened) implements Source {
        @Override
        public String location() {
            return files.location();
        }

        @Override
        public List<Entry> entries(FidelityReport.Builder report) throws IOException {
            return files.entries(report);
        }

        @Override
        public InputStream open(Entry entry, long limitBytes) throws IOException {
            if (opened.incrementAndGet() == 2) {
                while (vault.blobs().all().isEmpty()) {
                    Thread.onSpinWait();
                }
                vault.trash().empty();
            }
            return files.open(entry, limitBytes);
        }

        @Override
        public void close() throws IOException {
            files.close();
        }
    }

    @Test
    void emptyingTheTrashMeanwhileLeavesWhatIsOnItsWay() throws IOException {
        Files.writeString(source.resolve("a.bin"), "first");
        Files.writeString(source.resolve("b.bin"), "second");
        try (Vault vault = vaults.create("v")) {
            importInto(vault, new Meddled(new FolderSource(source), vault, new AtomicInteger()));
            assertEquals(List.of("a.bin = first", "b.bin = second"), set(files(vault)));
            assertEquals(List.of(), vault.check(Progress.NONE));
            vault.trash().put("a.bin");
            vault.trash().empty();
            assertEquals(1, vault.blobs().all().size());
        }
    }

    @Test
    void aRestoredBackupHasItsAttachmentsAlsoAfterThingsWerePurged() throws IOException {
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = vaults.create("v")) {
            importPicture(vault, "first");
            vault.backup(backups, Progress.NONE);
            importPicture(vault, "second");
            vault.notes().write("Other", "gone soon");
            vault.trash().put("Other");
            assertEquals(1, vault.trash().empty());
        }
        backups.restore(backups.all().get(0).name(), vaults.clock.instant());
        try (Vault vault = vaults.open("v")) {
            vault.afterRestore();
            assertEquals(List.of("pic.bin = first"), set(files(vault)));
            vault.repair(Progress.NONE);
            assertEquals(2, vault.blobs().all().size(), "what was put aside needs the second");
            vault.trash().put("pic.bin");
            vault.trash().empty();
            assertEquals(0, vault.blobs().all().size(), "purging reaches all of them");
        }
    }

    @Test
    void aNoteGoesBackWhenItsSourceDoes() throws IOException {
        try (Vault vault = vaults.create("v")) {
            for (String text : List.of("a", "b", "a")) {
                Files.writeString(source.resolve("n.md"), text);
                importInto(vault, new FolderSource(source));
                assertEquals(text, vault.notes().text(vault.paths().note("n").id()));
            }
        }
    }

    @Test
    void twoImportsOfOneSourceAtOnceBringItOnce() throws Exception {
        int files = 300;
        for (int i = 0; i < files; i++) {
            Files.writeString(source.resolve("N" + i + ".md"), "note " + i);
            Files.writeString(source.resolve("f" + i + ".txt"), "file " + i);
        }
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (Vault vault = vaults.create("v")) {
            Callable<FidelityReport> brings =
                    () -> Import.run(vault, new FolderSource(source), "In", Progress.NONE);
            int notes = 0;
            int unchanged = 0;
            for (Future<FidelityReport> each : both.invokeAll(List.of(brings, brings))) {
                notes += each.get().notes();
                unchanged += each.get().unchanged();
            }
            assertEquals(files, notes);
            assertEquals(2 * files, unchanged);
            assertEquals(files, vault.catalogue().counts().notes());
            assertEquals(files, vault.catalogue().counts().files());
        } finally {
            both.shutdownNow();
        }
    }

    private int foldersAfter(Vault vault, Path from) throws IOException {
        return importInto(vault, new FolderSource(from)).folders();
    }

    @Test
    void foldersThatWereMovedAreNotMadeAgain() throws IOException {
        Files.createDirectories(source.resolve("Alpha/Deep"));
        Files.createDirectories(source.resolve("Empty"));
        Files.writeString(source.resolve("Alpha/a.md"), "a");
        Files.writeString(source.resolve("Alpha/Deep/b.md"), "b");
        try (Vault vault = vaults.create("v")) {
            assertEquals(3, foldersAfter(vault, source));
            vault.moves().move("Alpha", "Beta");
            vault.moves().move("Empty", "Zwei");
            assertEquals(0, foldersAfter(vault, source));
            Files.createDirectories(source.resolve("Alpha/New"));
            Files.writeString(source.resolve("Alpha/New/c.md"), "c");
            assertEquals(1, foldersAfter(vault, source));
            assertEquals("c", vault.notes().text(vault.paths().note("Beta/New/c").id()));
            vault.trash().put("Beta");
            assertEquals(3, foldersAfter(vault, source));
            assertEquals("a", vault.notes().text(vault.paths().note("Alpha/a").id()));
        }
    }

    @Test
    void aFolderOfAnotherSourceIsAnotherOne() throws IOException {
        Path other = folder.resolve("other");
        for (Path from : List.of(source, other)) {
            Files.createDirectories(from.resolve("Projects"));
            Files.createDirectories(from.resolve("Empty"));
            Files.writeString(from.resolve("Projects/README.md"), "of " + from.getFileName());
        }
        try (Vault vault = vaults.create("v")) {
            assertEquals(2, foldersAfter(vault, source));
            vault.moves().move("Projects", "Old");
            vault.moves().move("Empty", "Archive/Empty");
            assertEquals(2, foldersAfter(vault, other));
            Id readme = vault.paths().note("Projects/README").id();
            assertEquals("of other", vault.notes().text(readme));
        }
    }

    @Test
    void theFolderThatWasImportedIntoIsFoundAgain() throws IOException {
        Files.createDirectories(source.resolve("A"));
        Files.writeString(source.resolve("A/n.md"), "n");
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(source), "Other", Progress.NONE);
            vault.moves().move("Other", "Other2");
            Files.writeString(source.resolve("A/m.md"), "m");
            FidelityReport report =
                    Import.run(vault, new FolderSource(source), "Other", Progress.NONE);
            assertEquals(List.of(1, 0), List.of(report.notes(), report.folders()));
            assertEquals("m", vault.notes().text(vault.paths().note("Other2/A/m").id()));
        }
    }
}
