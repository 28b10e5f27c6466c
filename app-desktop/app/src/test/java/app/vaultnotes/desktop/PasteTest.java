package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Rich text, pictures and files come in by paste. */
class PasteTest extends WindowTest {

    private NoteEditor pasted(ClipboardContent content) {
        NoteEditor editor = open(note("Note", "ab"));
        onFx(() -> {
            Clipboard.getSystemClipboard().setContent(content);
            editor.select(1, 1);
            return true;
        });
        press(KeyCode.V, true);
        return editor;
    }

    @Test
    void richTextBecomesMarkdown() {
        ClipboardContent content = new ClipboardContent();
        content.putHtml("<p>a <b>bold</b> word</p>");
        content.putString("a bold word");
        NoteEditor editor = pasted(content);
        assertEquals("aa **bold** wordb", onFx(editor::text));
    }

    @Test
    void filesBecomeAttachments() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "1,2");
        ClipboardContent content = new ClipboardContent();
        content.putFiles(List.of(file.toFile()));
        NoteEditor editor = pasted(content);
        await("it is not embedded", () -> editor.text().equals("a![[data.csv]]\nb"));
        assertTrue(inVault(v -> v.paths().item("Attachments/data.csv")) != null);
    }

    @Test
    void picturesBecomeAttachments() {
        ClipboardContent content = new ClipboardContent();
        content.putImage(new WritableImage(20, 10));
        NoteEditor editor = pasted(content);
        await("it is not embedded", () -> editor.text().matches("a!\\[\\[Pasted .*png]]\nb"));
    }

    @Test
    void anAddressOverWordsMakesALink() {
        NoteEditor editor = open(note("Note", "see here now"));
        onFx(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString("https://example.org/(x)");
            Clipboard.getSystemClipboard().setContent(content);
            editor.select(4, 8);
            return true;
        });
        press(KeyCode.V, true);
        assertEquals("see [here](https://example.org/%28x%29) now", onFx(editor::text));
    }
}
