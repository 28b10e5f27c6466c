package app.vaultnotes.desktop;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/**
 * The headings of a note, each a link to its place. Typing moves their places and seldom changes
 * them, so that the links stay and only say what is new: to make hundreds of buttons takes longer
 * than one wants to wait for a letter.
 */
final class Outline extends VBox {

    private static final int INDENT = 14;

    private final IntConsumer goTo;
    private final VBox links = new VBox();
    private List<MarkdownAnalysis.Heading> shown = List.of();
    private int place;

    /** An outline of nothing; {@code goTo} goes to a place of the note. */
    Outline(IntConsumer goTo) {
        this.goTo = goTo;
        getStyleClass().add("vn-outline");
    }

    /** Shows the headings of a note. */
    void show(List<MarkdownAnalysis.Heading> headings) {
        shown = headings;
        int kept = Math.min(headings.size(), links.getChildren().size());
        links.getChildren().remove(kept, links.getChildren().size());
        List<Node> more = new ArrayList<>();
        for (int i = kept; i < headings.size(); i++) {
            more.add(link(i));
        }
        int top = headings.stream().mapToInt(MarkdownAnalysis.Heading::level).min().orElse(1);
        links.getChildren().addAll(more);
        for (int i = 0; i < headings.size(); i++) {
            say(links.getChildren().get(i), headings.get(i), top);
        }
        mark(place);
        show(headings.isEmpty() ? RightPanel.faint(Words.of("outline.empty")) : links);
    }

    private void show(Node below) {
        Node title = RightPanel.section(Words.of("outline"), "");
        if (getChildren().size() == 2 && getChildren().get(1).equals(below)) {
            getChildren().set(0, title);
        } else {
            getChildren().setAll(title, below);
        }
    }

    private Button link(int index) {
        return RightPanel.link("", () -> goTo.accept(shown.get(index).range().start()));
    }

    private static void say(Node link, MarkdownAnalysis.Heading heading, int top) {
        ((Button) link).setText(heading.text());
        Insets margin = new Insets(0, 0, 0, INDENT * (heading.level() - top));
        if (!margin.equals(VBox.getMargin(link))) {
            VBox.setMargin(link, margin);
        }
    }

    /** Marks the heading under which a place of the note stands. */
    void mark(int at) {
        place = at;
        int under = -1;
        for (int i = 0; i < shown.size() && shown.get(i).range().start() <= at; i++) {
            under = i;
        }
        for (int i = 0; i < links.getChildren().size(); i++) {
            mark(links.getChildren().get(i), i == under);
        }
    }

    private static void mark(Node link, boolean here) {
        if (here != link.getStyleClass().contains("current")) {
            link.getStyleClass().setAll(here ? List.of("vn-link", "current") : List.of("vn-link"));
        }
    }

    /** Shows nothing. */
    void clear() {
        getChildren().clear();
        links.getChildren().clear();
        shown = List.of();
    }
}
