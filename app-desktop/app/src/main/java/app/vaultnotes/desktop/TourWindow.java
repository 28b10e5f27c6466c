package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.flowless.Virtualized;

/** A window that is shown to somebody. Not for the JavaFX thread. */
final class TourWindow {

    private static final int LIMIT_SECONDS = 60;

    private final Hands hands = new Hands();
    private final AppWindow window;

    TourWindow(AppWindow window) {
        this.window = window;
    }

    AppWindow window() {
        return window;
    }

    /** Does something to it. */
    void use(Consumer<AppWindow> what) {
        Hands.onFx(() -> {
            what.accept(window);
            return true;
        });
    }

    /** Runs a command. */
    void run(String command) {
        use(w -> w.run(command));
    }

    /** Waits for something. */
    void await(String what, BooleanSupplier holds) {
        hands.await(what, holds);
    }

    private <T> T inVault(VaultLane.Work<T> work) {
        return window.lane().ask(work).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The notes of its vault that are worth to be shown. */
    TourNotes notes() {
        return inVault(TourNotes::of);
    }

    /** Waits until the vault has nothing to do. */
    void settle() {
        inVault(vault -> true);
    }

    // ---- as it was in the beginning ----

    /** Closes all that is open. */
    void clear() {
        use(w -> {
            w.palette().close();
            List.copyOf(w.layer().getChildren()).forEach(this::close);
            for (Pane pane : w.panes().all().reversed()) {
                List.copyOf(pane.tabs().all()).forEach(pane.tabs()::close);
            }
            w.sidebar().show(Sidebar.View.FILES);
            w.showRight(RightPanel.View.OUTLINE);
        });
    }

    private void close(Node over) {
        if (over.getStyleClass().contains("vn-scrim")) {
            Event.fireEvent(
                    over,
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.ESCAPE,
                            false,
                            false,
                            false,
                            false));
        } else if (over.getStyleClass().contains("vn-toast")) {
            window.layer().getChildren().remove(over);
        }
    }

    // ---- notes ----

    /** Opens notes in tabs; the last one is shown. */
    NoteEditor open(String... paths) {
        for (String path : paths) {
            Id note = inVault(vault -> vault.paths().note(path).id());
            use(w -> w.open(new PageName.Note(note), AppWindow.Where.TAB));
            await("no note: " + path, () -> isShown(note));
        }
        return Hands.onFx(() -> window.current().orElseThrow().editor());
    }

    private boolean isShown(Id note) {
        return window.shown().filter(note::equals).isPresent()
                && window.stage().getScene().getFocusOwner() instanceof Virtualized;
    }

    /** Puts the caret of the note behind some of its words, and shows it from its begin. */
    void caretBehind(String words) {
        CompletableFuture<Double> placed =
                Hands.onFx(() -> {
                    NoteEditor editor = window.current().orElseThrow().editor();
                    int at = editor.text().indexOf(words);
                    if (at >= 0) {
                        editor.place(at + words.length());
                    }
                    return new Frames(window.stage().getScene()).awaitPicture(() -> true);
                });
        placed.join();
        use(w -> {
            // How far it was scrolled to the caret depends on which rows had been measured.
            if (w.stage().getScene().getFocusOwner() instanceof Virtualized area) {
                area.scrollYToPixel(0);
            }
        });
    }

    // ---- pages and fields ----

    /** Opens a page in a tab of its own. */
    void open(PageName page) {
        use(w -> w.open(page, AppWindow.Where.TAB));
        await("no page", () -> window.panes().current().page().isPresent());
    }

    /** Types into the field that has the keys. */
    void type(String words) {
        await("no field", () -> focused() instanceof TextField);
        use(w -> {
            if (focused() instanceof TextField field) {
                field.setText(words);
                field.end();
            }
        });
    }

    private Node focused() {
        return window.stage().getScene().getFocusOwner();
    }

    /** The first node of a kind that lies over the window. */
    <T extends Node> T over(Class<T> kind, String style) {
        await("nothing over the window", () -> window.layer().lookup(style) != null);
        return Hands.onFx(() -> kind.cast(window.layer().lookup(style)));
    }
}
