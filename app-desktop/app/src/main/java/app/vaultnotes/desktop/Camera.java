package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.AwtPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.util.Duration;
import org.fxmisc.richtext.CaretNode;

/** Takes pictures of windows in which nothing moves any more. Not for the JavaFX thread. */
final class Camera {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final int STILL_PULSES = 10;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    private Camera() {}

    /**
     * What a window shows.
     *
     * @param pixels row by row, as ARGB
     */
    record Picture(int width, int height, int[] pixels) {

        private static Picture of(WritableImage image) {
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader()
                    .getPixels(
                            0,
                            0,
                            width,
                            height,
                            PixelFormat.getIntArgbInstance(),
                            pixels,
                            0,
                            width);
            return new Picture(width, height, pixels);
        }

        private boolean shows(Picture other) {
            return width == other.width && Arrays.equals(pixels, other.pixels);
        }

        /** Writes it as PNG. */
        void write(Path file) throws IOException {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, width, height, pixels, 0, width);
            AwtPictures.write(image, file);
        }
    }

    /**
     * Waits until a scene stays as it is and gives its picture. Carets stand still in it.
     *
     * @param work done before each look: waits for what is under way elsewhere
     * @throws IllegalStateException when it does not come to rest
     */
    static Picture take(Scene scene, Runnable work) {
        AtomicInteger pulses = new AtomicInteger();
        Runnable counting = pulses::incrementAndGet;
        onFx(() -> scene.addPostLayoutPulseListener(counting));
        try {
            return still(scene, work, pulses);
        } finally {
            onFx(() -> scene.removePostLayoutPulseListener(counting));
        }
    }

    private static void onFx(Runnable work) {
        Hands.onFx(() -> {
            work.run();
            return true;
        });
    }

    /** A slow machine may do nothing for long: what comes later than that comes in a pulse. */
    private static Picture still(Scene scene, Runnable work, AtomicInteger pulses) {
        long start = System.nanoTime();
        long since = start;
        int pulse = pulses.get();
        Picture last = look(scene, work);
        while (System.nanoTime() - since < STILL_NANOS || pulses.get() - pulse < STILL_PULSES) {
            LockSupport.parkNanos(LOOK_NANOS);
            Picture now = look(scene, work);
            if (!now.shows(last)) {
                last = now;
                since = System.nanoTime();
                pulse = pulses.get();
            }
            if (since - start > LIMIT_NANOS) {
                throw new IllegalStateException("the window does not come to rest");
            }
        }
        return last;
    }

    private static Picture look(Scene scene, Runnable work) {
        work.run();
        return Hands.onFx(() -> {
            scene.getRoot().lookupAll("*").forEach(Camera::still);
            Platform.requestNextPulse();
            return Picture.of(scene.snapshot(null));
        });
    }

    private static void still(Node node) {
        if (node instanceof CaretNode caret && !caret.getBlinkRate().equals(Duration.ZERO)) {
            caret.setBlinkRate(Duration.ZERO);
        } else if (node instanceof TextInputControl field
                && field.getSkin() instanceof TextInputControlSkin<?> skin) {
            skin.setCaretAnimating(false);
        }
    }
}
