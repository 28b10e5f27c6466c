package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.Widget;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** A note as it is shown inside of another one: its title, which leads to it, and its text. */
final class EmbedCard extends Region {

    private static final String ICON = "fltral-document-20";

    /** Most pixels of text, at letters of the usual size. */
    private static final double MOST_HEIGHT = 400;

    private static final double SIDE = 16;
    private static final double TOP = 14;
    private static final double GAP = 4;
    private static final double FOOT = 16;

    private final EmbeddedNote note;
    private final double scale;
    private final Label title;
    private final StillText text;
    private final Label more;

    EmbedCard(
            Widget.Embed embed,
            EmbeddedNote note,
            double width,
            AreaListener listener,
            NoteType type) {
        this.note = note;
        this.scale = type.scale();
        EmbedEars ears = new EmbedEars(listener, note, embed.fragment());
        Look look = new Look(ears, type, width - 2 * SIDE * scale);
        text = new StillText(note.rows(), look, MOST_HEIGHT * scale);
        Target target = new Target.Wiki(embed.path(), embed.fragment());
        String name = name(embed, note);
        title = link(name, "note-embed-title", target, listener);
        title.setGraphic(new FontIcon(ICON));
        title.setAccessibleText(listener.words("embed.open", name));
        String said = note.rows().isEmpty() ? "embed.empty" : "embed.more";
        more = link(listener.words(said, note.title()), "note-embed-more", target, listener);
        getStyleClass().add("note-embed-card");
        setAccessibleRole(AccessibleRole.NODE);
        setAccessibleText(listener.words("embed.name", name));
        getChildren().setAll(title, text, more);
        text.addEventFilter(MouseEvent.MOUSE_PRESSED, EmbedCard::press);
    }

    /** Whether it would look the same if it were made for this. */
    boolean shows(EmbeddedNote other) {
        return note.title().equals(other.title())
                && note.note().equals(other.note())
                && note.isCut() == other.isCut()
                && note.rows().equals(other.rows());
    }

    /** The words of a block's name say nothing to a reader. */
    private static String name(Widget.Embed embed, EmbeddedNote note) {
        String part = embed.fragment().replaceFirst("#?\\^.*", "").replace("#", " › ");
        return part.isEmpty() ? note.title() : note.title() + " › " + part;
    }

    private static Label link(
            String words, String styleClass, Target target, AreaListener listener) {
        Label label = new Label(words);
        label.getStyleClass().add(styleClass);
        label.setCursor(Cursor.HAND);
        label.setAccessibleRole(AccessibleRole.HYPERLINK);
        label.addEventFilter(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
        label.setOnMouseClicked(e -> {
            listener.follow(target, e.isShortcutDown());
            e.consume();
        });
        return label;
    }

    /** Links are followed; a caret in the row would make another row of it before that. */
    private static void press(MouseEvent e) {
        if (e.getTarget() instanceof Node node && Cursor.HAND.equals(node.getCursor())) {
            e.consume();
        }
    }

    // ---- its size ----

    private double inner(double width) {
        return Math.max(0, width - 2 * SIDE * scale);
    }

    private boolean hasMore(double width) {
        return note.rows().isEmpty() || note.isCut() || !text.isWhole(inner(width));
    }

    @Override
    protected double computePrefHeight(double width) {
        return wanted(width);
    }

    private double wanted(double width) {
        double inner = inner(width);
        double foot = hasMore(width) ? more.prefHeight(inner) + GAP * scale : 0;
        return Math.ceil(
                title.prefHeight(inner)
                        + text.prefHeight(inner)
                        + foot
                        + (TOP + GAP + FOOT) * scale);
    }

    @Override
    protected void layoutChildren() {
        double left = SIDE * scale;
        double inner = inner(getWidth());
        double high = title.prefHeight(inner);
        title.resizeRelocate(left, TOP * scale, Math.min(inner, title.prefWidth(-1)), high);
        double top = (TOP + GAP) * scale + high;
        double body = text.prefHeight(inner);
        text.resizeRelocate(left, snapPositionY(top), inner, body);
        more.setVisible(hasMore(getWidth()));
        more.resizeRelocate(
                left,
                snapPositionY(top + body + GAP * scale),
                Math.min(inner, more.prefWidth(-1)),
                more.prefHeight(inner));
        if (wanted(getWidth()) != getHeight()) {
            // It was measured while another theme took all styles back.
            Platform.runLater(this::requestLayout);
        }
    }
}
