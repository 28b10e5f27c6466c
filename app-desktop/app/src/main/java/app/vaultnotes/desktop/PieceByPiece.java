package app.vaultnotes.desktop;

import java.util.ArrayDeque;
import java.util.Queue;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * Work of a window that can wait: a piece after each picture, so that none of it keeps a picture or
 * a key waiting for the rest. For the JavaFX thread.
 */
final class PieceByPiece {

    private final Stage stage;
    private final Queue<Runnable> pieces = new ArrayDeque<>();
    private final Runnable afterLayout = this::pictureComes;

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
        Scene scene = stage.getScene();
        scene.removePostLayoutPulseListener(afterLayout);
        scene.addPostLayoutPulseListener(afterLayout);
        Platform.requestNextPulse();
    }

    private void pictureComes() {
        stage.getScene().removePostLayoutPulseListener(afterLayout);
        Platform.runLater(this::next);
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
