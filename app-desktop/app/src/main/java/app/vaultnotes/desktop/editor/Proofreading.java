package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.spelling.ProseWords;
import app.vaultnotes.ui.spelling.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.util.Duration;

/**
 * The spelling of a note: words of the rows in view are checked after a pause, and wrong ones can
 * be replaced, added to the words that are right, or ignored. For the JavaFX thread.
 */
public final class Proofreading {

    private static final Duration PAUSE = Duration.millis(400);

    /** So many rows are looked through at once for the next wrong word. */
    private static final int ROWS_AT_ONCE = 200;

    private final LiveArea area;
    private final NoteEditor.Desk desk;
    private final Runnable flushed;
    private final PauseTransition wait = new PauseTransition(PAUSE);
    private final Later<ContextMenu> menu = new Later<>(ContextMenu::new);
    private Runnable forget = () -> {};

    /** Answers about words that were asked before are of no use. */
    private int epoch;

    Proofreading(LiveArea area, NoteEditor.Desk desk, Runnable flushed) {
        this.area = area;
        this.desk = desk;
        this.flushed = flushed;
        wait.setOnFinished(e -> look());
        area.viewportDirtyEvents().subscribe(e -> later());
        area.caretPositionProperty().addListener((o, was, is) -> later());
        area.sceneProperty().addListener((o, was, scene) -> moved(scene));
        area.setOnContextMenuRequested(this::asked);
    }

    private Speller speller() {
        return desk.speller();
    }

    private void later() {
        if (area.getScene() != null && speller().isOn()) {
            wait.playFromStart();
        }
    }

    private void moved(@org.jspecify.annotations.Nullable Scene scene) {
        forget.run();
        forget = () -> {};
        if (scene == null) {
            wait.stop();
            menu.ifMade(ContextMenu::hide);
        } else {
            forget = speller().onChange(this::changed);
            changed();
        }
    }

    /** Other words are right than before, or none are checked any more. */
    private void changed() {
        epoch++;
        area.overlay().waves().forget();
        wait.playFromStart();
    }

    // ---- waves ----

    private boolean isWanted() {
        return speller().isOn() && area.isEditable() && !area.live().isPlain();
    }

    private void look() {
        Set<String> unknown = new HashSet<>();
        if (isWanted()) {
            for (int row : area.overlay().inView()) {
                unknown.addAll(unknown(area.fold().rows().get(row)));
            }
        }
        ask(unknown, area.overlay()::showWaves);
    }

    private Set<String> unknown(Row row) {
        Set<String> unknown = new HashSet<>();
        for (Word word : ProseWords.of(row)) {
            if (!area.overlay().waves().isKnown(word.text())) {
                unknown.add(word.text());
            }
        }
        return unknown;
    }

    /** Does something when these words are known. */
    private void ask(Set<String> words, Runnable then) {
        if (words.isEmpty()) {
            then.run();
            return;
        }
        int asked = epoch;
        speller()
                .check(
                        words,
                        wrong -> {
                            if (asked == epoch) {
                                area.overlay().waves().know(words, wrong);
                                then.run();
                            }
                        });
    }

    // ---- suggestions ----

    /** A word that is shown, and where it stands in the note's text. */
    private record Place(String word, int from, int to) {}

    private Optional<Place> wordAt(int view) {
        var map = area.fold().map();
        int row = map.rowAtView(view);
        return ProseWords.of(area.fold().rows().get(row)).stream()
                .filter(word -> word.touches(view - map.view0(row)))
                .findFirst()
                .map(word -> place(row, word));
    }

    private Place place(int row, Word word) {
        var map = area.fold().map();
        int from = map.toSource(map.view0(row) + word.start(), true);
        return new Place(word.text(), from, from + word.text().length());
    }

    /** Shows what could be meant by the word at the caret. */
    public void suggest() {
        int caret = area.fold().map().toView(area.selected().caret(), true);
        Optional<Place> place = isWanted() ? wordAt(caret) : Optional.empty();
        if (place.isEmpty()) {
            speller().nothing("spelling.nothing");
            return;
        }
        ask(
                unasked(place.get().word()),
                () -> {
                    if (area.overlay().waves().isWrong(place.get().word())) {
                        open(place.get(), below());
                    } else {
                        speller().nothing("spelling.nothing");
                    }
                });
    }

    private Set<String> unasked(String word) {
        return area.overlay().waves().isKnown(word) ? Set.of() : Set.of(word);
    }

    private Point2D below() {
        Bounds caret =
                Floating.caret(area).orElseGet(() -> area.localToScreen(area.getLayoutBounds()));
        return new Point2D(caret.getMinX(), caret.getMaxY());
    }

    private void asked(ContextMenuEvent e) {
        if (!isWanted()) {
            return;
        }
        if (e.isKeyboardTrigger()) {
            suggest();
        } else {
            Point2D at = area.screenToLocal(e.getScreenX(), e.getScreenY());
            wordAt(area.hit(at.getX(), at.getY()).getInsertionIndex())
                    .filter(place -> area.overlay().waves().isWrong(place.word()))
                    .ifPresent(place -> open(place, new Point2D(e.getScreenX(), e.getScreenY())));
        }
        e.consume();
    }

    private void open(Place place, Point2D at) {
        speller()
                .suggest(
                        place.word(),
                        suggestions -> {
                            if (area.getScene() != null) {
                                fill(place, suggestions);
                                menu.get().show(area, at.getX(), at.getY());
                                chooseFirst();
                            }
                        });
    }

    private void fill(Place place, List<String> suggestions) {
        menu.get().getItems().clear();
        for (String suggestion : suggestions) {
            item(suggestion, () -> replace(place, suggestion));
        }
        if (suggestions.isEmpty()) {
            MenuItem none = new MenuItem(desk.words("spelling.none"));
            none.setDisable(true);
            menu.get().getItems().add(none);
        }
        menu.get().getItems().add(new SeparatorMenuItem());
        item(desk.words("spelling.add"), () -> speller().learn(place.word()));
        item(desk.words("spelling.ignore"), () -> speller().ignore(place.word()));
    }

    private void item(String words, Runnable action) {
        MenuItem item = new MenuItem();
        item.setText(words);
        item.setMnemonicParsing(false);
        item.setOnAction(e -> action.run());
        menu.get().getItems().add(item);
    }

    /** The arrow keys need not be used for the likeliest one. */
    private void chooseFirst() {
        if (menu.get().getSkin() != null) {
            menu.get().getSkin().getNode().applyCss();
            menu.get().getSkin().getNode().lookupAll(".menu-item").stream()
                    .filter(node -> !node.isDisabled())
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    /** Whether suggestions are shown. */
    public boolean isOpen() {
        return menu.get().isShowing();
    }

    /** What can be chosen for a wrong word. */
    public ContextMenu menu() {
        return menu.get();
    }

    /**
     * The text before is saved first, and the text with the new word at once: a step of its own.
     */
    private void replace(Place place, String by) {
        boolean same =
                place.to() <= area.live().length()
                        && area.live().text(place.from(), place.to()).equals(place.word());
        if (same) {
            flushed.run();
            area.edit(
                    place.from(),
                    place.to() - place.from(),
                    by,
                    Selection.caret(place.from() + by.length()));
            flushed.run();
        }
        area.requestFocus();
    }

    // ---- the next one ----

    /** Selects the next wrong word behind the caret, from the start again behind the end. */
    public void next() {
        if (!isWanted()) {
            speller().nothing("spelling.off");
            return;
        }
        int after = area.selected().end();
        int row = area.fold().map().rowAtSource(after);
        search(new Round(row, after, 0));
    }

    /**
     * A search on its way.
     *
     * @param row the row to be looked at next
     * @param after the place in the note's text where it began
     * @param seen how many rows were looked at
     */
    private record Round(int row, int after, int seen) {}

    private void search(Round round) {
        int all = area.fold().rows().size();
        int count = Math.min(ROWS_AT_ONCE, all - Math.min(round.row(), all));
        Set<String> unknown = new HashSet<>();
        for (int i = 0; i < count; i++) {
            unknown.addAll(unknown(area.fold().rows().get(round.row() + i)));
        }
        ask(unknown, () -> found(round, count));
    }

    private void found(Round round, int count) {
        int all = area.fold().rows().size();
        for (int row = round.row(); row < Math.min(all, round.row() + count); row++) {
            Optional<Place> wrong = wrongIn(row, round.seen() == 0 ? round.after() : 0);
            if (wrong.isPresent()) {
                area.select(wrong.get().from(), wrong.get().to());
                area.requestFollowCaret();
                return;
            }
        }
        if (round.seen() > all) {
            speller().nothing("spelling.nomore");
        } else {
            int next = round.row() + count;
            Round more =
                    new Round(
                            next >= all ? 0 : next,
                            round.after(),
                            round.seen() + Math.max(1, count));
            Platform.runLater(() -> search(more));
        }
    }

    private Optional<Place> wrongIn(int row, int after) {
        return ProseWords.of(area.fold().rows().get(row)).stream()
                .filter(word -> area.overlay().waves().isWrong(word.text()))
                .map(word -> place(row, word))
                .filter(place -> place.from() >= after)
                .findFirst();
    }
}
