package app.vaultnotes.picture;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a camera was held when it took a picture: cameras turn no pixels, they note in the file's
 * EXIF data how the picture is to be turned.
 *
 * @param value 1 to 8, as EXIF 2.3 numbers them in its tag 274; 1 is upright
 */
public record Orientation(int value) {

    /** Bytes of a file in which its EXIF data begin. */
    public static final int HEAD_BYTES = 1 << 16;

    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 274;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** What the head of a file says; upright where it says nothing that makes sense. */
    public static Orientation of(byte[] head) {
        try {
            return inJpeg(ByteBuffer.wrap(head));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return UPRIGHT; // It ends, or points, beyond what there is.
        }
    }

    private static Orientation inJpeg(ByteBuffer file) {
        if (file.getShort() != (short) 0xFFD8) {
            return UPRIGHT;
        }
        while ((file.get() & 0xFF) == 0xFF) {
            int marker = file.get() & 0xFF;
            int start = file.position();
            int length = file.getShort() & 0xFFFF;
            if (marker == START_OF_SCAN) {
                return UPRIGHT;
            }
            if (marker == APP1 && isExif(file)) {
                return inExif(file.slice());
            }
            file.position(start + Math.max(2, length));
        }
        return UPRIGHT;
    }

    private static boolean isExif(ByteBuffer file) {
        byte[] name = new byte[EXIF.length];
        file.get(name);
        return Arrays.equals(name, EXIF);
    }

    private static Orientation inExif(ByteBuffer tiff) {
        boolean little = tiff.getShort() == 0x4949;
        tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.position(4);
        tiff.position(tiff.getInt());
        int entries = tiff.getShort() & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int tag = tiff.getShort() & 0xFFFF;
            tiff.position(tiff.position() + 6);
            int value = tiff.getShort();
            tiff.position(tiff.position() + 2);
            if (tag == TAG) {
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Whether the picture is right as it is stored. */
    public boolean isUpright() {
        return value == 1;
    }

    /** Whether what is stored as its height is its width. */
    boolean isOnItsSide() {
        return value >= 5;
    }

    /** The picture turned as it was seen. */
    BufferedImage upright(BufferedImage stored) {
        if (isUpright()) {
            return stored;
        }
        int width = stored.getWidth();
        int height = stored.getHeight();
        boolean clear = stored.getColorModel().hasAlpha();
        BufferedImage turned =
                new BufferedImage(
                        isOnItsSide() ? height : width,
                        isOnItsSide() ? width : height,
                        clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(stored, turn(width, height), null);
        graphics.dispose();
        return turned;
    }

    private AffineTransform turn(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
