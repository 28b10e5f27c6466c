package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every path that is shown is one thing's alone, and leads there, whatever names people choose. */
class EqualNamesTest {

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void open() {
        vault = new Vaults(folder).create("v");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    /** One more note of a name that is there already. */
    private void another(String title) {
        Batch batch = new Batch(vault.session());
        batch.newNote(NoteDocument.Meta.of(title, Id.ROOT, 0), "another " + title);
        batch.commit();
    }

    private List<String> paths() {
        return vault.catalogue().notes(Catalogue.Page.ALL).stream()
                .map(vault.paths()::of)
                .sorted()
                .toList();
    }

    private void requireOwnPaths(String message) {
        List<String> paths = paths();
        assertEquals(paths.size(), new HashSet<>(paths).size(), message + paths);
        for (Catalogue.NoteRow row : vault.catalogue().notes(Catalogue.Page.ALL)) {
            Id found = vault.paths().note(vault.paths().of(row)).id();
            assertEquals(row.state().id(), found, message + vault.paths().of(row));
        }
    }

    @Test
    void aNumberThatSomethingIsReallyCalledIsSkipped() {
        vault.notes().write("T", "one");
        vault.notes().write("T (2)", "really called so");
        another("T");
        assertEquals(List.of("T", "T (2)", "T (3)"), paths());
        requireOwnPaths("");
        vault.trash().put(vault.paths().note("T (2)").id().toString());
        assertEquals(List.of("T", "T (2)"), paths());
        vault.trash().restore(vault.trash().entries().get(0).id().toString());
        assertEquals(List.of("T", "T (2)", "T (3)"), paths());
        another("T (2)");
        assertEquals(List.of("T", "T (2)", "T (2) (2)", "T (3)"), paths());
        requireOwnPaths("");
    }

    @Test
    void linksToANumberedNoteFollowItsNumber() {
        vault.notes().write("T", "one");
        another("T");
        vault.notes().write("Linking", "[[T (2)]]");
        Id target = vault.paths().note("T (2)").id();
        vault.moves().move(target.toString(), "Elsewhere/Other");
        Id linking = vault.paths().note("Linking").id();
        assertEquals("[[Other]]", vault.notes().text(linking));
        vault.notes().write("T (2)", "really called so");
        vault.moves().move("Elsewhere/Other", "Elsewhere/Other2");
        assertEquals("[[Other2]]", vault.notes().text(linking));
    }

    @Test
    void filesAndFoldersSkipSuchNumbersToo() throws IOException {
        vault.notes().write("A/n", "in a");
        vault.notes().write("A (2)/n", "in the one called so");
        Files.createDirectories(folder.resolve("one"));
        Path file = Files.writeString(folder.resolve("one/p (2).png"), "called so");
        vault.attach("A/n", file);
        Path other = Files.writeString(folder.resolve("one/p.png"), "first");
        vault.attach("A/n", other);
        vault.trash().put("Attachments/p.png");
        vault.attach("A/n", Files.writeString(other, "second"));
        vault.trash().restore(vault.trash().entries().get(0).id().toString());
        TreeSet<String> files = new TreeSet<>();
        for (Catalogue.FileRow row : vault.catalogue().files(Catalogue.Page.ALL)) {
            String path = vault.paths().of(row);
            files.add(path);
            assertEquals(row.state().id(), vault.paths().item(path).id(), path);
        }
        assertEquals(
                List.of("Attachments/p (2).png", "Attachments/p (3).png", "Attachments/p.png"),
                List.copyOf(files));
    }

    /** Which of the two comes first by id is chance: more pairs than chance lets pass. */
    @Test
    void filesOfOneTitleAreToldApartByTheirExtension() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        for (int i = 0; i < 12; i++) {
            Files.writeString(source.resolve("a" + i + ".md"), "short " + i);
            Files.writeString(source.resolve("a" + i + ".markdown"), "long " + i);
            Files.writeString(source.resolve("b" + i + ".MarkDown"), "other " + i);
        }
        Import.run(vault, new FolderSource(source), "", Progress.NONE);
        for (int i = 0; i < 12; i++) {
            assertEquals("short " + i, text("a" + i + ".md"));
            assertEquals("long " + i, text("a" + i + ".markdown"));
            assertEquals("other " + i, text("b" + i + ".markdown"));
            assertEquals("other " + i, text("b" + i + ".md"));
            vault.notes().write("a" + i + ".md", "written");
            assertEquals("long " + i, text("a" + i + ".markdown"));
        }
        requireOwnPaths("");
    }

    private String text(String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }

    @Test
    void whateverNamesComeAndGoEachHasItsOwnPath() {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            List<String> names = List.of("N", "N (2)", "N (3)", "n", "N (2) (2)", "M (2)", "M");
            for (int step = 0; step < 30; step++) {
                String name = names.get(random.nextInt(names.size()));
                if (vault.paths().findNote(name).isEmpty()) {
                    vault.notes().write(name, "text " + step);
                } else if (random.nextBoolean()) {
                    another(name);
                } else {
                    vault.trash().put(vault.paths().note(name).id().toString());
                }
                requireOwnPaths("seed " + seed + " step " + step + " ");
            }
        }
        List<String> all = new ArrayList<>(paths());
        vault.rebuild(Progress.NONE);
        assertEquals(all, paths());
        assertTrue(all.size() > 3, all::toString);
    }
}
