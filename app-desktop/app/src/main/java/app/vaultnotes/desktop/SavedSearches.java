package app.vaultnotes.desktop;

import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The searches that were kept, to be run again, and how a search is written. */
final class SavedSearches extends ScrollPane {

    private static final int MOST_NAME_CHARS = 100;
    private static final int HINTS = 6;

    private final AppWindow window;
    private final Consumer<String> run;
    private final VBox rows = new VBox();

    /** Saved searches; {@code run} is given the query that is chosen. */
    SavedSearches(AppWindow window, Consumer<String> run) {
        this.window = window;
        this.run = run;
        rows.getStyleClass().add("vn-saved");
        setContent(rows);
        setFitToWidth(true);
        setFocusTraversable(false);
    }

    /** Reads again what was kept. */
    void reload() {
        window.lane().ask(vault -> vault.settings().savedSearches(), this::show);
    }

    private void show(Map<String, String> saved) {
        rows.getChildren().clear();
        rows.getChildren().add(head("search.saved"));
        if (saved.isEmpty()) {
            Label none = new Label(Words.of("search.saved.none"));
            none.getStyleClass().add("vn-faint");
            none.setWrapText(true);
            rows.getChildren().add(none);
        }
        saved.forEach((name, query) -> rows.getChildren().add(row(name, query)));
        rows.getChildren().add(head("search.hints"));
        for (int i = 1; i <= HINTS; i++) {
            rows.getChildren().add(hint(i));
        }
    }

    private static Label head(String words) {
        Label head = new Label(Words.of(words));
        head.getStyleClass().addAll("vn-section", "vn-facet-head");
        return head;
    }

    private HBox row(String name, String query) {
        Button open = new Button(name, Icons.small(Icons.STAR));
        open.getStyleClass().setAll("vn-link");
        open.setMnemonicParsing(false);
        open.setMinWidth(0);
        open.setOnAction(e -> run.accept(query));
        Label about = new Label(query);
        about.getStyleClass().add("vn-faint");
        about.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button delete =
                Icons.button(
                        Icons.TRASH, Words.of("search.forget", name), () -> forget(name, query));
        HBox row = new HBox(8, open, about, gap, delete);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private HBox hint(int number) {
        String example = Words.of("search.hint" + number);
        Button use = new Button(example);
        use.getStyleClass().setAll("vn-link", "vn-search-example");
        use.setMnemonicParsing(false);
        use.setMinWidth(Region.USE_PREF_SIZE);
        use.setOnAction(e -> run.accept(example));
        Label means = new Label(Words.of("search.hint" + number + ".means"));
        means.getStyleClass().add("vn-faint");
        means.setMinWidth(0);
        HBox row = new HBox(8, use, means);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void forget(String name, String query) {
        save(
                name,
                "",
                () ->
                        window.toasts()
                                .say(
                                        Words.of("search.forgotten", name),
                                        Words.of("undo"),
                                        () -> save(name, query, () -> {})));
    }

    private void save(String name, String query, Runnable then) {
        window.lane()
                .ask(
                        vault -> {
                            vault.settings().saveSearch(name, query);
                            return name;
                        },
                        done -> {
                            reload();
                            then.run();
                        });
    }

    /** Asks for a name to keep a search under. */
    void keep(String query) {
        NameDialog.Question question =
                new NameDialog.Question(
                        Words.of("search.keep"),
                        Words.of("search.keep.name"),
                        Words.of("search.keep.done"),
                        MOST_NAME_CHARS,
                        false);
        NameDialog.ask(
                window,
                question,
                cut(query),
                written -> {
                    String name = written.strip();
                    save(name, query, () -> window.toasts().say(Words.of("search.kept", name)));
                });
    }

    private static String cut(String name) {
        boolean splits =
                name.length() > MOST_NAME_CHARS
                        && Character.isLowSurrogate(name.charAt(MOST_NAME_CHARS));
        int end = Math.min(name.length(), splits ? MOST_NAME_CHARS - 1 : MOST_NAME_CHARS);
        return name.substring(0, end);
    }

    /** Gives the keys to the first search that was kept. */
    void takeFocus() {
        rows.lookupAll(".vn-link").stream().findFirst().ifPresent(node -> node.requestFocus());
    }
}
