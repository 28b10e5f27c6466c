package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Replacement;
import app.vaultnotes.vault.Replacing;
import app.vaultnotes.vault.VaultException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Replaces something in many notes, after showing what would become of each place. */
final class ReplacePane extends VBox {

    private static final Duration WAIT = Duration.millis(250);

    /** What is so long beside a place may have been cut inside of a word. */
    private static final int CUT_CHARS = 39;

    private final AppWindow window;
    private final TextField find = field("replace.find");
    private final TextField with = field("replace.with");
    private final ToggleButton matchCase = toggle("Aa", "replace.case");
    private final ToggleButton expression = toggle(".*", "replace.expression");
    private final Button go = new Button();
    private final Label about = new Label();
    private final ListView<Line> lines = new ListView<>();
    private final PauseTransition wait = new PauseTransition(WAIT);
    private final ReplaceSearch search;
    private final Set<Id> left = new HashSet<>();
    private String scope = "";
    private ReplaceSearch.Found found = new ReplaceSearch.Found(0, List.of());
    private boolean looked;
    private boolean working;

    /** What the list shows. */
    private sealed interface Line {
        /** A note in which something was found. */
        record Note(Replacing.FoundIn found) implements Line {}

        /** One place in it. */
        record Place(Replacing.Place place) implements Line {}
    }

    /** A pane; {@code end} is run to go back to searching. */
    ReplacePane(AppWindow window, Runnable end) {
        this.window = window;
        this.search = new ReplaceSearch(window.lane(), new Ears());
        getStyleClass().add("vn-replace");
        wait.setOnFinished(e -> look());
        find.textProperty().addListener(o -> later());
        with.textProperty().addListener(o -> later());
        matchCase.selectedProperty().addListener(o -> later());
        expression.selectedProperty().addListener(o -> later());
        go.setDefaultButton(false);
        go.getStyleClass().add("vn-primary");
        go.setOnAction(e -> replace());
        lines.setCellFactory(view -> new LineCell());
        lines.getStyleClass().add("vn-hit-list");
        lines.setAccessibleText(Words.of("replace.preview"));
        lines.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        VBox.setVgrow(lines, Priority.ALWAYS);
        about.getStyleClass().add("vn-hit-count");
        about.setWrapText(true);
        HBox second = new HBox(8, with, go, close(end));
        getChildren().addAll(new HBox(8, find, matchCase, expression), second, about, lines);
        showFound(0, 0);
    }

    private static TextField field(String words) {
        TextField field = new TextField();
        field.setPromptText(Words.of(words));
        field.setAccessibleText(Words.of(words));
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static ToggleButton toggle(String sign, String words) {
        ToggleButton toggle = new ToggleButton(sign);
        toggle.setAccessibleText(Words.of(words));
        toggle.setTooltip(new Tooltip(Words.of(words)));
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        return toggle;
    }

    private static Button close(Runnable end) {
        Button close = new Button(Words.of("replace.end"));
        close.setMinWidth(Region.USE_PREF_SIZE);
        close.setOnAction(e -> end.run());
        return close;
    }

    // ---- what is looked for ----

    /** Begins with something to look for; what was typed before stays when it is empty. */
    void begin(String wanted) {
        if (!wanted.isEmpty()) {
            find.setText(wanted);
        }
        (find.getText().isEmpty() ? find : with).requestFocus();
    }

    /** Looks in the notes that a query finds. */
    void setScope(String query) {
        scope = query;
        later();
    }

    private void later() {
        looked = false;
        search.stop();
        showGo();
        wait.playFromStart();
    }

    private Replacement wanted() {
        return new Replacement(
                find.getText(), with.getText(), expression.isSelected(), matchCase.isSelected());
    }

    private void look() {
        if (find.getText().isEmpty()) {
            found = new ReplaceSearch.Found(0, List.of());
            showFound(0, 0);
        } else {
            search.look(wanted(), scope);
        }
    }

    private final class Ears implements ReplaceSearch.Events {
        @Override
        public void found(ReplaceSearch.Found more, int done, int all) {
            found = more;
            looked = done == all;
            if (looked) {
                showFound(done, all);
            } else if (done > 0) {
                about.setText(Words.of("replace.looking", done, all));
            }
        }

        @Override
        public void failed(Throwable failure) {
            Throwable cause = cause(failure);
            found = new ReplaceSearch.Found(0, List.of());
            showFound(0, 0);
            String hint = cause instanceof VaultException known ? known.hint() : "";
            about.setText((String.valueOf(cause.getMessage()) + " " + hint).strip());
        }
    }

    private void showFound(int done, int all) {
        List<Line> shown = new ArrayList<>();
        for (Replacing.FoundIn note : found.notes()) {
            shown.add(new Line.Note(note));
            note.places().forEach(place -> shown.add(new Line.Place(place)));
        }
        lines.getItems().setAll(shown);
        about.setText(
                find.getText().isEmpty()
                        ? Words.of("replace.nothing")
                        : done < all ? "" : Words.of("replace.found", found.places(), notes()));
        showGo();
    }

    private String notes() {
        return Words.of("search.count", found.notes().size());
    }

    private List<Id> ticked() {
        return found.notes().stream()
                .map(Replacing.FoundIn::note)
                .filter(note -> !left.contains(note))
                .toList();
    }

    private void showGo() {
        int count = ticked().size();
        go.setText(Words.of("replace.go", count));
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.setDisable(count == 0 || !looked || working);
    }

    private void tick(Id note, boolean wantsIt) {
        if (wantsIt) {
            left.remove(note);
        } else {
            left.add(note);
        }
        showGo();
    }

    private void key(KeyEvent e) {
        Line line = lines.getSelectionModel().getSelectedItem();
        if (e.getCode() == KeyCode.SPACE && line instanceof Line.Note note) {
            tick(note.found().note(), left.contains(note.found().note()));
            lines.refresh();
            e.consume();
        } else if (e.getCode() == KeyCode.ENTER && line != null) {
            open(line);
            e.consume();
        }
    }

    private void open(Line line) {
        int at = lines.getItems().indexOf(line);
        for (int i = at; i >= 0; i--) {
            if (lines.getItems().get(i) instanceof Line.Note note) {
                int place = line instanceof Line.Place own ? own.place().start() : 0;
                window.pages().open(note.found().note(), place, AppWindow.Where.TAB);
                return;
            }
        }
    }

    // ---- replacing ----

    private void replace() {
        Replacement wanted = wanted();
        List<Id> notes = ticked();
        working = true;
        showGo();
        CompletableFuture<Void> _ =
                window.flush()
                        .thenCompose(saved ->
                                window.lane()
                                        .ask(vault -> ReplaceSearch.replace(vault, wanted, notes)))
                        .handle((done, failure) -> {
                            Platform.runLater(() -> {
                                working = false;
                                later();
                                if (failure == null) {
                                    replaced(done);
                                } else {
                                    window.fail(cause(failure));
                                }
                            });
                            return null;
                        });
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private void replaced(ReplaceSearch.Done done) {
        left.clear();
        window.toasts()
                .say(
                        Words.of(
                                "replace.done",
                                done.places(),
                                Words.of("search.count", done.notes().size())),
                        Words.of("undo"),
                        () ->
                                window.lane()
                                        .ask(
                                                vault -> ReplaceSearch.takeBack(vault, done),
                                                this::takenBack));
    }

    private void takenBack(ReplaceSearch.TakenBack back) {
        later();
        String said = Words.of("replace.undone", back.notes());
        String rest = back.left() == 0 ? "" : " " + Words.of("replace.left", back.left());
        window.toasts().say(said + rest);
    }

    // ---- what is shown ----

    void takeFocus() {
        (find.getText().isEmpty() ? find : with).requestFocus();
    }

    /** How much was found, or what is wrong. */
    String aboutWords() {
        return about.getText();
    }

    private final class LineCell extends WideCell<Line> {
        @Override
        Node show(Line line) {
            return switch (line) {
                case Line.Note note -> head(note.found());
                case Line.Place place -> place(place.place());
            };
        }

        private HBox head(Replacing.FoundIn note) {
            CheckBox box = new CheckBox(note.path());
            box.setMnemonicParsing(false);
            box.setFocusTraversable(false);
            box.setMinWidth(0);
            box.getStyleClass().add("vn-replace-note");
            box.setSelected(!left.contains(note.note()));
            box.setOnAction(e -> tick(note.note(), box.isSelected()));
            Label count = new Label(Integer.toString(note.count()));
            count.getStyleClass().add("vn-faint");
            count.setMinWidth(Region.USE_PREF_SIZE);
            HBox head = new HBox(8, box, count);
            head.setAlignment(Pos.CENTER_LEFT);
            return head;
        }

        private static MarkedText place(Replacing.Place place) {
            String before = head(place.before());
            String found = visible(place.found());
            String with = visible(place.with());
            int start = before.length();
            int middle = start + found.length();
            int end = middle + with.length();
            List<MarkedText.Run> runs =
                    List.of(
                            new MarkedText.Run(before, List.of("vn-hit-text")),
                            new MarkedText.Run(found, List.of("vn-hit-text", "vn-gone-letters")),
                            new MarkedText.Run(with, List.of("vn-hit-text", "vn-come-letters")),
                            new MarkedText.Run(tail(place.after()), List.of("vn-hit-text")));
            List<MarkedText.Mark> marks =
                    List.of(
                            new MarkedText.Mark(start, middle, "vn-gone"),
                            new MarkedText.Mark(middle, end, "vn-come"));
            return new MarkedText(runs, marks);
        }

        /** What stands before a place: whole words, since it may be cut. */
        private static String head(String before) {
            int cut = before.indexOf(' ');
            return before.length() < CUT_CHARS || cut < 0
                    ? before.stripLeading()
                    : "\u2026" + before.substring(cut + 1);
        }

        private static String tail(String after) {
            int cut = after.lastIndexOf(' ');
            return after.length() < CUT_CHARS || cut < 0
                    ? after
                    : after.substring(0, cut) + "\u2026";
        }

        private static String visible(String text) {
            return text.replace("\r\n", "\u21B5").replace('\n', '\u21B5').replace('\t', '\u2192');
        }
    }
}
