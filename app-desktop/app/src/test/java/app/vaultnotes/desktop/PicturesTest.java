package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures that JavaFX alone would not show, or not the right way up. */
class PicturesTest extends WindowTest {

    /** 64 pixels wide and 32 high: red at the left, blue at the right. */
    private static final byte[] WEB =
            Base64.getDecoder()
                    .decode("UklGRiYAAABXRUJQVlA4TBoAAAAvP8AHAA8Q87//8x8OxILJ/KVD6I3of1TBNw==");

    /** Written by a camera that was held on its side. */
    private static byte[] turned() throws IOException {
        ByteArrayOutputStream upright = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB), "jpg", upright);
        byte[] jpeg = upright.toByteArray();
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            30,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            18,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    @Test
    void aPictureOfACameraIsUpright() throws IOException {
        byte[] file = turned();
        Image image = Pictures.read(() -> new ByteArrayInputStream(file)).orElseThrow();
        assertEquals(32, image.getWidth());
        assertEquals(64, image.getHeight());
    }

    @Test
    void aPictureOfTheWebStandsInItsNote() throws IOException {
        Path file = Files.write(folder.resolve("shore.webp"), WEB);
        Id note = note("Shore", "Text\n\n");
        inVault(vault -> vault.attach("Shore", file));
        NoteEditor editor = open(note);
        await("the picture is not shown", () -> !shown(editor).isEmpty());
        Image image = shown(editor).get(0);
        assertEquals(64, image.getWidth());
        assertTrue(image.getPixelReader().getColor(10, 16).getRed() > 0.9);
        assertTrue(image.getPixelReader().getColor(54, 16).getBlue() > 0.9);
    }

    private static List<Image> shown(NoteEditor editor) {
        return editor.lookupAll(".image-view").stream()
                .filter(ImageView.class::isInstance)
                .map(node -> ((ImageView) node).getImage())
                .filter(image -> image != null)
                .toList();
    }
}
