package app.vaultnotes.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    private static final int RED = 0xFF0000;
    private static final int BLUE = 0x0000FF;

    /** 64 pixels wide and 32 high: red at the left, blue at the right. */
    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PictureTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 32; i++) {
            boolean corner = i % 64 < 32 && i / 64 < 16;
            image.setRGB(i % 64, i / 64, corner ? RED : BLUE);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    /** The same file as a camera writes it that was held another way. */
    private static byte[] turned(byte[] jpeg, int orientation, boolean little) {
        byte[] big = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0};
        byte[] small = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        byte[] tiff = little ? small : big;
        tiff[little ? 18 : 19] = (byte) orientation;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (8 + tiff.length)});
        out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        out.writeBytes(tiff);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static void assertIs(int colour, BufferedImage image, double right, double down) {
        int x = (int) (right * image.getWidth());
        int y = (int) (down * image.getHeight());
        int rgb = image.getRGB(x, y);
        boolean red = (rgb >> 16 & 0xFF) > 200 && (rgb & 0xFF) < 60;
        boolean blue = (rgb & 0xFF) > 200 && (rgb >> 16 & 0xFF) < 60;
        assertTrue(colour == RED ? red : blue, x + "," + y + " " + Integer.toHexString(rgb));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp"})
    void webPictures(String name) throws IOException {
        Picture picture = Picture.of(resource(name), 1_000).orElseThrow();
        assertEquals(64, picture.width());
        assertEquals(32, picture.height());
        assertIs(RED, picture.image(), 0.25, 0.5);
        assertIs(BLUE, picture.image(), 0.75, 0.5);
    }

    /** The red corner is at the top left of what the sensor wrote. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.25, 0.25", "2, 0.75, 0.25", "3, 0.75, 0.75", "4, 0.25, 0.75",
        "5, 0.25, 0.25", "6, 0.75, 0.25", "7, 0.75, 0.75", "8, 0.25, 0.75"
    })
    void aCameraMayBeHeldAnyWay(int orientation, double right, double down) throws IOException {
        for (boolean little : new boolean[] {true, false}) {
            byte[] file = turned(jpeg(), orientation, little);
            Picture picture = Picture.of(file, 1_000).orElseThrow();
            boolean side = orientation >= 5;
            assertEquals(side ? 32 : 64, picture.width());
            assertEquals(side ? 64 : 32, picture.image().getHeight());
            assertEquals(orientation == 1, picture.asStored());
            assertIs(RED, picture.image(), right, down);
            assertIs(BLUE, picture.image(), 1 - right, 1 - down);
        }
    }

    @Test
    void whatIsLargerThanWantedComesSmaller() throws IOException {
        Picture picture = Picture.of(resource("lossless.webp"), 16).orElseThrow();
        assertEquals(16, picture.image().getWidth());
        assertEquals(64, picture.width());
        assertEquals(false, picture.asStored());
    }

    /** Damaged heads point anywhere, and are upright pictures or none. */
    @Test
    void damagedHeadsHarmNobody() throws IOException {
        byte[] whole = turned(jpeg(), 6, true);
        Random random = new Random(20_261_129);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(Math.min(60, damaged.length))] = (byte) random.nextInt();
            }
            int value = Orientation.of(damaged).value();
            assertTrue(value >= 1 && value <= 8);
        }
    }

    @Test
    void damagedFilesAreNoPictures() throws IOException {
        Random random = new Random(20_261_129);
        for (String name : new String[] {"lossy.webp", "lossless.webp"}) {
            byte[] whole = resource(name);
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                Picture.of(damaged, 1_000)
                        .ifPresent(p -> assertTrue(p.width() <= Picture.MAX_PIXELS));
            }
        }
    }
}
