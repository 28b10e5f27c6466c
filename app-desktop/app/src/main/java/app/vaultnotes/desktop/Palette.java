package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Shadow;
import app.vaultnotes.desktop.editor.ShortList;
import app.vaultnotes.desktop.editor.WordPieces;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A field with a list under it that narrows with every letter: notes, or commands. */
final class Palette {

    private static final int FROM_TOP = 92;
    private static final int ROWS = 8;
    private static final int MOST_RESULTS = 100;

    private final StackPane layer;
    private final StackPane scrim = new StackPane();
    private final TextField field = new TextField();
    private final ListView<Result> list = new ListView<>();
    private final Label count = new Label();
    private final HBox head = new HBox(field, count);
    private final HBox foot = new HBox();
    private final Label nothing = new Label(Words.of("palette.none"));
    private Offer offer = new Offer("", List.of(), typed -> Optional.empty());
    private Narrowing narrowing = new Narrowing(List.of());
    private @Nullable Node before;

    /**
     * What can be chosen.
     *
     * @param prompt what the empty field says
     * @param choices all there is, in the order for an empty field
     * @param another what else the typed text could mean, offered last
     */
    record Offer(
            String prompt,
            List<Choice> choices,
            java.util.function.Function<String, Optional<Choice>> another) {}

    /**
     * Something that can be chosen.
     *
     * @param name what is searched and shown
     * @param detail shown at the right, fainter
     * @param keys whether the detail names keys
     */
    record Choice(String name, String detail, boolean keys, Runnable chosen) {}

    private record Result(Choice choice, FuzzyMatch match) {}

    Palette(StackPane layer) {
        this.layer = layer;
        head.getStyleClass().add("vn-palette-head");
        HBox.setHgrow(field, Priority.ALWAYS);
        count.getStyleClass().add("vn-faint");
        count.setMinWidth(Region.USE_PREF_SIZE);
        VBox box = new VBox(head, list, nothing, foot);
        box.getStyleClass().addAll("vn-popover", "vn-palette");
        box.setMaxHeight(Region.USE_PREF_SIZE);
        nothing.getStyleClass().add("vn-faint");
        nothing.setPadding(new Insets(16, 20, 12, 20));
        nothing.managedProperty().bind(nothing.visibleProperty());
        ShortList.fit(list, ROWS);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(e -> choose());
        scrim.getStyleClass().add("vn-scrim");
        Shadow.add(scrim, box);
        StackPane.setAlignment(box, Pos.TOP_CENTER);
        StackPane.setMargin(box, new Insets(FROM_TOP, 0, 0, 0));
        scrim.setOnMousePressed(e -> {
            if (e.getTarget().equals(scrim)) {
                close();
            }
        });
        field.textProperty().addListener((o, was, typed) -> narrow(typed));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent e) {
        switch (e.getCode()) {
            case ESCAPE -> close();
            case ENTER -> choose();
            case DOWN -> step(1);
            case UP -> step(-1);
            case PAGE_DOWN -> step(ROWS);
            case PAGE_UP -> step(-ROWS);
            case TAB -> {
                // What lies under it is not to be used now.
            }
            default -> {
                return;
            }
        }
        e.consume();
    }

    private void step(int by) {
        int size = list.getItems().size();
        if (size > 0) {
            int at = list.getSelectionModel().getSelectedIndex() + by;
            int to = Math.abs(by) == 1 ? Math.floorMod(at, size) : Math.clamp(at, 0, size - 1);
            list.getSelectionModel().select(to);
            list.scrollTo(Math.max(0, to - ROWS + 1));
        }
    }

    /** Opens it with these choices. */
    void open(Offer offered) {
        if (foot.getChildren().isEmpty()) {
            dress();
        }
        if (!isOpen()) {
            before = layer.getScene().getFocusOwner();
            layer.getChildren().add(scrim);
        }
        offer = offered;
        narrowing = new Narrowing(offered.choices().stream().map(Choice::name).toList());
        field.setPromptText(offered.prompt());
        field.setAccessibleText(offered.prompt());
        field.setText("");
        narrow("");
        // A field takes no keys before it has its skin: none that come at once must be lost.
        field.applyCss();
        field.requestFocus();
    }

    /** Adds what a start need not wait for. */
    private void dress() {
        head.getChildren().add(0, Icons.of(Icons.SEARCH));
        foot.getStyleClass().add("vn-palette-foot");
        foot.getChildren()
                .addAll(
                        hint("palette.choose", "\u2191", "\u2193"),
                        hint("palette.open", Words.of("keys.enter")),
                        hint("palette.close", Words.of("keys.escape")));
    }

    private static HBox hint(String words, String... keys) {
        HBox hint = new HBox();
        for (String key : keys) {
            Label shown = new Label(key);
            shown.getStyleClass().add("vn-keys");
            hint.getChildren().add(shown);
        }
        Label does = new Label(Words.of(words));
        does.getStyleClass().add("vn-faint");
        hint.getChildren().add(does);
        return hint;
    }

    boolean isOpen() {
        return layer.getChildren().contains(scrim);
    }

    /** Closes it; the focus goes back to where it was. */
    void close() {
        layer.getChildren().remove(scrim);
        if (before != null) {
            before.requestFocus();
        }
        before = null;
    }

    private void choose() {
        // By its place: the item that a selection model names may be one of the list before.
        int at = list.getSelectionModel().getSelectedIndex();
        if (at >= 0 && at < list.getItems().size()) {
            Result chosen = list.getItems().get(at);
            close();
            chosen.choice().chosen().run();
        }
    }

    private void narrow(String typed) {
        String letters = typed.strip();
        List<Result> shown = new ArrayList<>();
        for (int place : narrowing.best(letters, MOST_RESULTS)) {
            Choice choice = offer.choices().get(place);
            FuzzyMatch.of(letters, choice.name())
                    .ifPresent(match -> shown.add(new Result(choice, match)));
        }
        offer.another()
                .apply(letters)
                .ifPresent(c -> shown.add(new Result(c, new FuzzyMatch(0, List.of()))));
        list.getSelectionModel().clearSelection();
        list.getItems().setAll(shown);
        list.getSelectionModel().select(0);
        nothing.setVisible(shown.isEmpty());
        count.setText(
                letters.isEmpty() || shown.isEmpty()
                        ? ""
                        : Words.of("palette.count", shown.size()));
    }

    /**
     * A name with the letters that were meant in another colour, and something at the right. The
     * labels stay from one result to the next: to make them anew would be most of a key's work.
     */
    private static final class Cell extends ListCell<Result> {
        private final HBox name = new HBox();
        private final Label detail = new Label();
        private final HBox row;

        Cell() {
            name.setAlignment(Pos.CENTER_LEFT);
            name.setMinWidth(0);
            detail.setMinWidth(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            row = new HBox(12, name, gap, detail);
            row.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable Result result, boolean empty) {
            super.updateItem(result, empty);
            setText(null);
            if (empty || result == null) {
                setGraphic(null);
            } else {
                show(result);
                setGraphic(row);
            }
        }

        private void show(Result result) {
            name(result);
            detail.setText(result.choice().detail());
            dress(detail, result.choice().keys() ? "vn-keys" : "vn-faint");
            detail.setVisible(!result.choice().detail().isEmpty());
        }

        /**
         * The name in pieces, the last of which gives way when there is no room. Right-to-left
         * letters take their forms from their neighbours, so a name with them stays whole.
         */
        private void name(Result result) {
            String text = result.choice().name();
            BitSet hits = new BitSet();
            if (!WordPieces.isCut(text)) {
                result.match().places().forEach(hits::set);
            }
            int pieces = 0;
            for (int at = 0; at < text.length(); pieces++) {
                boolean hit = hits.get(at);
                int next = hit ? hits.nextClearBit(at) : hits.nextSetBit(at);
                int end = next < 0 ? text.length() : next;
                Label piece = piece(pieces);
                piece.setText(text.substring(at, end));
                dress(piece, hit ? "vn-hit-label" : "vn-plain-label");
                piece.setMinWidth(end < text.length() ? Region.USE_PREF_SIZE : 0);
                at = end;
            }
            name.getChildren().remove(pieces, name.getChildren().size());
        }

        private Label piece(int index) {
            if (index == name.getChildren().size()) {
                name.getChildren().add(new Label());
            }
            return (Label) name.getChildren().get(index);
        }

        private static void dress(Label label, String look) {
            if (!label.getStyleClass().contains(look)) {
                label.getStyleClass().setAll("label", look);
            }
        }
    }
}
