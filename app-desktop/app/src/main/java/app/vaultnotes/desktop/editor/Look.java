package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.markdown.CalloutFamily;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.code.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.fxmisc.richtext.TextExt;
import org.fxmisc.richtext.model.StyledSegment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** How rows and their pieces look. */
final class Look {

    /** The least air beside the column. */
    static final int SIDE = 24;

    private boolean locked;
    private static final int INDENT = 28;
    private static final int QUOTE = 20;
    private static final int MARK_GAP = 24;
    private static final int RIGHT_AIR = 6;
    private static final int SHORT_SIGN = 2;
    private static final int LANGUAGE_WIDTH = 160;
    private static final int MOST_LANGUAGE = 20;
    private static final double SIGN_SIZE = 16;

    private final AreaListener listener;
    private final Widgets widgets;
    private final double width;
    private NoteType type;
    @Nullable LiveArea area;

    Look(AreaListener listener, NoteType type) {
        this(listener, type, type.column());
    }

    /**
     * A look.
     *
     * @param width of the column as long as there is no area
     */
    Look(AreaListener listener, NoteType type, double width) {
        this.listener = listener;
        this.type = type;
        this.width = width;
        this.widgets = new Widgets(listener, this);
    }

    LiveArea area() {
        return java.util.Objects.requireNonNull(area, "the area is made with its look");
    }

    /** Whether one can write in what it is the look of. */
    boolean isWrittenIn() {
        return area != null && area.isEditable();
    }

    /** Whether the note may be read and nothing may edit it. */
    boolean isLocked() {
        return locked;
    }

    void setLocked(boolean nobodyWrites) {
        locked = nobodyWrites;
    }

    Widgets widgets() {
        return widgets;
    }

    NoteType type() {
        return type;
    }

    void setType(NoteType chosen) {
        type = chosen;
    }

    // ---- pieces of text ----

    Node segment(StyledSegment<Seg, Style> styled) {
        Seg seg = styled.getSegment();
        if (seg.widget().isEmpty()) {
            return text(seg);
        }
        Node widget = widgets.of(seg.widget().get(), seg.style().faint(), columnWidth());
        if (seg.style().found() != Style.Found.NO) {
            Markable.mark(widget, seg.style().found() == Style.Found.CURRENT);
        }
        return widget;
    }

    /** How wide the column is, in pixels. */
    double columnWidth() {
        return area == null
                ? Math.min(type.column(), width)
                : Math.min(type.column(), Math.max(200, area.getWidth() - 2 * SIDE));
    }

    /** The air on both sides of the column in an area that is so wide. */
    double side(double width) {
        return Math.max(SIDE, Math.floor((width - type.column()) / 2));
    }

    private Node text(Seg seg) {
        TextExt text = new TextExt(seg.text());
        text.getStyleClass().setAll(classes(seg.style()));
        if (leads(seg.style())) {
            text.setCursor(Cursor.HAND);
            Target link = seg.style().link();
            text.setOnMouseEntered(e -> listener.over(Optional.of(link), text, e.isShortcutDown()));
            text.setOnMouseExited(e -> listener.over(Optional.empty(), text, false));
            text.addEventHandler(
                    MouseEvent.MOUSE_CLICKED,
                    e -> {
                        boolean plain = e.isShortcutDown() || !seg.style().faint();
                        if (e.isStillSincePress() && plain) {
                            follow(seg, e.isShortcutDown());
                            e.consume();
                        }
                    });
        }
        return text;
    }

    private static boolean leads(Style style) {
        return style.tag() || !(style.link() instanceof Target.None);
    }

    private void follow(Seg seg, boolean inTab) {
        if (seg.style().tag()) {
            listener.tag(seg.text().replaceFirst("^#", "").strip());
        } else {
            listener.follow(seg.style().link(), inTab);
        }
    }

    private static List<String> classes(Style style) {
        List<String> classes = new ArrayList<>(List.of("t"));
        add(classes, style.heading() > 0, "h" + style.heading());
        add(classes, style.bold() && style.heading() == 0, "b");
        add(classes, style.italic(), "i");
        add(classes, style.strike(), "s");
        add(classes, style.highlight(), "hl");
        add(classes, style.code(), "c");
        add(classes, style.math(), "math");
        add(classes, style.tag(), "tag");
        add(classes, style.footnote(), "fn");
        add(classes, !(style.link() instanceof Target.None), "a");
        add(classes, style.faint(), "faint");
        add(classes, style.misspelt(), "misspelt");
        add(classes, style.found() != Style.Found.NO, Markable.FOUND);
        add(classes, style.found() == Style.Found.CURRENT, Markable.CURRENT);
        add(
                classes,
                style.ink() != Ink.PLAIN,
                "ink-" + style.ink().name().toLowerCase(Locale.ROOT));
        return classes;
    }

    private static void add(List<String> classes, boolean wanted, String name) {
        if (wanted) {
            classes.add(name);
        }
    }

    // ---- rows ----

    void paragraph(TextFlow flow, RowStyle style) {
        flow.getStyleClass().removeIf(name -> name.startsWith("row"));
        flow.getStyleClass().addAll(rowClasses(style));
        style.mark().ifPresent(mark -> flow.getChildren().add(beside(flow, style, mark(mark))));
        if (style.kind() instanceof RowStyle.Footnote note && style.mark().isEmpty()) {
            flow.getChildren().add(beside(flow, style, sign(note.label(), "row-note-mark")));
        }
        if (style.kind() instanceof RowStyle.Code code && code.first()) {
            flow.getChildren().add(language(flow, code.language()));
        }
        style.callout()
                .filter(RowStyle.Callout::first)
                .ifPresent(callout ->
                        flow.getChildren().add(beside(flow, style, sign(icon(callout.type())))));
        flow.parentProperty()
                .addListener((o, was, parent) -> {
                    if (parent instanceof Region box) {
                        dress(box, style);
                        fitEmbeds(flow, padding(style));
                    }
                });
    }

    private static List<String> rowClasses(RowStyle style) {
        List<String> classes = new ArrayList<>(List.of("row"));
        if (style.kind() instanceof RowStyle.Heading heading) {
            classes.add("row-h" + heading.level());
        } else if (style.kind() instanceof RowStyle.Code) {
            classes.add("row-code");
        } else if (style.kind() instanceof RowStyle.Comment
                || style.kind() instanceof RowStyle.Html) {
            classes.add("row-faint");
        } else if (style.kind() instanceof RowStyle.Source) {
            classes.add("row-source");
        }
        boolean done =
                style.mark().filter(m -> m instanceof RowStyle.Box box && box.done()).isPresent();
        if (done) {
            classes.add("row-done");
        }
        if (style.rightToLeft()) {
            classes.add("row-right");
        }
        if (style.callout().isPresent()) {
            classes.add(style.callout().get().first() ? "row-callout-title" : "row-callout");
        }
        return classes;
    }

    private Region mark(RowStyle.Mark mark) {
        return mark instanceof RowStyle.Box box
                ? box(box)
                : sign(((RowStyle.Sign) mark).text(), "row-mark");
    }

    /** A node in the air before a row, at the side from which it is read. */
    private Node beside(TextFlow flow, RowStyle style, Region node) {
        double scale = type.scale();
        node.setManaged(false);
        double right = -6 * scale;
        double width = Math.max((MARK_GAP - 6.0) * scale, letters(node));
        node.resizeRelocate(right - width, 0, width, 25 * scale);
        if (style.rightToLeft()) {
            node.layoutXProperty().bind(flow.widthProperty().add(6 * scale));
            if (node instanceof Label label && label.getGraphic() == null) {
                label.setAlignment(Pos.BASELINE_LEFT);
            }
        }
        return node;
    }

    /** What code is written in, at the end of the row of its opening fence. */
    private Node language(TextFlow flow, String name) {
        Label shown = new Label(name.length() > MOST_LANGUAGE ? "" : name);
        shown.getStyleClass().add("code-language");
        shown.setAlignment(Pos.TOP_RIGHT);
        shown.setMouseTransparent(true);
        shown.setManaged(false);
        double scale = type.scale();
        shown.resize(LANGUAGE_WIDTH * scale, 21 * scale);
        shown.layoutXProperty().bind(flow.widthProperty().subtract(LANGUAGE_WIDTH * scale));
        return shown;
    }

    /** How wide the letters of a sign are, in pixels: numbers can be long. */
    private double letters(Region node) {
        if (!(node instanceof Label sign) || sign.getText().length() <= SHORT_SIGN) {
            return 0;
        }
        Text measured = new Text(sign.getText());
        measured.setFont(Font.font(type.family(), SIGN_SIZE * type.scale()));
        return Math.ceil(measured.getLayoutBounds().getWidth());
    }

    /** Stands in the air before the title, where the text of the callout is indented. */
    private Region sign(FontIcon icon) {
        Label sign = new Label();
        icon.getStyleClass().add("callout-icon");
        sign.setGraphic(icon);
        sign.setTranslateX(-2 * type.scale());
        sign.setTranslateY(-3 * type.scale());
        return sign;
    }

    private static Region sign(String text, String styleClass) {
        Label sign = new Label(text);
        sign.getStyleClass().add(styleClass);
        sign.setAlignment(Pos.BASELINE_RIGHT);
        return sign;
    }

    private Region box(RowStyle.Box box) {
        CheckBox check = new CheckBox();
        check.getStyleClass().add("row-box");
        check.setSelected(box.done());
        check.setFocusTraversable(false);
        check.setCursor(Cursor.HAND);
        check.addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                e -> {
                    place(check).ifPresent(row -> listener.tick(row + box.offset()));
                    e.consume();
                });
        return check;
    }

    /** Where in the note the row begins that a node stands in. */
    Optional<Integer> place(Node node) {
        LiveArea shown = area;
        if (shown == null) {
            return Optional.empty();
        }
        var bounds = node.localToScreen(node.getBoundsInLocal());
        var at = shown.screenToLocal(bounds.getMaxX() + MARK_GAP, bounds.getCenterY());
        int view = shown.hit(at.getX(), at.getY()).getInsertionIndex();
        int row = shown.fold().map().rowAtView(view);
        return Optional.of(shown.fold().map().source0(row));
    }

    /** Indents a row and puts panels behind it, once: before it is in the window. */
    private void dress(Region box, RowStyle style) {
        box.getStyleClass().removeIf(name -> name.startsWith("box"));
        box.getStyleClass().addAll(boxClasses(style));
        Insets padding = style.rightToLeft() ? mirrored(padding(style)) : padding(style);
        // As a style, since the style sheet of the area would take back what is set otherwise.
        box.setStyle(
                "-fx-padding: "
                        + Math.round(padding.getTop())
                        + " "
                        + Math.round(padding.getRight())
                        + " "
                        + Math.round(padding.getBottom())
                        + " "
                        + Math.round(padding.getLeft())
                        + ";");
    }

    /** What is embedded in an indented row has less room. */
    private void fitEmbeds(TextFlow flow, Insets padding) {
        double room = columnWidth() - padding.getLeft() - padding.getRight();
        flow.getChildren().stream()
                .filter(NoteEmbed.class::isInstance)
                .map(NoteEmbed.class::cast)
                .limit(NoteEmbed.MOST_IN_ROW)
                .forEach(embed -> embed.fit(room));
    }

    /** With a little air, since a space behind a sentence can push a line out by its width. */
    private static Insets mirrored(Insets insets) {
        double right = Math.max(insets.getLeft(), RIGHT_AIR);
        return new Insets(insets.getTop(), right, insets.getBottom(), insets.getRight());
    }

    private Insets padding(RowStyle style) {
        double left = style.indent() * (double) INDENT + style.quoteDepth() * (double) QUOTE;
        left += style.kind() instanceof RowStyle.Footnote ? INDENT : 0;
        double right = 0;
        double top = 0;
        double bottom = 0;
        if (style.kind() instanceof RowStyle.Heading heading) {
            top = !heading.first() ? 0 : heading.level() == 1 ? 8 : 20;
            bottom = heading.level() == 1 ? 2 : 0;
        } else if (style.kind() instanceof RowStyle.Code code) {
            left += 14;
            right += 14;
            top = code.first() ? 6 : 0;
            bottom = code.last() ? 6 : 0;
        }
        if (style.callout().isPresent()) {
            RowStyle.Callout callout = style.callout().get();
            top += callout.first() ? 10 : 0;
            bottom += callout.last() ? 10 : 2;
            left += callout.first() || style.quoteDepth() > 0 ? 22 : 4;
            right += 16;
        }
        double scale = type.scale();
        return new Insets(top * scale, right * scale, bottom * scale, left * scale);
    }

    private static List<String> boxClasses(RowStyle style) {
        List<String> classes = new ArrayList<>();
        style.callout()
                .ifPresent(callout -> {
                    classes.add("box-" + CalloutFamily.of(callout.type()).style());
                    classes.add(ends("box-callout", callout.first(), callout.last()));
                });
        if (style.callout().isEmpty() && style.quoteDepth() > 0) {
            classes.add("box-quote");
        }
        if (style.rightToLeft()) {
            classes.add("box-right");
        }
        if (style.kind() instanceof RowStyle.Code code) {
            classes.add("box-code");
            classes.add(ends("box-code", code.first(), code.last()));
        }
        return classes;
    }

    /** A panel is round where it begins and where it ends. */
    private static String ends(String panel, boolean first, boolean last) {
        return panel + (first && last ? "-whole" : first ? "-top" : last ? "-foot" : "-middle");
    }

    /** The sign of a callout, by the family of its type. */
    private static FontIcon icon(String type) {
        return new FontIcon(
                switch (CalloutFamily.of(type)) {
                    case TIP -> "fltral-lightbulb-20";
                    case IMPORTANT -> "fltrmz-question-circle-20";
                    case WARNING -> "fltrmz-warning-20";
                    case DANGER -> "fltral-error-circle-20";
                    case EXAMPLE -> "fltral-clipboard-20";
                    case QUOTE -> "fltrmz-text-quote-20";
                    case NOTE -> "fltral-info-20";
                });
    }
}
