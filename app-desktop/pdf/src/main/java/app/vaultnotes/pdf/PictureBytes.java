package app.vaultnotes.pdf;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture in a form that goes into a PDF.
 *
 * @param bytes of a PNG or JPEG file
 * @param width in its own pixels
 * @param height in its own pixels
 */
record PictureBytes(byte[] bytes, int width, int height) {

    /** Largest file that is read. */
    static final long MAX_BYTES = 64L << 20;

    /** Largest picture that is read, in pixels. */
    private static final long MAX_PIXELS = 60_000_000;

    /** Larger ones are made smaller: a page has no use for more. */
    private static final int MAX_SIDE = 2_400;

    /** A JPEG file up to this goes in as it is. */
    private static final int MAX_KEPT_BYTES = 4 << 20;

    static {
        ImageIO.setUseCache(false);
    }

    /** Reads a file; empty when it is no picture that this machine's Java reads. */
    static Optional<PictureBytes> of(byte[] file) {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return read(reader, file);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            return Optional.empty(); // damaged, or of a kind that its reader does not know
        }
    }

    private static Optional<PictureBytes> read(ImageReader reader, byte[] file) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            return Optional.empty();
        }
        int every = Math.max(1, Math.max(width, height) / MAX_SIDE);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(every, every, 0, 0);
        BufferedImage image = reader.read(0, param);
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("JPEG");
        byte[] bytes =
                jpeg && every == 1 && file.length <= MAX_KEPT_BYTES && isPlain(image)
                        ? file
                        : written(image, jpeg ? "jpg" : "png");
        return Optional.of(new PictureBytes(bytes, width, height));
    }

    private static boolean isPlain(BufferedImage image) {
        return image.getColorModel().getNumComponents() == 3;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        boolean clear = image.getColorModel().hasAlpha();
        int type = clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = copy.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(copy, clear ? "png" : format, out);
        return out.toByteArray();
    }
}
