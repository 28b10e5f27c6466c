package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.vault.Replacement;
import app.vaultnotes.vault.VaultException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Finds and replaces in a note. What is found is looked for away from the JavaFX thread. */
final class FindBar extends VBox {

    private static final int MOST_HITS = 10_000;
    private static final int FIELD_WIDTH = 220;

    private final LiveArea area;
    private final EditorWords words;
    private final TextField find = new TextField();
    private final TextField with = new TextField();
    private final Label count = new Label();
    private final ToggleButton matchCase;
    private final ToggleButton expression;
    private final HBox replacing;
    private List<Replacement.Found> hits = List.of();
    private int at = -1;
    private int asked;

    FindBar(LiveArea area, EditorWords words) {
        this.area = area;
        this.words = words;
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
                        button("find.previous", () -> step(-1)),
                        button("find.next", () -> step(1)));
        finding.setAlignment(Pos.CENTER_LEFT);
        replacing.managedProperty().bind(replacing.visibleProperty());
        getChildren().addAll(finding, replacing);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        find.textProperty().addListener(o -> look(true));
        matchCase.selectedProperty().addListener(o -> look(true));
        expression.selectedProperty().addListener(o -> look(true));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void field(TextField field, String name) {
        field.setPromptText(words.of(name));
        field.setAccessibleText(words.of(name));
        field.setPrefWidth(FIELD_WIDTH);
    }

    private ToggleButton toggle(String sign, String name) {
        ToggleButton toggle = new ToggleButton(sign);
        toggle.setAccessibleText(words.of(name));
        toggle.setTooltip(new javafx.scene.control.Tooltip(words.of(name)));
        toggle.getStyleClass().add("vn-find-toggle");
        return toggle;
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

    private void look(boolean go) {
        int mine = ++asked;
        if (find.getText().isEmpty()) {
            found(List.of(), false);
            count.setText("");
            return;
        }
        String text = area.live().text();
        Replacement wanted = wanted();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> wanted.in(text, words.of("note"), MOST_HITS))
                        .handle((all, failure) -> {
                            Platform.runLater(() -> {
                                if (mine == asked && failure == null) {
                                    found(all, go);
                                } else if (mine == asked) {
                                    failed(failure);
                                }
                            });
                            return null;
                        });
    }

    private void failed(Throwable failure) {
        hits = List.of();
        Throwable cause = failure.getCause();
        count.setText(
                cause instanceof VaultException problem && !expression.isSelected()
                        ? String.valueOf(problem.getMessage())
                        : words.of("find.bad"));
    }

    private void found(List<Replacement.Found> all, boolean go) {
        hits = all;
        int caret = area.selected().start();
        at = -1;
        for (int i = 0; i < hits.size() && at < 0; i++) {
            if (hits.get(i).start() >= caret) {
                at = i;
            }
        }
        at = at < 0 && !hits.isEmpty() ? 0 : at;
        if (go && at >= 0) {
            show();
        }
        tell();
    }

    private void tell() {
        count.setText(
                hits.isEmpty()
                        ? words.of("find.none")
                        : words.of("find.count", at + 1, hits.size()));
    }

    private void show() {
        Replacement.Found hit = hits.get(at);
        area.select(hit.start(), hit.end());
        area.requestFollowCaret();
    }

    private void step(int by) {
        if (!hits.isEmpty()) {
            at = Math.floorMod(at + by, hits.size());
            show();
            tell();
        }
    }

    private void one() {
        if (at < 0 || at >= hits.size() || !area.isEditable()) {
            return;
        }
        Replacement.Found hit = hits.get(at);
        String instead = instead(hit);
        area.edit(hit.start(), hit.end() - hit.start(), instead);
        look(true);
    }

    /** What comes in the place of a hit with the words that stand in the field now. */
    private String instead(Replacement.Found hit) {
        String text = area.live().text();
        return wanted().in(text, words.of("note"), MOST_HITS).stream()
                .filter(found -> found.start() == hit.start())
                .findFirst()
                .map(Replacement.Found::with)
                .orElse(text.substring(hit.start(), hit.end()));
    }

    /** Looks for all places away from the JavaFX thread, then replaces them. */
    private void all() {
        if (hits.isEmpty() || !area.isEditable()) {
            return;
        }
        String text = area.live().text();
        Replacement wanted = wanted();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> Change.of(wanted, text, words.of("note")))
                        .handle((change, failure) -> {
                            Platform.runLater(() -> {
                                if (failure == null) {
                                    replace(change, text);
                                } else {
                                    failed(failure);
                                }
                            });
                            return null;
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
        int done = change.places();
        look(false);
        Platform.runLater(() -> count.setText(words.of("find.done", done)));
    }
}
