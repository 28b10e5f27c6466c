package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Later;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What belongs to the note that is shown: its headings, and the notes that link to it. */
final class RightPanel extends VBox {

    private final Outline outline = new Outline(this::toPlace);
    private final LinkedHere links;
    private final VBox all;
    private final StackPane body = new StackPane();
    private final AppWindow window;
    private final Later<HistoryPanel> history;
    private final Later<PropertiesPanel> properties = new Later<>(PropertiesPanel::new);
    private final Map<View, Later<? extends Follower>> followers = new EnumMap<>(View.class);
    private final Map<View, Button> buttons = new EnumMap<>(View.class);
    private final Map<View, Later<Node>> views = new EnumMap<>(View.class);
    private View shown = View.OUTLINE;

    /** What it can show. */
    enum View {
        OUTLINE(Icons.OUTLINE, "outline"),
        PROPERTIES(Icons.PROPERTIES, "properties"),
        HISTORY(Icons.HISTORY, "history");

        private final String icon;
        private final String words;

        View(String icon, String words) {
            this.icon = icon;
            this.words = words;
        }
    }

    /** A view that keeps in step with the note that is shown, while one looks at it. */
    interface Follower {
        /** Shows what belongs to a note; empty when none is open. */
        void follow(Optional<NoteSheet> sheet);
    }

    /** An empty panel of a window. */
    RightPanel(AppWindow window) {
        this.window = window;
        this.links = new LinkedHere(this::go);
        this.all = new VBox(outline, links);
        getStyleClass().add("vn-right");
        all.setPadding(new Insets(0, 12, 8, 4));
        VBox.setVgrow(body, Priority.ALWAYS);
        history = new Later<>(() -> new HistoryPanel(window));
        views.put(View.OUTLINE, new Later<>(() -> scrolling(all)));
        views.put(View.PROPERTIES, new Later<>(() -> scrolling(properties.get())));
        views.put(View.HISTORY, new Later<>(history::get));
        followers.put(View.PROPERTIES, properties);
        followers.put(View.HISTORY, history);
    }

    /** Puts its buttons there; until then it is blank, since the note is waited for. */
    void frame() {
        if (buttons.isEmpty()) {
            getChildren().setAll(header(), body);
            mark();
        }
    }

    /** Shows what it shows, unless somebody was there before; until then its place is empty. */
    void begin() {
        if (body.getChildren().isEmpty()) {
            show(shown);
        }
    }

    private void mark() {
        buttons.forEach((v, button) -> Icons.setOn(button, v == shown));
    }

    private HBox header() {
        HBox header = new HBox(4);
        header.getStyleClass().add("vn-header");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        for (View view : View.values()) {
            Button button = Icons.button(view.icon, Words.of(view.words), () -> show(view));
            buttons.put(view, button);
            header.getChildren().add(button);
        }
        header.getChildren()
                .addAll(
                        gap,
                        Icons.button(Icons.RIGHT, Words.of("command.right"), window::toggleRight));
        return header;
    }

    private static ScrollPane scrolling(Node content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        return scroll;
    }

    /** Shows one of the views. */
    void show(View view) {
        frame();
        shown = view;
        mark();
        body.getChildren().setAll(java.util.Objects.requireNonNull(views.get(view)).get());
        // A scroll pane takes in what it scrolls with its skin; before, nothing in it gets the
        // keys.
        body.applyCss();
        follow(window.current());
    }

    /** The note that is shown is another one, or another text. */
    void follow(Optional<NoteSheet> sheet) {
        Later<? extends Follower> follower = followers.get(shown);
        if (follower != null) {
            follower.get().follow(sheet);
        }
    }

    /** Renames what has the keys in it; says whether there is something. */
    boolean renameHere() {
        return history.isMade() && history.get().nameHere();
    }

    /** The view of properties. */
    PropertiesPanel properties() {
        return properties.get();
    }

    /** The view of versions. */
    HistoryPanel history() {
        return history.get();
    }

    /** The view that is shown. */
    View shown() {
        return shown;
    }

    /** Gives the keys to what is shown. */
    void takeFocus() {
        frame();
        Button button = buttons.get(shown);
        if (button != null) {
            button.requestFocus();
        }
    }

    static HBox section(String name, String count) {
        Label label = new Label(name);
        label.getStyleClass().add("vn-section");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label number = new Label(count);
        number.getStyleClass().add("vn-faint");
        HBox row = new HBox(label, gap, number);
        row.getStyleClass().add("vn-beside-head");
        return row;
    }

    static Label faint(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll("vn-faint", "vn-beside-faint");
        return label;
    }

    /** Shows the headings of a note. */
    void showOutline(List<MarkdownAnalysis.Heading> headings) {
        outline.show(headings);
    }

    /** Marks in the outline where the caret of the note is. */
    void showPlace(int place) {
        outline.mark(place);
    }

    private void toPlace(int place) {
        window.current()
                .ifPresent(sheet -> {
                    sheet.closeHistory();
                    sheet.editor().goTo(place);
                    showPlace(place);
                });
    }

    static Button link(String words, Runnable action) {
        Button link = new Button(words);
        link.getStyleClass().setAll("vn-link");
        link.setOnAction(e -> action.run());
        return link;
    }

    private void go(Id note, int place, boolean inTab) {
        window.pages().open(note, place, inTab ? AppWindow.Where.TAB : AppWindow.Where.HERE);
    }

    /** What links to the note. */
    LinkedHere links() {
        return links;
    }

    /** Shows nothing: no note is open. */
    void clear() {
        outline.clear();
        links.clear();
        follow(Optional.empty());
    }
}
