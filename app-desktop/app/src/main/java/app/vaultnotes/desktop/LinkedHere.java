package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The notes that link to the one that is shown, and those that only speak of it, with the lines in
 * which they do. For the JavaFX thread.
 */
final class LinkedHere extends VBox {

    /** Notes of each kind that are shown at first, and that come with each wish for more. */
    private static final int FEW = 20;

    private static final int MOST_PLACES = 3;

    private final Way way;
    private final VBox mentions = new VBox();
    private List<Shown> shown = List.of();
    private Optional<Id> of = Optional.empty();
    private int most = FEW;
    private Runnable more = () -> {};
    private boolean isOpen = true;

    /** The way to places in notes. */
    interface Way {
        /** Goes to a place, perhaps in a tab of its own. */
        void go(Id note, int place, boolean inTab);
    }

    /** A note with its lines. */
    private record Linking(Id note, String path, int count, List<LinkLine> lines) {
        static Linking of(Links.Context context) {
            List<LinkLine> lines = context.places().stream().map(LinkLine::of).toList();
            return new Linking(context.note(), context.path(), context.count(), lines);
        }
    }

    /** All that is to be shown, read from a vault. */
    record Shown(List<Linking> linking, int count, List<Linking> mentions, boolean isMore) {
        /** Makes the lines ready. For any thread. */
        static Shown of(Links.Around around) {
            return new Shown(
                    around.linking().stream().map(Linking::of).toList(),
                    around.linkingCount(),
                    around.mentions().stream().map(Linking::of).toList(),
                    around.isMore());
        }
    }

    LinkedHere(Way way) {
        this.way = way;
    }

    /** Says what is to be done when more of the notes are wanted. */
    void onMore(Runnable wanted) {
        more = wanted;
    }

    /** How much is wanted of a note: little when it is another one than before. */
    Links.Most most(Id note) {
        if (!of.equals(Optional.of(note))) {
            of = Optional.of(note);
            most = FEW;
        }
        return new Links.Most(most, MOST_PLACES);
    }

    /** Shows nothing: no note is open. */
    void clear() {
        of = Optional.empty();
        shown = List.of();
        getChildren().clear();
    }

    /** Shows which notes link here, and which only speak of the note. */
    void show(Shown now) {
        if (shown.equals(List.of(now))) {
            return; // what has the keys keeps them
        }
        shown = List.of(now);
        String count = now.count() == 0 ? "" : Integer.toString(now.count());
        getChildren().setAll(RightPanel.section(Words.of("backlinks"), count));
        if (now.linking().isEmpty()) {
            getChildren().add(RightPanel.faint(Words.of("backlinks.empty")));
        }
        getChildren().addAll(notes(now.linking()));
        if (now.count() > now.linking().size()) {
            getChildren().add(more(Words.of("links.more", now.count() - now.linking().size())));
        }
        if (!now.mentions().isEmpty()) {
            mentions.getChildren().setAll(notes(now.mentions()));
            if (now.isMore()) {
                mentions.getChildren().add(more(Words.of("links.more.some")));
            }
            getChildren().addAll(mentionsHead(now), mentions);
        }
    }

    private Node more(String words) {
        return RightPanel.link(
                words,
                () -> {
                    most += 2 * FEW;
                    more.run();
                });
    }

    private Node mentionsHead(Shown now) {
        Region arrow = new Region();
        arrow.getStyleClass().add("arrow");
        StackPane sign = new StackPane(arrow);
        Button head = new Button(Words.of("mentions"), sign);
        head.getStyleClass().setAll("vn-link", "vn-section", "vn-mentions");
        Label count = new Label(now.mentions().size() + (now.isMore() ? "+" : ""));
        count.getStyleClass().add("vn-faint");
        count.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(head, gap, count);
        row.getStyleClass().add("vn-mentions-head");
        head.setOnAction(e -> {
            isOpen = !isOpen;
            showMentions(sign);
        });
        showMentions(sign);
        return row;
    }

    private void showMentions(Node sign) {
        sign.getStyleClass().setAll(isOpen ? List.of("vn-fold", "open") : List.of("vn-fold"));
        mentions.setVisible(isOpen);
        mentions.setManaged(isOpen);
    }

    private List<Node> notes(List<Linking> all) {
        List<Node> notes = new ArrayList<>();
        for (Linking each : all) {
            Node note = note(each);
            if (!notes.isEmpty()) {
                note.getStyleClass().add("vn-linked-next");
            }
            notes.add(note);
        }
        return notes;
    }

    private Node note(Linking each) {
        String path = each.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        int first = each.lines().isEmpty() ? 0 : each.lines().get(0).at();
        Button title = RightPanel.link(name, () -> way.go(each.note(), first, false));
        title.getStyleClass().add("vn-linked-title");
        title.setTooltip(new Tooltip(path));
        VBox all = new VBox(title);
        all.getStyleClass().add("vn-linked");
        for (LinkLine line : each.lines()) {
            all.getChildren().add(line(each, name, line));
        }
        int hidden = each.count() - each.lines().size();
        if (hidden > 0) {
            all.getChildren().add(RightPanel.faint(Words.of("links.places", hidden)));
        }
        return all;
    }

    /** A line that leads to its place. */
    private Node line(Linking from, String name, LinkLine line) {
        List<MarkedText.Mark> marks =
                line.from() == line.to()
                        ? List.of()
                        : List.of(new MarkedText.Mark(line.from(), line.to(), "vn-linked-mark"));
        MarkedText text = MarkedText.of(line.text(), "vn-linked-text", marks);
        text.setMinWidth(0);
        StackPane link = new StackPane(text);
        link.getStyleClass().add("vn-linked-line");
        link.setFocusTraversable(true);
        link.setAccessibleRole(AccessibleRole.HYPERLINK);
        link.setAccessibleText(name + ": " + line.text());
        link.setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.isStillSincePress()) {
                way.go(from.note(), line.at(), e.isShortcutDown());
            }
        });
        link.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                way.go(from.note(), line.at(), e.isShortcutDown());
                e.consume();
            }
        });
        return link;
    }
}
