package app.vaultnotes.desktop;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/** The line at the foot of a window: what is saved, and how much is written. */
final class StatusBar extends HBox {

    private static final double DOT_RADIUS = 3.5;

    private final Circle dot = new Circle(DOT_RADIUS);
    private final Label saved = new Label();
    private final Label words = new Label();
    private final Label work = new Label();
    private final ProgressBar share = new ProgressBar();
    private final Button stop = new Button(Words.of("work.stop"));
    private final HBox working = new HBox(8, work, share, stop);

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
        dot.getStyleClass().add("vn-dot");
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        HBox state = new HBox(6, dot, saved);
        state.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        working.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        working.managedProperty().bind(working.visibleProperty());
        stop.getStyleClass().add("vn-stop");
        share.getStyleClass().add("vn-share");
        endWork();
        getChildren().addAll(state, working, gap, words);
        show(Saved.YES, "");
    }

    /** Says what is saved; {@code why} is shown when it is not. */
    void show(Saved state, String why) {
        saved.setText(Words.of(state.words, why));
        dot.getStyleClass().setAll("vn-dot");
        if (!state.styleClass.isEmpty()) {
            dot.getStyleClass().add(state.styleClass);
        }
    }

    /** Says whether all is saved; {@code why} says what failed. */
    void showSaved(boolean all, String why) {
        show(all ? Saved.YES : why.isEmpty() ? Saved.NOT_YET : Saved.FAILED, why);
    }

    /** Says how many words the note has; nothing for none. */
    void showWords(int count) {
        words.setText(count < 0 ? "" : Words.of("words", count));
    }

    /**
     * Shows how far long work is.
     *
     * @param part of it that is done, from 0 to 1; below 0 while unknown
     */
    void showWork(String told, double part, Runnable stopped) {
        work.setText(told);
        share.setProgress(part);
        share.setAccessibleText(told);
        stop.setOnAction(e -> stopped.run());
        working.setVisible(true);
    }

    /** The long work came to its end. */
    void endWork() {
        working.setVisible(false);
    }

    /** What is said of long work; empty when there is none. */
    String work() {
        return working.isVisible() ? work.getText() : "";
    }
}
