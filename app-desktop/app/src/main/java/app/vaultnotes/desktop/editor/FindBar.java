package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.vault.Replacement;
import app.vaultnotes.vault.VaultException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Finds and replaces in a note, and has what is found marked in its text while it is open. What is
 * found is looked for away from the JavaFX thread, one look after the other.
 */
final class FindBar extends VBox {

    private static final int MOST_HITS = 10_000;
    private static final int FIELD_WIDTH = 220;
    private static final PseudoClass SOUGHT = PseudoClass.getPseudoClass("sought");

    private final LiveArea area;
    private final EditorWords words;
    private final TextField find = new TextField();
    private final TextField with = new TextField();
    private final Label count = new Label();
    private final ToggleButton matchCase;
    private final ToggleButton expression;
    private final HBox replacing;
    private final Overlay marks;
    private final Hits hits;

    /** What was looked for when the hits were found. */
    private Optional<Replacement> looked = Optional.empty();

    private boolean isMore;
    private boolean looking;
    private boolean again;
    private boolean goes;
    private Optional<Runnable> next = Optional.empty();

    FindBar(LiveArea area, EditorWords words) {
        this.area = area;
        this.words = words;
        this.marks = area.overlay();
        this.hits = marks.hits();
        this.matchCase = toggle("Aa", "find.case");
        this.expression = toggle(".*", "find.regex");
        this.replacing =
                new HBox(4, with, button("find.one", this::one), button("find.all", this::all));
        getStyleClass().addAll("vn-popover", "vn-find");
        StackPane.setAlignment(this, Pos.TOP_RIGHT);
        StackPane.setMargin(this, new Insets(8, 24, 0, 0));
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        field(find, "find.prompt");
        field(with, "find.replace");
        count.getStyleClass().add("vn-faint");
        count.setMinWidth(USE_PREF_SIZE);
        HBox finding =
                new HBox(
                        4,
                        find,
                        matchCase,
                        expression,
                        count,
                        icon("fltral-chevron-up-20", "find.previous", () -> step(-1)),
                        icon("fltral-chevron-down-20", "find.next", () -> step(1)));
        finding.setAlignment(Pos.CENTER_LEFT);
        replacing.managedProperty().bind(replacing.visibleProperty());
        getChildren().addAll(finding, replacing);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        find.textProperty().addListener(o -> look(true));
        matchCase.selectedProperty().addListener(o -> look(true));
        expression.selectedProperty().addListener(o -> look(true));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        // The hit that one is at is selected, too: its own colour shows until one goes there.
        InvalidationListener sought =
                o -> area.pseudoClassStateChanged(SOUGHT, isVisible() && !area.isFocused());
        area.focusedProperty().addListener(sought);
        visibleProperty().addListener(sought);
    }

    private void field(TextField field, String name) {
        field.setPromptText(words.of(name));
        field.setAccessibleText(words.of(name));
        field.setPrefWidth(FIELD_WIDTH);
    }

    private ToggleButton toggle(String sign, String name) {
        ToggleButton toggle = new ToggleButton(sign);
        toggle.setAccessibleText(words.of(name));
        toggle.setTooltip(new Tooltip(words.of(name)));
        toggle.getStyleClass().add("vn-find-toggle");
        toggle.setMinWidth(USE_PREF_SIZE);
        return toggle;
    }

    private Button icon(String sign, String name, Runnable action) {
        Button button = new Button();
        button.setGraphic(new FontIcon(sign));
        button.getStyleClass().setAll("vn-icon-button");
        button.setAccessibleText(words.of(name));
        button.setTooltip(new Tooltip(words.of(name)));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        return button;
    }

    private Button button(String name, Runnable action) {
        Button button = new Button(words.of(name));
        button.setOnAction(e -> action.run());
        return button;
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE) {
            close();
        } else if (e.getCode() == KeyCode.ENTER && e.getTarget().equals(with)) {
            one();
        } else if (e.getCode() == KeyCode.ENTER && e.getTarget().equals(find)) {
            step(e.isShiftDown() ? -1 : 1);
        } else {
            return;
        }
        e.consume();
    }

    /** Opens it with what is selected. */
    void open(boolean toReplace) {
        Selection selected = area.selected();
        int from = selected.start();
        int to = selected.end();
        replacing.setVisible(toReplace);
        setVisible(true);
        String inside = area.live().text(from, Math.min(to, from + FIELD_WIDTH));
        if (!inside.isEmpty() && inside.indexOf('\n') < 0) {
            find.setText(inside);
        }
        look(true);
        applyCss(); // a field takes no keys before it has its skin
        find.requestFocus();
        find.selectAll();
    }

    private void close() {
        setVisible(false);
        next = Optional.empty();
        marks.clearHits();
        area.requestFocus();
    }

    /** The text changed: what was found stands elsewhere. */
    void changed() {
        if (isVisible()) {
            look(false);
        }
    }

    private Replacement wanted() {
        return new Replacement(
                find.getText(), with.getText(), expression.isSelected(), matchCase.isSelected());
    }

    /** Looks for it; {@code go} says whether to go to the first one then. */
    private void look(boolean go) {
        goes |= go;
        if (looking) {
            again = true;
            return;
        }
        if (find.getText().isEmpty()) {
            found(List.of());
            count.setText("");
            return;
        }
        looking = true;
        String text = area.live().text();
        Replacement wanted = wanted();
        away(
                () -> wanted.in(text, words.of("note"), MOST_HITS + 1),
                (all, failure) -> {
                    looking = false;
                    looked(wanted, all, failure);
                });
    }

    /** Works away from the JavaFX thread, and goes on there with what came of it or why not. */
    private static <T> void away(
            Supplier<T> work, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(work)
                        .handle((made, failure) -> {
                            Platform.runLater(() -> then.accept(made, failure));
                            return null;
                        });
    }

    private void looked(
            Replacement wanted, @Nullable List<Replacement.Found> all, @Nullable Throwable why) {
        if (!isVisible()) {
            again = false;
        } else if (again) {
            again = false;
            look(false);
        } else if (all == null) {
            next = Optional.empty();
            failed(why);
        } else {
            looked = Optional.of(wanted);
            found(all);
            Optional<Runnable> waiting = next;
            next = Optional.empty();
            waiting.ifPresent(Runnable::run);
        }
    }

    private void failed(@Nullable Throwable failure) {
        marks.clearHits();
        Throwable cause = failure == null ? null : failure.getCause();
        count.setText(
                cause instanceof VaultException problem && !expression.isSelected()
                        ? String.valueOf(problem.getMessage())
                        : words.of("find.bad"));
    }

    private void found(List<Replacement.Found> all) {
        boolean go = goes;
        goes = false;
        hits.found(all.subList(0, Math.min(MOST_HITS, all.size())), area.selected().start());
        if (all.isEmpty()) {
            marks.clearHits();
        } else if (go) {
            show();
        } else {
            marks.showHits();
        }
        tell(all.size() > MOST_HITS);
    }

    private void tell(boolean more) {
        isMore = more;
        count.setText(
                hits.isNone()
                        ? words.of("find.none")
                        : words.of(
                                more ? "find.count.more" : "find.count",
                                hits.at() + 1,
                                hits.count()));
    }

    private void show() {
        hits.current()
                .ifPresent(hit -> {
                    area.select(hit.start(), hit.end());
                    area.requestFollowCaret();
                    marks.revealHit();
                });
    }

    private void step(int by) {
        if (!hits.isNone()) {
            hits.step(by);
            show();
            tell(isMore);
        }
    }

    /**
     * Replaces the hit that one is at; it is looked for first with the words that stand there now.
     */
    private void one() {
        if (looking || !looked.equals(Optional.of(wanted()))) {
            next = Optional.of(this::one);
            look(false);
            return;
        }
        Optional<Replacement.Found> hit = hits.current().filter(any -> area.isEditable());
        hit.ifPresent(here -> {
            area.edit(here.start(), here.end() - here.start(), here.with());
            look(true);
        });
    }

    /** Looks for all places away from the JavaFX thread, then replaces them. */
    private void all() {
        if (hits.isNone() || !area.isEditable()) {
            return;
        }
        String text = area.live().text();
        Replacement wanted = wanted();
        away(
                () -> Change.of(wanted, text, words.of("note")),
                (change, failure) -> {
                    if (change == null) {
                        failed(failure);
                    } else {
                        replace(change, text);
                    }
                });
    }

    /** One edit from the first place to the last, so that one undo takes all of it back. */
    private record Change(int first, int last, String now, int places) {
        static Change of(Replacement wanted, String text, String note) {
            List<Replacement.Found> found = wanted.in(text, note, Integer.MAX_VALUE);
            if (found.isEmpty()) {
                return new Change(0, 0, "", 0);
            }
            int first = found.get(0).start();
            StringBuilder now = new StringBuilder();
            int copied = first;
            for (Replacement.Found hit : found) {
                now.append(text, copied, hit.start()).append(hit.with());
                copied = hit.end();
            }
            return new Change(first, copied, now.toString(), found.size());
        }
    }

    /** Does a change of a text; a text that was written in meanwhile is looked at anew. */
    private void replace(Change change, String text) {
        if (!area.live().text().equals(text)) {
            all();
            return;
        }
        area.edit(change.first(), change.last() - change.first(), change.now());
        next = Optional.of(() -> count.setText(words.of("find.done", change.places())));
        look(false);
    }
}
