package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The note of a hit beside the list, with what was found in it. For the JavaFX thread. */
final class SearchPreview extends VBox {

    private static final int INDENT = 20;
    private static final int SIGN_WIDTH = 18;
    private static final int AIR_ABOVE = 2;

    private final VaultLane lane;
    private final Label folder = new Label();
    private final Label title = new Label();
    private final Label count = new Label();
    private final Button previous;
    private final Button next;
    private final ListView<FoundText.Line> lines = new ListView<>();
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Id note;
    private FoundText found = new FoundText(List.of(), List.of());
    private int current;
    private boolean reading;
    private int stepsAhead;

    SearchPreview(VaultLane lane) {
        this.lane = lane;
        getStyleClass().add("vn-found");
        previous = Icons.button(Icons.PREVIOUS, Words.of("search.previous"), () -> step(-1));
        next = Icons.button(Icons.NEXT, Words.of("search.next"), () -> step(1));
        folder.getStyleClass().add("vn-faint");
        folder.setMinWidth(0);
        count.getStyleClass().add("vn-faint");
        count.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(4, folder, gap, count, previous, next);
        head.setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("vn-page-title");
        lines.setCellFactory(view -> new LineCell());
        lines.getStyleClass().add("vn-found-lines");
        lines.setAccessibleText(Words.of("search.preview"));
        lines.setFocusTraversable(false);
        VBox.setVgrow(lines, Priority.ALWAYS);
        getChildren().addAll(head, title, lines);
        clear();
    }

    private record Read(Id note, String title, FoundText text) {}

    /** Shows the note of a hit at the first place that was found in it. */
    void show(SearchAnswer.Hit hit, Query meant) {
        int number = asked.incrementAndGet();
        reading = note == null || !hit.note().equals(note);
        stepsAhead = 0;
        lane.ask(
                vault -> {
                    return number == asked.get()
                            ? vault.catalogue().note(hit.note()).map(row -> read(vault, row, meant))
                            : Optional.<Read>empty();
                },
                read ->
                        read.filter(any -> number == asked.get())
                                .ifPresent(there -> show(hit, there)));
    }

    private static Read read(Vault vault, Catalogue.NoteRow row, Query meant) {
        Id id = row.state().id();
        String text = vault.notes().text(id);
        QueryTerms terms = QueryTerms.inText(meant);
        return new Read(id, row.state().title(), FoundText.of(text, terms.places(text)));
    }

    private void show(SearchAnswer.Hit hit, Read read) {
        boolean again = note != null && note.equals(read.note());
        note = read.note();
        folder.setText(FilterWords.path(hit.folder()));
        title.setText(read.title());
        found = read.text();
        current = again ? Math.min(current, Math.max(0, found.places().size() - 1)) : ahead();
        reading = false;
        lines.getItems().setAll(found.lines());
        title.setVisible(!isTitled(read.title(), found.lines()));
        title.setManaged(title.isVisible());
        setVisible(true);
        showPlace(!again);
    }

    /** Whether the note begins with its title. */
    private static boolean isTitled(String title, List<FoundText.Line> lines) {
        return !lines.isEmpty()
                && lines.get(0).style().kind() instanceof RowStyle.Heading
                && lines.get(0).words().equals(title);
    }

    /** Where the steps lead that were made while the note was still being read. */
    private int ahead() {
        return found.places().isEmpty() ? 0 : Math.floorMod(stepsAhead, found.places().size());
    }

    /** Shows nothing. */
    void clear() {
        asked.incrementAndGet();
        reading = false;
        note = null;
        found = new FoundText(List.of(), List.of());
        lines.getItems().clear();
        setVisible(false);
    }

    /**
     * Goes to the next place that was found, or the one before. While another note is on its way
     * the step is meant for that one, and made when it is there.
     */
    void step(int by) {
        if (reading) {
            stepsAhead += by;
        } else if (!found.places().isEmpty()) {
            current = Math.floorMod(current + by, found.places().size());
            lines.refresh();
            showPlace(true);
        }
    }

    private void showPlace(boolean scroll) {
        int all = found.places().size();
        count.setText(all == 0 ? "" : Words.of("search.place", current + 1, all));
        previous.setVisible(all > 1);
        next.setVisible(all > 1);
        if (scroll && all > 0) {
            lines.scrollTo(Math.max(0, found.lineOf(current) - AIR_ABOVE));
        }
    }

    /** Where in the text of a note the place stands that is shown; empty for another note. */
    Optional<Integer> place(Id wanted) {
        return note != null && note.equals(wanted) && !found.places().isEmpty()
                ? Optional.of(found.places().get(current).start())
                : Optional.empty();
    }

    /** What stands beside the title: which place of how many. */
    String countWords() {
        return count.getText();
    }

    private final class LineCell extends WideCell<FoundText.Line> {
        @Override
        Node show(FoundText.Line line) {
            List<MarkedText.Mark> marks = new ArrayList<>();
            for (FoundText.Place place : line.places()) {
                boolean here = place.number() == current;
                String colour = here ? "vn-find-current" : "vn-find";
                marks.add(new MarkedText.Mark(place.start(), place.end(), colour));
            }
            MarkedText text = new MarkedText(runs(line, marks), marks);
            HBox.setHgrow(text, Priority.ALWAYS);
            HBox row = new HBox(text);
            line.style().mark().ifPresent(mark -> row.getChildren().add(0, sign(mark)));
            row.setPadding(air(line.style()));
            if (line.style().callout().isPresent() || line.style().quoteDepth() > 0) {
                row.getStyleClass().add("vn-found-quote");
            }
            return row;
        }

        private static Node sign(RowStyle.Mark mark) {
            String words =
                    switch (mark) {
                        case RowStyle.Sign sign -> sign.text();
                        case RowStyle.Box box -> box.done() ? "\u2611" : "\u2610";
                    };
            Label sign = new Label(words);
            sign.setMinWidth(SIGN_WIDTH);
            sign.getStyleClass().add("vn-found-sign");
            return sign;
        }

        private static Insets air(RowStyle style) {
            int depth = Math.min(4, style.indent() + style.quoteDepth());
            boolean own = style.mark().isPresent();
            int left = depth * INDENT - (own ? SIGN_WIDTH : 0);
            boolean head = style.kind() instanceof RowStyle.Heading;
            boolean code = style.kind() instanceof RowStyle.Code;
            return new Insets(head ? 10 : code || own ? 1 : 4, 0, code || own ? 1 : 4, left);
        }
    }

    private static List<MarkedText.Run> runs(FoundText.Line line, List<MarkedText.Mark> marks) {
        List<MarkedText.Run> runs = new ArrayList<>();
        int at = 0;
        for (FoundText.Part part : line.parts()) {
            int start = at;
            int end = at + part.text().length();
            List<MarkedText.Mark> own =
                    marks.stream()
                            .filter(mark -> mark.start() < end && mark.end() > start)
                            .map(mark ->
                                    new MarkedText.Mark(
                                            Math.max(start, mark.start()) - start,
                                            Math.min(end, mark.end()) - start,
                                            mark.styleClass()))
                            .toList();
            runs.addAll(MarkedText.cut(part.text(), classes(line, part.style()), own));
            at = end;
        }
        return runs;
    }

    private static List<String> classes(FoundText.Line line, Style style) {
        List<String> classes = new ArrayList<>(List.of("vn-found-text"));
        RowStyle.Kind kind = line.style().kind();
        boolean source =
                kind instanceof RowStyle.Code
                        || kind instanceof RowStyle.Table
                        || kind instanceof RowStyle.FrontMatter
                        || kind instanceof RowStyle.Html;
        add(classes, kind instanceof RowStyle.Heading || style.bold(), "vn-found-bold");
        add(classes, kind instanceof RowStyle.Heading, "vn-found-head");
        add(classes, style.italic(), "vn-found-italic");
        add(classes, style.strike(), "vn-found-strike");
        add(classes, source || style.code(), "vn-found-code");
        add(classes, style.faint() || kind instanceof RowStyle.FrontMatter, "vn-found-faint");
        add(classes, style.tag() || !(style.link() instanceof Target.None), "vn-found-link");
        return classes;
    }

    private static void add(List<String> classes, boolean wanted, String name) {
        if (wanted) {
            classes.add(name);
        }
    }
}
