package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.CaretPlace;
import app.vaultnotes.ui.sharing.Company.Fellow;
import app.vaultnotes.ui.sharing.SyncView;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** The line at the foot of a window: what is saved, where the caret is, how much is written. */
final class StatusBar extends HBox {

    private static final double DOT_RADIUS = 3.5;
    private static final PseudoClass WAITS = PseudoClass.getPseudoClass("waits");
    private static final PseudoClass STUCK = PseudoClass.getPseudoClass("stuck");

    private final Circle dot = new Circle(DOT_RADIUS);
    private final Label saved = new Label();
    private final Label place = new Label();
    private final Label words = new Label();
    private final Label work = new Label();
    private final ProgressBar share = new ProgressBar();
    private final Button stop = new Button(Words.of("stop"));
    private final HBox working = new HBox(8, work, share, stop);
    private final Button merged = new Button();
    private final Button sync = new Button();
    private final Button others = new Button();
    private @Nullable Tooltip tip;

    /** How safe what was typed is. */
    enum Saved {
        /** All of it is on the disk. */
        YES("saved", ""),
        /** Some of it is on its way there. */
        NOT_YET("saving", "waiting"),
        /** It could not be written. */
        FAILED("save.failed", "failed");

        private final String words;
        private final String styleClass;

        Saved(String words, String styleClass) {
            this.words = words;
            this.styleClass = styleClass;
        }
    }

    StatusBar() {
        getStyleClass().add("vn-status");
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        HBox state = new HBox(6, dot, saved);
        state.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        working.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        share.getStyleClass().add("vn-share");
        stop.getStyleClass().addAll("vn-status-button", "vn-stop");
        merged.getStyleClass().add("vn-status-button");
        hide(working);
        hide(merged);
        sync.getStyleClass().addAll("vn-status-button", "vn-status-sync");
        hide(sync);
        others.getStyleClass().addAll("vn-status-button", "vn-status-others");
        hide(others);
        getChildren().addAll(state, gap, others, place, words);
        show(Saved.YES, "");
    }

    /** Takes in what is hidden until there is something to say. */
    void begin() {
        getChildren().addAll(1, List.of(sync, merged, working));
    }

    /** Says what is saved; {@code why} is shown when it is not. */
    void show(Saved state, String why) {
        saved.setText(Words.of(state.words, why));
        List<String> styles =
                state.styleClass.isEmpty()
                        ? List.of("vn-dot")
                        : List.of("vn-dot", state.styleClass);
        // A colour set anew changes no pixel, for which JavaFX paints the whole window: at each
        // key.
        if (!dot.getStyleClass().equals(styles)) {
            dot.getStyleClass().setAll(styles);
        }
    }

    /** Says whether all is saved; {@code why} says what failed. */
    void showSaved(boolean all, String why) {
        show(all ? Saved.YES : why.isEmpty() ? Saved.NOT_YET : Saved.FAILED, why);
    }

    private static void hide(Node node) {
        node.setVisible(false);
        node.setManaged(false);
    }

    private static void reveal(Node node) {
        node.setVisible(true);
        node.setManaged(true);
    }

    /** Says how many notes were merged while nobody looked; nothing for none. */
    void showMerged(long count, Runnable show) {
        merged.setText(Words.of("merged.status", count));
        merged.setOnAction(e -> show.run());
        if (count > 0) {
            reveal(merged);
        } else {
            hide(merged);
        }
    }

    /**
     * Says how the vault and its relay are; nothing for one that is on none.
     *
     * @param weight how much somebody should care
     * @param open tells more of it
     */
    void showSync(String words, SyncView.Weight weight, Runnable open) {
        if (words.isEmpty()) {
            hide(sync);
            return;
        }
        sync.setText(words);
        sync.setAccessibleText(Words.of("sync.status", words));
        sync.setOnAction(e -> open.run());
        sync.pseudoClassStateChanged(WAITS, weight == SyncView.Weight.WAITS);
        sync.pseudoClassStateChanged(STUCK, weight == SyncView.Weight.STUCK);
        reveal(sync);
    }

    /**
     * Says who else has the note open; nothing for nobody.
     *
     * @param go goes to where they write
     */
    void showOthers(List<Fellow> here, Runnable go) {
        if (here.isEmpty()) {
            hide(others);
            return;
        }
        String said = OthersWords.brief(here);
        String all = OthersWords.full(here);
        if (!said.equals(others.getText()) || !others.isVisible()) {
            others.setText(said);
        }
        others.setAccessibleText(Words.of("others.go", all));
        if (tip == null || !tip.getText().equals(all)) {
            tip = new Tooltip(all);
            others.setTooltip(tip);
        }
        others.setOnAction(e -> go.run());
        reveal(others);
    }

    /** What is said of others in the note; empty when nobody is there. */
    String others() {
        return others.isVisible() ? others.getText() : "";
    }

    /** What is said of the vault and its relay; empty for one that is on none. */
    String sync() {
        return sync.isVisible() ? sync.getText() : "";
    }

    /** Says how many words the note has; nothing for none. */
    void showWords(int count) {
        words.setText(count < 0 ? "" : Words.of("words", count));
    }

    /** Says where the caret is and how much is selected; nothing for none. */
    void showPlace(Optional<CaretPlace> caret) {
        place.setText(caret.map(at -> said(at, "caret.short")).orElse(""));
        place.setAccessibleText(caret.map(at -> said(at, "caret.place")).orElse(""));
    }

    private static String said(CaretPlace at, String words) {
        String where = Words.of(words, at.line(), at.column());
        return at.selected() == 0 ? where : Words.of("caret.selected", where, at.selected());
    }

    /**
     * Shows how far long work is.
     *
     * @param total how much there is to do; 0 while unknown
     */
    void showWork(String told, long done, long total, Runnable stopped) {
        work.setText(told);
        share.setProgress(total == 0 ? -1 : (double) done / total);
        share.setAccessibleText(told);
        stop.setOnAction(e -> stopped.run());
        reveal(working);
    }

    /** The long work came to its end. */
    void endWork() {
        hide(working);
    }

    /** What is said of long work; empty when there is none. */
    String work() {
        return working.isVisible() ? work.getText() : "";
    }
}
