package app.vaultnotes.desktop;

import java.util.ArrayDeque;
import java.util.Queue;
import javafx.application.Platform;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/**
 * Work of a window that can wait: a piece after each picture, so that none of it keeps a picture or
 * a key waiting for the rest. What a key changes is painted before the next piece. For the JavaFX
 * thread.
 */
final class PieceByPiece {

    /** The pulse that lays a picture out, and the next one, which comes when that is painted. */
    private static final int PULSES = 2;

    /** Where keys come without end, pieces come in between all the same. */
    private static final int MOST_PULSES = 60;

    private final Stage stage;
    private final Queue<Runnable> pieces = new ArrayDeque<>();
    private final Runnable pulse = this::pulsed;
    private final EventHandler<KeyEvent> key = e -> sinceKey = 0;
    private int sinceKey;
    private int all;

    PieceByPiece(Stage stage) {
        this.stage = stage;
    }

    /** Adds a piece; it comes after all that were added before. */
    void add(Runnable piece) {
        pieces.add(piece);
        if (pieces.size() == 1) {
            awaitPicture();
        }
    }

    private void awaitPicture() {
        sinceKey = 0;
        all = 0;
        Scene scene = stage.getScene();
        forget(scene);
        scene.addPostLayoutPulseListener(pulse);
        scene.addEventFilter(KeyEvent.ANY, key);
        Platform.requestNextPulse();
    }

    private void forget(Scene scene) {
        scene.removePostLayoutPulseListener(pulse);
        scene.removeEventFilter(KeyEvent.ANY, key);
    }

    private void pulsed() {
        sinceKey++;
        all++;
        if (sinceKey < PULSES && all < MOST_PULSES) {
            Platform.requestNextPulse();
        } else {
            forget(stage.getScene());
            Platform.runLater(this::next);
        }
    }

    private void next() {
        Runnable piece = pieces.poll();
        if (piece != null) {
            piece.run();
        }
        if (!pieces.isEmpty()) {
            awaitPicture();
        }
    }

    /** Does at once all that is left. */
    void finish() {
        for (Runnable piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            piece.run();
        }
    }
}
