package app.vaultnotes.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded picture, the right way up.
 *
 * @param image its pixels, fewer than in the file when that has more than were wanted
 * @param format what its kind is called by {@link ImageIO}
 * @param width in the pixels of its file, as it is seen
 * @param height in the pixels of its file, as it is seen
 * @param asStored whether the pixels are all and just those of the file
 */
public record Picture(BufferedImage image, String format, int width, int height, boolean asStored) {

    /** Largest file that is read. */
    public static final long MAX_BYTES = 64L << 20;

    /** Largest picture that is read, in pixels. */
    public static final long MAX_PIXELS = 64_000_000;

    static {
        ImageIO.setUseCache(false);
    }

    /**
     * Reads a file of any kind that there is a reader for: PNG, JPEG, GIF, BMP, TIFF, WebP.
     *
     * @param mostSide pixels; of a picture that is larger only every so manieth pixel is kept, so
     *     that it has up to twice as many
     * @return empty when it is no picture, is damaged, or has more than {@link #MAX_PIXELS}
     */
    public static Optional<Picture> of(byte[] file, int mostSide) {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return read(reader, Orientation.of(head(file)), mostSide);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            return Optional.empty(); // damaged, or of a kind that its reader does not know
        }
    }

    private static byte[] head(byte[] file) {
        return Arrays.copyOf(file, Math.min(file.length, Orientation.HEAD_BYTES));
    }

    private static Optional<Picture> read(ImageReader reader, Orientation way, int mostSide)
            throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            return Optional.empty();
        }
        int every = Math.max(1, Math.max(width, height) / mostSide);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(every, every, 0, 0);
        BufferedImage image = way.upright(reader.read(0, param));
        boolean side = way.isOnItsSide();
        return Optional.of(
                new Picture(
                        image,
                        reader.getFormatName(),
                        side ? height : width,
                        side ? width : height,
                        every == 1 && way.isUpright()));
    }
}
