package app.vaultnotes.pdf;

import app.vaultnotes.picture.Picture;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A picture in a form that goes into a PDF.
 *
 * @param bytes of a PNG or JPEG file
 * @param width in its own pixels
 * @param height in its own pixels
 */
record PictureBytes(byte[] bytes, int width, int height) {

    /** Larger ones are made smaller: a page has no use for more. */
    private static final int MAX_SIDE = 2_400;

    /** A JPEG file up to this goes in as it is. */
    private static final int MAX_KEPT_BYTES = 4 << 20;

    /** Reads a file; empty when it is no picture that can be read. */
    static Optional<PictureBytes> of(byte[] file) {
        try {
            Optional<Picture> picture = Picture.of(file, MAX_SIDE);
            return picture.isPresent()
                    ? Optional.of(written(picture.get(), file))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // no form that goes into a PDF
        }
    }

    private static PictureBytes written(Picture picture, byte[] file) throws IOException {
        boolean jpeg = picture.format().equalsIgnoreCase("JPEG");
        boolean kept =
                jpeg
                        && picture.asStored()
                        && file.length <= MAX_KEPT_BYTES
                        && isPlain(picture.image());
        byte[] bytes = kept ? file : written(picture.image(), jpeg ? "jpg" : "png");
        return new PictureBytes(bytes, picture.width(), picture.height());
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
