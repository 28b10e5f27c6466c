package app.vaultnotes.desktop;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.VLineTo;

/**
 * A text as a QR code, for the camera of another device: dark squares on a light ground in every
 * theme, since many readers want it so.
 */
final class QrCodeView extends StackPane {

    /** What the standard wants around it, in squares. */
    private static final int QUIET = 4;

    /** Longer text makes squares that cameras do not tell apart on a screen. */
    private static final int MOST_CHARACTERS = 500;

    private static final Color DARK = Color.web("#211f1c");

    private QrCodeView(QrCode code, double side, String name) {
        int squares = code.size + 2 * QUIET;
        double pixels = Math.max(2, Math.floor(side / squares));
        Rectangle ground = new Rectangle(squares * pixels, squares * pixels, Color.WHITE);
        ground.setArcWidth(12);
        ground.setArcHeight(12);
        Path dark = new Path();
        dark.setFill(DARK);
        dark.setStroke(null);
        dark.setSmooth(false);
        for (int y = 0; y < code.size; y++) {
            row(code, y, pixels, dark);
        }
        getChildren().addAll(ground, dark);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
    }

    /**
     * The code of a text; nothing for one that is too long.
     *
     * @param side at most so many pixels wide and high, as far as its squares can be seen then
     * @param name what it is, for those who cannot see it
     */
    static Optional<QrCodeView> of(String text, double side, String name) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new QrCodeView(QrCode.encodeText(text, QrCode.Ecc.MEDIUM), side, name));
        } catch (DataTooLongException e) {
            return Optional.empty();
        }
    }

    /** A bar for each run of dark squares. */
    private static void row(QrCode code, int y, double pixels, Path dark) {
        int x = 0;
        while (x < code.size) {
            int end = x;
            while (end < code.size && code.getModule(end, y)) {
                end++;
            }
            if (end > x) {
                dark.getElements()
                        .addAll(
                                new MoveTo(x * pixels, y * pixels),
                                new HLineTo(end * pixels),
                                new VLineTo((y + 1) * pixels),
                                new HLineTo(x * pixels),
                                new VLineTo(y * pixels));
            }
            x = end + 1;
        }
    }
}
