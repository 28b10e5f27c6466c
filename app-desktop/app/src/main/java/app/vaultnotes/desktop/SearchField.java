package app.vaultnotes.desktop;

import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/** The field of a search: words, and filters behind them. For the JavaFX thread. */
final class SearchField extends HBox {

    private static final int MOST_CHARS = 4_000;
    private static final int LEAST_WIDTH = 120;
    private static final int CARET_WIDTH = 12;

    private final TextField words = new TextField();
    private final HBox chips = new HBox(8);
    private final Region gap = new Region();
    private final HBox ends = new HBox(4);
    private final Events events;
    private SearchText text = SearchText.EMPTY;
    private boolean setting;

    /** What it tells. */
    interface Events {
        /** Other words or filters. */
        void changed();

        /** Enter was pressed, perhaps for a tab of its own. */
        void enter(boolean inTab);

        /** The hit so many below the chosen one is wanted. */
        void move(int by);
    }

    SearchField(Events events) {
        super(10);
        this.events = events;
        getStyleClass().add("vn-search-field");
        setAlignment(Pos.CENTER_LEFT);
        words.setPromptText(Words.of("search.prompt"));
        words.setAccessibleText(Words.of("search.field"));
        words.setTextFormatter(new TextFormatter<String>(SearchField::bounded));
        words.setMinWidth(LEAST_WIDTH);
        words.textProperty().addListener((o, was, is) -> typed(is));
        words.fontProperty().addListener(o -> fit());
        words.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        chips.setAlignment(Pos.CENTER_LEFT);
        chips.setMinWidth(0);
        ends.setAlignment(Pos.CENTER_RIGHT);
        ends.setMinWidth(USE_PREF_SIZE);
        setOnMousePressed(e -> words.requestFocus());
        getChildren().addAll(Icons.of(Icons.SEARCH), words, chips, gap, ends);
        fit();
    }

    /** What is too long is cut: nobody types so much. */
    private static TextFormatter.Change bounded(TextFormatter.Change change) {
        int over = change.getControlNewText().length() - MOST_CHARS;
        if (over > 0) {
            String added = change.getText();
            change.setText(added.substring(0, Math.max(0, added.length() - over)));
            int end = change.getRangeStart() + change.getText().length();
            change.selectRange(end, end);
        }
        return change;
    }

    /** Puts buttons at its end. */
    void setEnds(Node... nodes) {
        ends.getChildren().setAll(nodes);
    }

    SearchText text() {
        return text;
    }

    /** Shows other words and filters; nobody is told. */
    void set(SearchText shown) {
        text = shown;
        setting = true;
        if (!words.getText().equals(shown.words())) {
            words.setText(shown.words());
            words.end();
        }
        setting = false;
        chips.getChildren().setAll(shown.filters().stream().map(this::chip).toList());
        fit();
    }

    private Button chip(SearchText.Filter filter) {
        String name = FilterWords.of(filter);
        Button chip = new Button(name, Icons.small(Icons.CLOSE));
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.getStyleClass().setAll("vn-chip");
        chip.setAccessibleText(Words.of("search.filter.remove", name));
        chip.setOnAction(e -> remove(filter));
        chip.addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE) {
                        remove(filter);
                        e.consume();
                    }
                });
        return chip;
    }

    private void remove(SearchText.Filter filter) {
        words.requestFocus();
        change(text.without(filter::equals));
    }

    private void change(SearchText other) {
        set(other);
        events.changed();
    }

    private void typed(String typed) {
        fit();
        if (setting) {
            return;
        }
        text = text.withWords(typed);
        events.changed();
        if (typed.endsWith(" ")) {
            // The field must not be given another text while it tells of this one.
            Platform.runLater(this::settle);
        }
    }

    /** Takes filters that are complete out of the words. */
    private void settle() {
        SearchText settled = text.settled();
        if (!settled.equals(text)) {
            boolean goesOn = text.words().endsWith(" ") && !settled.words().isEmpty();
            change(goesOn ? settled.withWords(settled.words() + " ") : settled);
            words.end();
        }
    }

    private void key(KeyEvent e) {
        boolean used =
                switch (e.getCode()) {
                    case UP -> move(-1);
                    case DOWN -> move(1);
                    case PAGE_UP -> move(-5);
                    case PAGE_DOWN -> move(5);
                    case ENTER -> enter(e.isShortcutDown());
                    case BACK_SPACE -> back();
                    default -> false;
                };
        if (used) {
            e.consume();
        }
    }

    private boolean move(int by) {
        events.move(by);
        return true;
    }

    private boolean enter(boolean inTab) {
        settle();
        events.enter(inTab);
        return true;
    }

    /** Before the first letter there is a filter to take away. */
    private boolean back() {
        boolean atStart = words.getCaretPosition() == 0 && words.getSelectedText().isEmpty();
        if (atStart && words.getText().isEmpty() && !text.filters().isEmpty()) {
            remove(text.filters().get(text.filters().size() - 1));
            return true;
        }
        return false;
    }

    /** Filters stand right behind the words. */
    private void fit() {
        boolean alone = chips.getChildren().isEmpty();
        HBox.setHgrow(words, alone ? Priority.ALWAYS : Priority.NEVER);
        HBox.setHgrow(gap, alone ? Priority.NEVER : Priority.ALWAYS);
        Text measure = new Text(words.getText());
        measure.setFont(words.getFont());
        double width = Math.ceil(measure.getLayoutBounds().getWidth()) + CARET_WIDTH;
        words.setPrefWidth(Math.max(LEAST_WIDTH, width));
    }

    /** Gives the keys to the words, all of them selected unless one is typing there. */
    void takeFocus() {
        if (!words.isFocused()) {
            words.requestFocus();
            words.selectAll();
        }
    }

    void setPrompt(String prompt) {
        words.setPromptText(prompt);
    }
}
