package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteType;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Comparison;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Timeline;
import app.vaultnotes.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/**
 * What a note was: a version beside the note as it is, with a slider through all versions. Only one
 * version is compared at a time; those that were passed on the way are never begun. For the JavaFX
 * thread.
 */
final class HistoryView extends BorderPane {

    private static final Duration PATIENCE = Duration.millis(500);

    /** Where less room is, buttons matter more than what colours mean. */
    private static final double WIDE = 620;

    private final Id note;
    private final NoteSheet.Window window;
    private final Sheet sheet;
    private final Label when = new Label();
    private final Label how = new Label();
    private final Label reading = new Label(Words.of("history.reading"));
    private final Button restore = new Button(Words.of("history.restore"));
    private final TimeSlider slider = new TimeSlider(this::choose);
    private final DiffView diff;
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private NoteHistory history = NoteHistory.EMPTY;
    private List<Timeline.ChangedParagraph> paragraphs = List.of();

    /** The version that is to be shown; empty when none is. */
    private String wanted = "";

    private boolean busy;

    /** What it needs of its sheet. */
    interface Sheet {
        /** The title of the note. */
        String title();

        /** Saves what was typed. */
        CompletableFuture<Void> flush();

        /** Shows the editor again. */
        void closeHistory();
    }

    HistoryView(Id note, NoteType type, NoteSheet.Window window, Sheet sheet) {
        this.note = note;
        this.window = window;
        this.sheet = sheet;
        this.diff =
                new DiffView(
                        type,
                        this::colour,
                        new DiffView.Restore(
                                Words.of("history.restore.paragraph"), this::restoreParagraph));
        getStyleClass().add("vn-history");
        setTop(banner());
        reading.getStyleClass().add("vn-faint");
        reading.setVisible(false);
        setCenter(new StackPane(diff, reading));
        setBottom(slider);
        patience.setOnFinished(e -> reading.setVisible(busy));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private HBox banner() {
        Button close = new Button(Words.of("history.close"));
        close.setOnAction(e -> sheet.closeHistory());
        close.getStyleClass().add("flat");
        close.setMinWidth(Region.USE_PREF_SIZE);
        restore.setOnAction(e -> restore());
        restore.getStyleClass().add("accent");
        restore.setMinWidth(Region.USE_PREF_SIZE);
        when.getStyleClass().add("vn-strong");
        how.getStyleClass().add("vn-quiet");
        how.setMinWidth(0);
        how.managedProperty().bind(widthProperty().greaterThan(WIDE));
        how.visibleProperty().bind(how.managedProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox banner = new HBox(6, Icons.of(Icons.HISTORY), when, how, gap, close, restore);
        banner.setAlignment(Pos.CENTER_LEFT);
        banner.getStyleClass().add("vn-banner");
        return banner;
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE) {
            sheet.closeHistory();
            e.consume();
        } else if (!e.isShortcutDown() && !e.isAltDown() && diff.scroll(e.getCode())) {
            e.consume();
        }
    }

    @Override
    public void requestFocus() {
        slider.requestFocus();
    }

    /** Reads the versions and shows one; that before the last when it is empty or unknown. */
    void open(String version) {
        wanted = version;
        reload();
    }

    /** The note changed: reads its versions anew. */
    void reload() {
        window.lane().ask(vault -> NoteHistory.of(vault, note), this::show);
    }

    private void show(NoteHistory all) {
        history = all;
        if (history.size() > 0) {
            int found = history.indexOf(wanted);
            int index = found >= 0 ? found : Math.max(0, history.size() - 2);
            slider.show(history, index);
            choose(index);
        }
    }

    /** The version that is shown. */
    Optional<String> version() {
        return wanted.isEmpty() ? Optional.empty() : Optional.of(wanted);
    }

    /** Shows a version, when it is one of the note. */
    void choose(String version) {
        int index = history.indexOf(version);
        if (index < 0) {
            open(version);
        } else if (!version.equals(wanted)) {
            slider.setVersion(index);
            choose(index);
        }
    }

    private void choose(int index) {
        NoteHistory.Entry entry = history.entries().get(index);
        wanted = entry.id();
        boolean now = index == history.size() - 1;
        when.setText(
                now
                        ? Words.of("history.now")
                        : Words.of("history.then", Times.dayAndTime(entry.version().toMillis())));
        how.setText(now ? "" : Words.of("history.how"));
        restore.setDisable(true);
        window.looking(note, version());
        compare();
    }

    private record Compared(Comparison comparison, DiffRows rows) {}

    private void compare() {
        if (busy) {
            return;
        }
        busy = true;
        patience.playFromStart();
        String version = wanted;
        CompletableFuture<Compared> _ =
                window.lane()
                        .ask(vault -> vault.timeline().compare(note.toString(), version))
                        .thenApplyAsync(found -> new Compared(found, DiffRows.of(found)))
                        .whenComplete((found, failure) ->
                                Platform.runLater(() -> compared(version, found, failure)));
    }

    private void compared(
            String version,
            @org.jspecify.annotations.Nullable Compared found,
            @org.jspecify.annotations.Nullable Throwable failure) {
        busy = false;
        reading.setVisible(false);
        if (!version.equals(wanted)) {
            if (!wanted.isEmpty()) {
                compare();
            }
        } else if (found != null) {
            paragraphs = found.comparison().paragraphs();
            restore.setDisable(paragraphs.isEmpty());
            diff.show(found.rows().rows());
            if (!found.rows().complete()) {
                how.setText(Words.of("history.long"));
            }
        } else if (failure != null) {
            window.failed(VaultLane.cause(failure));
        }
    }

    /** The colour of who wrote a row, or the only one who could. */
    private String colour(DiffRows.Row row) {
        Optional<Integer> device =
                row.writer()
                        .flatMap(history::number)
                        .or(() -> history.onlyWriterAfter(history.indexOf(wanted)));
        return device.map(number -> HistoryWords.colour(history, number)).orElse("vn-person-none");
    }

    /** The rows that are shown. */
    List<DiffRows.Row> rows() {
        return diff.rows();
    }

    /** The slider through the versions. */
    TimeSlider slider() {
        return slider;
    }

    /** Sets it in another type. */
    void setType(NoteType type) {
        diff.setType(type);
    }

    /** Nothing is shown any more. */
    void leave() {
        wanted = "";
        patience.stop();
    }

    // ---- bringing back ----

    private record Step(boolean changed, String version) {}

    private interface Edit {
        Edited on(Vault vault);
    }

    private void edit(Edit edit, java.util.function.Consumer<Step> done) {
        CompletableFuture<Void> _ =
                sheet.flush()
                        .thenRun(() ->
                                Platform.runLater(
                                        () -> window.lane().ask(vault -> step(vault, edit), done)));
    }

    private Step step(Vault vault, Edit edit) {
        String before = vault.notes().text(note);
        Edited edited = edit.on(vault);
        return new Step(!before.equals(vault.notes().text(note)), edited.version());
    }

    /** Gives the note the text of the version that is shown. */
    void restore() {
        String version = wanted;
        int index = history.indexOf(version);
        if (index < 0) {
            return;
        }
        String then = Times.dayAndTime(history.entries().get(index).version().toMillis());
        edit(
                vault -> vault.timeline().revert(note.toString(), version),
                step -> {
                    sheet.closeHistory();
                    offerUndo(step, Words.of("history.restored", sheet.title(), then));
                });
    }

    private void restoreParagraph(int number) {
        String version = wanted;
        if (number < paragraphs.size()) {
            Timeline.ChangedParagraph paragraph = paragraphs.get(number);
            edit(
                    vault -> vault.timeline().revertParagraph(note.toString(), version, paragraph),
                    step -> offerUndo(step, Words.of("history.restored.paragraph")));
        }
    }

    private void offerUndo(Step step, String words) {
        if (step.changed()) {
            window.toasts().say(words, Words.of("undo"), () -> takeBack(step.version()));
        }
    }

    /** Takes a restoring back, unless something was written since. */
    private void takeBack(String version) {
        VaultLane.Work<Boolean> work =
                vault -> {
                    boolean last =
                            vault.timeline().versions(note.toString()).stream()
                                    .findFirst()
                                    .filter(newest -> newest.id().equals(version))
                                    .isPresent();
                    if (last) {
                        vault.undo().undo(note.toString());
                    }
                    return last;
                };
        CompletableFuture<Void> _ =
                sheet.flush()
                        .thenRun(() ->
                                Platform.runLater(() -> window.lane().ask(work, this::undone)));
    }

    private void undone(boolean done) {
        if (!done) {
            window.toasts().say(Words.of("history.late"));
        }
    }
}
