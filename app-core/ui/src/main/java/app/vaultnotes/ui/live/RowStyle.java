package app.vaultnotes.ui.live;

import java.util.Optional;

/**
 * How a row looks as a whole: what it is, and what it stands in.
 *
 * @param kind what it is
 * @param indent how many list items it stands in, its own included
 * @param mark what stands beside the first row of an item
 * @param quoteDepth how many quotes it stands in, callouts included
 * @param callout the innermost callout it stands in
 * @param rightToLeft whether it is read from the right to the left
 */
public record RowStyle(
        Kind kind,
        int indent,
        Optional<Mark> mark,
        int quoteDepth,
        Optional<Callout> callout,
        boolean rightToLeft) {

    /** The style of a row that is read from the left to the right. */
    public RowStyle(
            Kind kind, int indent, Optional<Mark> mark, int quoteDepth, Optional<Callout> callout) {
        this(kind, indent, mark, quoteDepth, callout, false);
    }

    /** What a row is. */
    public sealed interface Kind {}

    /** Running text. */
    public record Paragraph() implements Kind {}

    /**
     * A heading.
     *
     * @param level 1 to 6
     * @param first whether the heading begins here: it may be written on several lines
     */
    public record Heading(int level, boolean first) implements Kind {}

    /**
     * A line of code.
     *
     * @param language the first word behind the fence; may be empty
     * @param first whether it is the opening fence, or the first line without fences
     * @param last whether it is the closing fence, or the last line without fences
     */
    public record Code(String language, boolean first, boolean last) implements Kind {}

    /** A table in one widget. */
    public record Table() implements Kind {}

    /** A formula for display, as a widget or as a line of its source. */
    public record Formula() implements Kind {}

    /** A line across. */
    public record Rule() implements Kind {}

    /** The properties in one widget. */
    public record FrontMatter() implements Kind {}

    /** A line of a comment. */
    public record Comment() implements Kind {}

    /** The first line of a footnote's text. */
    public record Footnote(String label) implements Kind {}

    /** A line of HTML. */
    public record Html() implements Kind {}

    /** A line of a table or of the properties, as it is written. */
    public record Source() implements Kind {}

    /** Nothing but white space. */
    public record Blank() implements Kind {}

    /** What a list item's first row has at its side. */
    public sealed interface Mark {}

    /** A bullet, or the number as it is written. */
    public record Sign(String text) implements Mark {}

    /**
     * The box of a task.
     *
     * @param offset where the character in the box stands, from the start of the row's source
     * @param length how many UTF-16 units it has
     */
    public record Box(boolean done, int offset, int length) implements Mark {}

    /**
     * The callout around a row.
     *
     * @param type such as {@code note}, in lower case
     * @param fold {@code +}, {@code -} or empty
     * @param first whether this is its title
     * @param last whether this is its last row
     */
    public record Callout(String type, String fold, boolean first, boolean last) {}

    static RowStyle of(Kind kind) {
        return new RowStyle(kind, 0, Optional.empty(), 0, Optional.empty());
    }

    /** The style of a row under which all is folded: it is the last one of what it begins. */
    RowStyle folded() {
        Kind closed =
                kind instanceof Code code ? new Code(code.language(), code.first(), true) : kind;
        Optional<Callout> whole =
                callout.map(c -> new Callout(c.type(), c.fold(), c.first(), c.last() || c.first()));
        return new RowStyle(closed, indent, mark, quoteDepth, whole, rightToLeft);
    }

    /** The style of a row that is read from the right to the left. */
    RowStyle fromTheRight() {
        return new RowStyle(kind, indent, mark, quoteDepth, callout, true);
    }

    /** The style of a row that goes on where this one was cut. */
    RowStyle continued() {
        Kind same = continued(kind);
        return new RowStyle(same, indent, Optional.empty(), quoteDepth, callout, rightToLeft);
    }

    private static Kind continued(Kind kind) {
        if (kind instanceof Code code) {
            return new Code(code.language(), false, false);
        } else if (kind instanceof Heading heading) {
            return new Heading(heading.level(), false);
        }
        return kind instanceof Footnote ? new Paragraph() : kind;
    }
}
