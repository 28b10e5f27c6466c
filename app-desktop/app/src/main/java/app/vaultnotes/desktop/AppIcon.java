package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.AwtPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/**
 * The app's icon: a sheet with a line of text and a line of ink. Drawn from the one SVG file, which
 * consists of paths with plain attributes only.
 */
public final class AppIcon {

    private static final double SIDE = 256;
    private static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);
    private static final int LARGEST_OF_WINDOWS = 128;
    private static final Pattern PATH = Pattern.compile("<path ([^>]*)/>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

    private AppIcon() {}

    /**
     * The icon in the sizes that windows show: pictures that were drawn before, since drawing them
     * would keep a start waiting. They are read in the background.
     */
    static List<Image> images() {
        return ofWindows().map(size -> new Image(place(size), true)).toList();
    }

    /** The sizes that windows show. */
    static Stream<Integer> ofWindows() {
        return SIZES.stream().filter(size -> size <= LARGEST_OF_WINDOWS);
    }

    /** Where the picture of a size lies. */
    static String place(int size) {
        String name = "icons/" + size + ".png";
        return Objects.requireNonNull(AppIcon.class.getResource(name), name).toExternalForm();
    }

    /** Writes the icon as {@code SIZE.png} into the folder that the first argument names. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Platform.startup(() -> {
            SIZES.forEach(size -> write(image(size), folder.resolve(size + ".png")));
            Platform.exit();
        });
    }

    /** Draws the icon. For the JavaFX thread. */
    static WritableImage image(int size) {
        Group drawing = new Group();
        Matcher paths = PATH.matcher(source());
        while (paths.find()) {
            drawing.getChildren().add(shape(paths.group(1)));
        }
        drawing.getTransforms().add(new Scale(size / SIDE, size / SIDE));
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        return new Group(drawing).snapshot(clear, new WritableImage(size, size));
    }

    private static SVGPath shape(String attributes) {
        SVGPath shape = new SVGPath();
        shape.setFill(null);
        shape.setStrokeLineCap(StrokeLineCap.ROUND);
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        Matcher each = ATTRIBUTE.matcher(attributes);
        while (each.find()) {
            String value = each.group(2);
            switch (each.group(1)) {
                case "d" -> shape.setContent(value);
                case "fill" -> shape.setFill(value.equals("none") ? null : Color.web(value));
                case "stroke" -> shape.setStroke(Color.web(value));
                case "stroke-width" -> shape.setStrokeWidth(Double.parseDouble(value));
                default -> {
                    // What rounds the ends of strokes is set for all of them.
                }
            }
        }
        return shape;
    }

    private static String source() {
        try (InputStream in = AppIcon.class.getResourceAsStream("icon.svg")) {
            return new String(
                    Objects.requireNonNull(in, "icon.svg").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the icon cannot be read", e);
        }
    }

    private static void write(WritableImage image, Path file) {
        try {
            AwtPictures.write(image, BufferedImage.TYPE_INT_ARGB, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
