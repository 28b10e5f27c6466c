package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Work that can wait does so for pictures and keys. */
class PieceByPieceTest {

    private static final int PIECES = 12;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Boolean> all = new CompletableFuture<>();

    private final List<Stage> stages = new ArrayList<>();

    @BeforeAll
    static void startToolkit() {
        Toolkit.start();
    }

    @AfterEach
    void close() {
        Hands.onFx(() -> {
            stages.forEach(Stage::close);
            return true;
        });
    }

    private static KeyEvent key() {
        return new KeyEvent(
                KeyEvent.KEY_TYPED, "a", "", KeyCode.UNDEFINED, false, false, false, false);
    }

    /** A letter is typed as soon as a piece is done, as a person does who waits for nothing. */
    private void piece(TextField field, Frames frames, int number) {
        done.add("piece");
        if (number == PIECES) {
            all.complete(true);
            return;
        }
        Platform.runLater(() -> {
            Event.fireEvent(field, key());
            CompletableFuture<Void> _ =
                    frames.awaitPicture(() -> true).thenRun(() -> done.add("letter"));
        });
    }

    @Test
    void aLetterIsPaintedBeforeTheNextPiece() {
        TextField field = Hands.onFx(TextField::new);
        Hands.onFx(() -> {
            Stage stage = new Stage();
            stages.add(stage);
            stage.setScene(new Scene(field, 300, 100));
            Frames frames = new Frames(stage.getScene());
            stage.show();
            field.requestFocus();
            PieceByPiece pieces = new PieceByPiece(stage);
            for (int i = 1; i <= PIECES; i++) {
                int number = i;
                pieces.add(() -> piece(field, frames, number));
            }
            return true;
        });

        all.orTimeout(60, TimeUnit.SECONDS).join();

        List<String> wanted = new ArrayList<>();
        for (int i = 1; i < PIECES; i++) {
            wanted.addAll(List.of("piece", "letter"));
        }
        wanted.add("piece");
        assertEquals(wanted, List.copyOf(done));
        assertEquals("a".repeat(PIECES - 1), Hands.onFx(field::getText));
    }
}
