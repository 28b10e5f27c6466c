package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Files that other programs show have a row in a note, and open as copies. */
class FileRowTest extends WindowTest {

    private final List<String> opened = new CopyOnWriteArrayList<>();

    private NoteEditor embedding(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        note("Note", "text");
        inVault(v -> v.attach("Note", file));
        NoteEditor editor = open(note("Note", "see\n\n![[" + name + "]]\n"));
        onFx(() -> {
            app.setShowing(opened::add);
            return true;
        });
        return editor;
    }

    private static String row(NoteEditor editor) {
        return editor.lookupAll(".embed > .label").stream()
                .map(node -> ((Label) node).getText())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aRowShowsNameAndSizeAndOpensACopyThatIsGoneInTheEnd() throws IOException {
        NoteEditor editor = embedding("paper.pdf", "x".repeat(1_500));
        await("there is no row", () -> row(editor).equals("paper.pdf 1.5 kB"));
        onFx(() -> {
            new Mouse(editor.getScene()).to(editor.lookup(".embed")).click(0);
            return true;
        });
        await("it is not opened", () -> opened.size() == 1);
        Path copy = Path.of(URI.create(opened.get(0)));
        assertEquals("paper.pdf", copy.getFileName().toString());
        assertEquals(1_500, Files.size(copy));
        assertFalse(Files.getPosixFilePermissions(copy).toString().contains("WRITE"));
        onFx(() -> {
            app.copies().close();
            return true;
        });
        assertFalse(Files.exists(copy.getParent()));
    }

    @Test
    void keysOpenWhatTheCaretStandsOn() throws IOException {
        NoteEditor editor = embedding("sound.mp3", "la");
        await("there is no row", () -> row(editor).equals("sound.mp3 2 bytes"));
        onFx(() -> {
            editor.select(9, 9);
            return true;
        });
        press(KeyCode.ENTER, false, true);
        await("it is not opened", () -> opened.size() == 1);
    }

    @Test
    void programsAreNotOpened() throws IOException {
        NoteEditor editor = embedding("run.sh", "rm");
        await("there is no row", () -> row(editor).startsWith("run.sh "));
        onFx(() -> {
            editor.select(9, 9);
            editor.follow();
            return true;
        });
        await("nothing is said", () -> app.window().layer().lookup(".vn-toast") != null);
        assertTrue(opened.isEmpty());
    }

    @Test
    void whatIsLargerThan200MegabytesIsRefusedInWords() throws IOException {
        Path large = folder.resolve("large.iso");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((200L << 20) + 1);
        }
        NoteEditor editor = open(note("Note", "text"));
        onFx(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putFiles(List.of(large.toFile()));
            Clipboard.getSystemClipboard().setContent(content);
            return true;
        });
        press(KeyCode.V, true);
        await(
                "nothing is said",
                () ->
                        app.window().layer().lookupAll(".vn-toast .label").stream()
                                .anyMatch(n -> ((Label) n).getText().contains("200 MB")));
        assertEquals("text", onFx(editor::text));
    }

    @Test
    void aDrawingAsSvgHasARowHoweverItIsEmbedded() throws IOException {
        NoteEditor editor = embedding("a drawing.svg", "<svg/>");
        await("there is no row", () -> row(editor).equals("a drawing.svg 6 bytes"));
        NoteEditor other = open(note("Other", "see\n\n![alt](a%20drawing.svg)\n"));
        await("there is no row", () -> row(other).equals("a drawing.svg 6 bytes"));
        onFx(() -> {
            new Mouse(other.getScene()).to(other.lookup(".embed")).click(0);
            return true;
        });
        await("it is not opened", () -> opened.size() == 1);
        assertTrue(opened.get(0).endsWith(".svg"), opened.get(0));
    }
}
