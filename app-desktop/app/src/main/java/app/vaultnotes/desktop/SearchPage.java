package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryTerms;
import app.vaultnotes.vault.search.Snippet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/** A search in all notes: facets, hits, and the note of the chosen hit. For the JavaFX thread. */
final class SearchPage extends Page {

    private static final Duration WAIT = Duration.millis(150);
    private static final int PAGE_HITS = 100;
    private static final int MOST_HITS = 5_000;
    private static final int MOST_AGAIN = 1_000;
    private static final int FACETS = 232;
    private static final int HITS = 596;
    private static final int LEAST_HITS = 340;
    private static final int LEAST_PREVIEW = 312;
    private static final int LEAST_WITH_WORDS = 480;
    private static final int MOST_SELECTED_CHARS = 200;

    private final AppWindow window;
    private final SearchField field = new SearchField(new FieldEars());
    private final SearchFacets facets = new SearchFacets(this::narrow);
    private final SearchHits hits = new SearchHits(new HitEars());
    private final SearchPreview preview;
    private final SavedSearches saved;
    private final ReplacePane replace;
    private final StackPane middle = new StackPane();
    private final HBox columns = new HBox();
    private final Button keep = new Button(Words.of("search.keep"), Icons.small(Icons.STAR));
    private final Button replaceButton =
            new Button(Words.of("search.replace"), Icons.small(Icons.REPLACE));
    private final PauseTransition wait = new PauseTransition(WAIT);
    private final AtomicInteger asked = new AtomicInteger();
    private Query meant = new Query.Everything();
    private int total;
    private boolean replacing;
    private boolean loading;
    private boolean outdated;

    /** A page that searches for something; for nothing yet when the query is empty. */
    SearchPage(AppWindow window, String query) {
        this.window = window;
        this.preview = new SearchPreview(window.lane());
        this.saved = new SavedSearches(window, this::run);
        this.replace = new ReplacePane(window, this::endReplacing);
        wait.setOnFinished(e -> ask());
        setTop(field);
        BorderPane.setMargin(field, new javafx.geometry.Insets(10, 16, 0, 16));
        HBox.setHgrow(preview, Priority.ALWAYS);
        HBox.setHgrow(middle, Priority.ALWAYS);
        columns.getStyleClass().add("vn-search-columns");
        setCenter(columns);
        Icons.name(keep, keep.getText());
        Icons.name(replaceButton, replaceButton.getText());
        keep.getStyleClass().add("vn-flat");
        keep.setOnAction(e -> saved.keep(field.text().query()));
        replaceButton.getStyleClass().add("vn-flat");
        replaceButton.setOnAction(e -> replace(""));
        field.setEnds(replaceButton, keep);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        widthProperty().addListener(o -> arrange());
        sceneProperty()
                .addListener((o, was, scene) -> {
                    if (scene != null && outdated) {
                        changed(Set.of());
                    }
                });
        run(query);
    }

    /** Opens a search for what is selected in the note, with the way to replace it. */
    static void open(AppWindow window, boolean replacing) {
        String selected = window.current().map(s -> s.editor().selectedText()).orElse("");
        String line = selected.lines().findFirst().orElse("").strip();
        String words = line.length() > MOST_SELECTED_CHARS ? "" : line;
        boolean there =
                window.panes().current().page().filter(SearchPage.class::isInstance).isPresent();
        if (!there) {
            window.open(new PageName.Search(replacing ? "" : quoted(words)), AppWindow.Where.TAB);
        }
        window.panes()
                .current()
                .page()
                .filter(SearchPage.class::isInstance)
                .map(SearchPage.class::cast)
                .ifPresent(page -> page.begin(replacing, words));
    }

    private void begin(boolean wantsReplacing, String words) {
        if (wantsReplacing) {
            replace(words);
        } else {
            takeFocus();
        }
    }

    /** Words as a query that finds just them. */
    private static String quoted(String words) {
        boolean plain = words.codePoints().allMatch(Character::isLetterOrDigit);
        return plain ? words : '"' + words.replace("\\", " ").replace('"', ' ') + '"';
    }

    // ---- what is searched for ----

    /** Searches for a query. */
    private void run(String query) {
        field.set(SearchText.read(query));
        told();
        ask();
        if (getScene() != null) {
            field.takeFocus();
        }
    }

    private void narrow(UnaryOperator<SearchText> change) {
        field.set(change.apply(field.text()));
        told();
        ask();
    }

    /** The query is another one. */
    private void told() {
        SearchText text = field.text();
        setTitle(
                text.isEmpty()
                        ? Words.of("search.name")
                        : Words.of("search.tab", text.query().replace('\n', ' ')));
        keep.setDisable(text.isEmpty());
        arrange();
    }

    private void ask() {
        wait.stop();
        int limit = Math.clamp(hits.size(), PAGE_HITS, MOST_AGAIN);
        ask(new SearchAnswer.Request(field.text(), hits.order(), limit, 0));
    }

    /** Asks the vault; what was asked for before is not wanted any more. */
    private void ask(SearchAnswer.Request request) {
        int number = asked.incrementAndGet();
        loading = true;
        outdated = false;
        if (request.text().isEmpty() && !replacing) {
            saved.reload();
            loading = false;
            preview.clear();
            return;
        }
        window.lane()
                .ask(
                        vault ->
                                number == asked.get()
                                        ? Optional.of(SearchAnswer.of(vault, request))
                                        : Optional.<SearchAnswer>empty(),
                        answer ->
                                answer.filter(any -> number == asked.get())
                                        .ifPresent(found -> show(request, found)));
    }

    private void show(SearchAnswer.Request request, SearchAnswer answer) {
        loading = false;
        if (request.offset() > 0) {
            hits.add(answer);
            return;
        }
        meant = answer.meant();
        total = answer.total();
        facets.show(request.text(), answer.facets());
        hits.show(answer, request.text());
        showPreview(hits.chosen());
        if (replacing) {
            replace.setScope(request.text().query());
        }
    }

    private void showPreview(Optional<SearchAnswer.Hit> hit) {
        hit.ifPresentOrElse(chosen -> preview.show(chosen, meant), preview::clear);
    }

    private void more() {
        boolean all = hits.size() >= Math.min(total, MOST_HITS);
        if (!loading && !all) {
            ask(new SearchAnswer.Request(field.text(), hits.order(), PAGE_HITS, hits.size()));
        }
    }

    // ---- opening ----

    private void open(boolean inTab) {
        hits.chosen()
                .ifPresent(hit -> {
                    AppWindow.Where where = inTab ? AppWindow.Where.TAB : AppWindow.Where.HERE;
                    preview.place(hit.note())
                            .ifPresentOrElse(
                                    at -> window.pages().open(hit.note(), at, where),
                                    () -> openFirst(hit.note(), where));
                });
    }

    /** The preview was not there yet, or shows nothing since only the title matches. */
    private void openFirst(Id note, AppWindow.Where where) {
        QueryTerms terms = QueryTerms.inText(meant);
        window.lane()
                .ask(
                        vault -> terms.places(vault.notes().text(note)),
                        places ->
                                window.pages()
                                        .open(
                                                note,
                                                places.stream()
                                                        .findFirst()
                                                        .map(Snippet.Highlight::start)
                                                        .orElse(0),
                                                where));
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.F3 && !e.isShortcutDown()) {
            preview.step(e.isShiftDown() ? -1 : 1);
            e.consume();
        }
    }

    private final class FieldEars implements SearchField.Events {
        @Override
        public void changed() {
            told();
            wait.playFromStart();
        }

        @Override
        public void enter(boolean inTab) {
            boolean waiting = wait.getStatus() == javafx.animation.Animation.Status.RUNNING;
            if (waiting) {
                ask();
            } else if (!replacing && !loading) {
                open(inTab);
            }
        }

        @Override
        public void move(int by) {
            if (field.text().isEmpty() && !replacing) {
                saved.takeFocus();
            } else if (replacing) {
                replace.takeFocus();
            } else {
                hits.move(by);
            }
        }
    }

    private final class HitEars implements SearchHits.Events {
        @Override
        public void chosen(Optional<SearchAnswer.Hit> hit) {
            showPreview(hit);
        }

        @Override
        public void open(boolean inTab) {
            SearchPage.this.open(inTab);
        }

        @Override
        public void sorted() {
            ask();
        }

        @Override
        public void more() {
            SearchPage.this.more();
        }

        @Override
        public void widen() {
            narrow(text -> text.without(any -> true));
        }

        @Override
        public void back() {
            field.takeFocus();
        }
    }

    // ---- replacing ----

    /** Shows how to replace something in the notes that are found; the words become what is. */
    void replace(String selected) {
        SearchText text = field.text();
        boolean plain = text.words().codePoints().noneMatch(c -> "\"()*".indexOf(c) >= 0);
        String find = selected.isEmpty() && plain ? text.words().strip() : selected;
        replacing = true;
        field.set(text.withWords(""));
        field.setPrompt(Words.of("replace.scope"));
        told();
        replace.begin(find);
        ask();
    }

    private void endReplacing() {
        replacing = false;
        field.setPrompt(Words.of("search.prompt"));
        told();
        ask();
        field.takeFocus();
    }

    /** The way to replace; for those who look at it from outside. */
    ReplacePane replacing() {
        return replace;
    }

    // ---- how it is laid out ----

    @Override
    void dress(Preferences preferences) {
        arrange();
    }

    private void arrange() {
        double zoom = Theme.zoom(window.app().preferences());
        double facetsWidth = FACETS * zoom;
        double leastHits = LEAST_HITS * zoom;
        double leastPreview = LEAST_PREVIEW * zoom;
        boolean empty = field.text().isEmpty() && !replacing;
        Region body = empty ? saved : replacing ? replace : hits;
        double width = getWidth();
        boolean withFacets = !empty && width >= facetsWidth + leastHits;
        boolean withPreview =
                !empty && !replacing && width >= facetsWidth + leastHits + leastPreview;
        double room = width - facetsWidth - leastPreview;
        middle.getChildren().setAll(body);
        middle.setMaxWidth(
                withPreview ? Math.clamp(room, leastHits, HITS * zoom) : Region.USE_COMPUTED_SIZE);
        middle.setMinWidth(withPreview ? Math.clamp(room, leastHits, HITS * zoom) : 0);
        facets.setMinWidth(facetsWidth);
        facets.setMaxWidth(facetsWidth);
        List<Region> shown = new java.util.ArrayList<>();
        if (withFacets) {
            shown.add(facets);
        }
        shown.add(middle);
        if (withPreview) {
            shown.add(preview);
        }
        if (!columns.getChildren().equals(shown)) {
            columns.getChildren().setAll(shown);
        }
        arrangeButtons(width < LEAST_WITH_WORDS * zoom);
    }

    private void arrangeButtons(boolean narrow) {
        keep.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        replaceButton.setContentDisplay(
                narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.TEXT_ONLY);
        replaceButton.setVisible(!replacing);
        replaceButton.setManaged(!replacing);
    }

    SearchField field() {
        return field;
    }

    SearchHits hits() {
        return hits;
    }

    SearchPreview preview() {
        return preview;
    }

    // ---- what pages do ----

    @Override
    PageName name() {
        return new PageName.Search(field.text().query());
    }

    @Override
    Optional<String> icon() {
        return Optional.of(Icons.SEARCH);
    }

    @Override
    void takeFocus() {
        if (replacing) {
            replace.takeFocus();
        } else {
            field.takeFocus();
        }
    }

    @Override
    void changed(Set<Id> documents) {
        if (getScene() == null) {
            outdated = true;
        } else if (wait.getStatus() != javafx.animation.Animation.Status.RUNNING) {
            wait.playFromStart();
        }
    }
}
