package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands say what was meant and what was done, and refuse what makes no sense. */
class PlainAnswersTest {

    @TempDir Path folder;
    private String vault = "";

    @BeforeEach
    void makeVault() {
        vault = folder.resolve("v").toString();
        assertEquals(0, Ran.in(folder, "", "new", vault).code());
    }

    private Ran in(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", vault));
        return Ran.in(folder, input, all.toArray(String[]::new));
    }

    private String done(String input, String... arguments) {
        Ran ran = in(input, arguments);
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        return ran.out();
    }

    private void refused(int code, String words, String... arguments) {
        Ran ran = in("", arguments);
        assertEquals(code, ran.code());
        assertTrue(ran.err().contains(words), ran.err());
    }

    private void importDrawing() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("c.canvas"), "{}");
        done("", "import", source.toString());
    }

    @Test
    void allThatIsBookmarkedIsListed() throws IOException {
        importDrawing();
        done("x", "write", "Folder/Note");
        for (String path : List.of("Folder", "Folder/Note", "c.canvas")) {
            done("", "bookmark", path);
        }
        assertEquals("Folder/\nFolder/Note\nc.canvas\n", done("", "ls", "--bookmarks"));
    }

    @Test
    void aNoteAndAnAttachmentOfOnePathAreToldApart() throws IOException {
        importDrawing();
        assertEquals("{}", done("", "show", "c.canvas"));
        done("words", "write", "c.canvas");
        refused(1, "could mean", "show", "c.canvas");
    }

    @Test
    void anAttachmentHasNoTextAndNoOtherBytes() throws IOException {
        importDrawing();
        refused(1, "is an attachment", "show", "c.canvas", "--json");
        refused(1, "is an attachment", "show", "c.canvas", "--at", "first");
    }

    @Test
    void noExportGoesIntoAVault() throws IOException {
        for (String place : List.of("v", "v/sub", "v/blobs/new")) {
            Path to = folder.resolve(place).resolve("export");
            refused(1, "lies inside", "export", to.toString());
            assertFalse(Files.exists(to));
        }
        refused(1, "lies inside", "export", vault + "/all.zip", "--format", "zip");
        refused(1, "lies inside", "export", vault + "/pages", "--format", "pdf");
        done("", "export", folder.resolve("beside").toString());
    }

    @Test
    void nothingIsMovedToNowhere() {
        done("x", "write", "F/A");
        refused(1, "where it goes", "mv", "F/A", "");
        assertEquals("Moved to “A”.\n", done("", "mv", "F/A", "/"));
    }

    @Test
    void aFolderWithoutNotesIsSaidToBeGone() {
        done("", "mkdir", "F/G");
        assertEquals("Removed “F/G” for good.\n", done("", "trash", "F/G", "--empty"));
    }

    @Test
    void propertiesKeepTheirKindAndHaveNames() {
        done("", "write", "N");
        done("", "prop", "N", "below", "-5");
        done("", "prop", "N", "word", "null");
        assertEquals("---\nbelow: -5\nword: \"null\"\n---\n", done("", "show", "N"));
        assertEquals(
                "{\"properties\":{\"below\":-5,\"word\":\"null\"}}\n",
                done("", "prop", "N", "--json"));
        refused(1, "needs a name", "prop", "N", "", "x");
    }

    @Test
    void limitsCountFromZeroUp() {
        refused(2, "--limit", "ls", "--limit", "-4");
        refused(2, "--limit", "search", "x", "--limit", "-4");
    }

    @Test
    void allThatStandsInANoteIsFound() {
        done(
                """
                ---
                rating: seldomvalue
                ---
                Text %%secretword%% and <!-- commentword --> here.
                [site](https://urlword.example/pathword) ![[imageword.png]] [[Target|labelword]]

                <!-- blockcomment -->
                """,
                "write", "N");
        for (String word :
                List.of(
                        "seldomvalue",
                        "rating",
                        "secretword",
                        "commentword",
                        "blockcomment",
                        "urlword",
                        "pathword",
                        "imageword",
                        "target",
                        "labelword")) {
            assertTrue(done("", "search", word, "--json").contains("\"total\":1"), word);
        }
    }
}
