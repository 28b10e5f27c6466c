package app.vaultnotes.desktop;

import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.Snippet;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The list of what was found, with how much it is above it. For the JavaFX thread. */
final class SearchHits extends VBox {

    /** Hits of a note that cannot be seen yet when more are asked for. */
    private static final int AHEAD = 20;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Events events;
    private final ListView<SearchAnswer.Hit> list = new ListView<>();
    private final Label count = new Label();
    private final Label took = new Label();
    private final Label notice = new Label();
    private final MenuButton sort = new MenuButton();
    private SearchOrder order = SearchOrder.RELEVANCE;
    private boolean filling;

    /** What it tells. */
    interface Events {
        /** Another hit is chosen, or none. */
        void chosen(Optional<SearchAnswer.Hit> hit);

        /** A hit is to be opened, perhaps in a tab of its own. */
        void open(boolean inTab);

        /** Another order is wanted. */
        void sorted();

        /** The end of what is listed comes into view. */
        void more();

        /** The search without its filters is wanted. */
        void widen();

        /** The keys are to go back to the field. */
        void back();
    }

    SearchHits(Events events) {
        this.events = events;
        getStyleClass().add("vn-hits");
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setCellFactory(view -> new HitCell());
        list.getStyleClass().add("vn-hit-list");
        list.setAccessibleText(Words.of("search.hits"));
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((o, was, is) -> {
                    if (!filling) {
                        events.chosen(Optional.ofNullable(is));
                    }
                });
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2) {
                events.open(e.isShortcutDown());
            }
        });
        notice.getStyleClass().add("vn-search-notice");
        notice.setWrapText(true);
        getChildren().addAll(head(), notice, list);
        say("");
    }

    private HBox head() {
        took.getStyleClass().add("vn-faint");
        took.setMinWidth(0);
        count.getStyleClass().add("vn-hit-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        for (SearchOrder each :
                List.of(SearchOrder.RELEVANCE, SearchOrder.UPDATED, SearchOrder.CREATED)) {
            MenuItem item = new MenuItem(words(each));
            item.setOnAction(e -> sort(each));
            sort.getItems().add(item);
        }
        sort.getStyleClass().add("vn-flat");
        sort.setText(words(order));
        sort.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, count, took, gap, sort);
        head.getStyleClass().add("vn-hit-head");
        return head;
    }

    private static String words(SearchOrder order) {
        return switch (order) {
            case UPDATED -> Words.of("search.order.changed");
            case CREATED -> Words.of("search.order.created");
            case RELEVANCE, TITLE -> Words.of("search.order.best");
        };
    }

    private void sort(SearchOrder wanted) {
        order = wanted;
        sort.setText(words(wanted));
        events.sorted();
    }

    SearchOrder order() {
        return order;
    }

    private void key(KeyEvent e) {
        boolean atTop = list.getSelectionModel().getSelectedIndex() <= 0;
        if (e.getCode() == KeyCode.ENTER) {
            events.open(e.isShortcutDown());
            e.consume();
        } else if (e.getCode() == KeyCode.ESCAPE || (e.getCode() == KeyCode.UP && atTop)) {
            events.back();
            e.consume();
        }
    }

    /** Shows the first piece of an answer; the chosen note stays chosen if it is among them. */
    void show(SearchAnswer answer, SearchText text) {
        Optional<SearchAnswer.Hit> before = chosen();
        count.setText(Words.of("search.count", answer.total()));
        took.setText(Words.of("search.took", Math.ceil(answer.tookNanos() / NANOS_PER_MILLI)));
        say(
                answer.corrected()
                        .map(instead -> Words.of("search.corrected", text.query(), instead))
                        .orElseGet(() -> problem(answer, text)));
        list.setPlaceholder(nothing(!text.filters().isEmpty() && !text.words().isBlank()));
        fill(answer.hits(), before);
    }

    /** Nobody is told that a hit is chosen: who shows an answer knows. */
    private void fill(List<SearchAnswer.Hit> found, Optional<SearchAnswer.Hit> before) {
        filling = true;
        list.getItems().setAll(found);
        int again = before.map(hit -> indexOf(found, hit)).orElse(-1);
        if (again >= 0) {
            list.getSelectionModel().select(again);
        } else if (!found.isEmpty()) {
            list.getSelectionModel().select(0);
            list.scrollTo(0);
        }
        filling = false;
    }

    private static int indexOf(List<SearchAnswer.Hit> hits, SearchAnswer.Hit hit) {
        for (int i = 0; i < hits.size(); i++) {
            if (hits.get(i).note().equals(hit.note())) {
                return i;
            }
        }
        return -1;
    }

    private static String problem(SearchAnswer answer, SearchText text) {
        return answer.problems().stream()
                .findFirst()
                .map(problem -> {
                    int at = Math.min(problem.position(), text.words().length());
                    return Words.of("search.problem", at + 1, problem.message(), problem.hint());
                })
                .orElse("");
    }

    private void say(String words) {
        notice.setText(words.strip());
        notice.setVisible(!words.isEmpty());
        notice.setManaged(!words.isEmpty());
    }

    private VBox nothing(boolean narrowed) {
        VBox nothing = new VBox(new Label(Words.of("search.none")));
        if (narrowed) {
            Button widen = new Button(Words.of("search.widen"));
            widen.setOnAction(e -> events.widen());
            nothing.getChildren().add(widen);
        }
        nothing.getStyleClass().add("vn-empty");
        return nothing;
    }

    /** Puts a further piece behind what is listed. */
    void add(SearchAnswer answer) {
        list.getItems().addAll(answer.hits());
    }

    /** How many are listed. */
    int size() {
        return list.getItems().size();
    }

    Optional<SearchAnswer.Hit> chosen() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    /** Chooses the hit so many below the chosen one. */
    void move(int by) {
        if (!list.getItems().isEmpty()) {
            int now = list.getSelectionModel().getSelectedIndex();
            int next = Math.clamp((long) now + by, 0, list.getItems().size() - 1);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 2));
        }
    }

    /** The titles that are listed, in order. */
    List<String> titles() {
        return list.getItems().stream().map(hit -> hit.title().text()).toList();
    }

    /** What is said about the search in one line; empty for nothing. */
    String noticeWords() {
        return notice.getText();
    }

    private final class HitCell extends WideCell<SearchAnswer.Hit> {
        @Override
        Node show(SearchAnswer.Hit hit) {
            if (getIndex() + AHEAD >= list.getItems().size()) {
                events.more();
            }
            Label folder = new Label(hit.folder().isEmpty() ? "" : FilterWords.path(hit.folder()));
            folder.getStyleClass().add("vn-faint");
            folder.setMinWidth(0);
            Label day = new Label(DayWords.of(hit.atMillis()));
            day.getStyleClass().add("vn-faint");
            day.setMinWidth(Region.USE_PREF_SIZE);
            HitHead head = new HitHead(marked(hit.title(), "vn-hit-title"), folder, day);
            return new VBox(3, head, marked(hit.snippet(), "vn-hit-text"));
        }

        private static MarkedText marked(Snippet snippet, String styleClass) {
            List<MarkedText.Mark> marks =
                    snippet.highlights().stream()
                            .map(h -> new MarkedText.Mark(h.start(), h.end(), "vn-find"))
                            .toList();
            return MarkedText.of(snippet.text(), styleClass, marks);
        }
    }
}
