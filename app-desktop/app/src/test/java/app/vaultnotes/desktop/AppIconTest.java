package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pictures of the icon are those that its drawing makes. */
class AppIconTest {

    private static final double TOLERANCE = 0.05;

    @BeforeAll
    static void start() {
        Toolkit.start();
    }

    @Test
    void picturesAreAsDrawn() {
        AppIcon.ofWindows()
                .forEach(size -> {
                    Image drawn = Hands.onFx(() -> AppIcon.image(size));
                    Image kept = new Image(AppIcon.place(size));
                    assertEquals((double) size, kept.getWidth());
                    assertTrue(difference(drawn, kept) < TOLERANCE, size + ".png is another");
                });
    }

    @Test
    void windowsGetThemAll() {
        List<Image> images = Hands.onFx(AppIcon::images);
        new Hands()
                .await(
                        "pictures are not read",
                        () -> images.stream().allMatch(image -> image.getProgress() == 1));
        assertTrue(images.stream().noneMatch(Image::isError));
    }

    private static double difference(Image one, Image other) {
        double most = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                Color a = one.getPixelReader().getColor(x, y);
                Color b = other.getPixelReader().getColor(x, y);
                most = Math.max(most, Math.abs(a.getOpacity() - b.getOpacity()));
                most = Math.max(most, a.getOpacity() * Math.abs(a.getRed() - b.getRed()));
                most = Math.max(most, a.getOpacity() * Math.abs(a.getBlue() - b.getBlue()));
            }
        }
        return most;
    }
}
