package app.vaultnotes.ui.live;

import java.util.List;

/** What is shown in the place of source; one character of the view. All of it is hostile text. */
public sealed interface Widget {

    /** A picture by its address and the text that stands for it. */
    record Image(String address, String alt) implements Widget {}

    /**
     * What a wikilink with {@code !} before it points to.
     *
     * @param path the path; empty for the same note
     * @param fragment the heading or {@code ^block}; may be empty
     * @param label what stands behind the bar, such as a width; may be empty
     */
    record Embed(String path, String fragment, String label) implements Widget {}

    /** A formula; on a line of its own when it is for display. */
    record Formula(String tex, boolean display) implements Widget {}

    /** A line across. */
    record Rule() implements Widget {}

    /** One emoji with all of its code points. */
    record Emoji(String cluster) implements Widget {}

    /**
     * What belongs under a row and is folded.
     *
     * @param rows how many rows are not shown
     */
    record Folded(int rows) implements Widget {}

    /**
     * The kind of a callout that has no title.
     *
     * @param type such as {@code tip}, in lower case
     */
    record CalloutName(String type) implements Widget {}

    /**
     * The properties of the note.
     *
     * @param source as they are written, fences included
     */
    record FrontMatterForm(String source) implements Widget {}

    /**
     * A table.
     *
     * @param columns how the columns are aligned
     * @param rows the head and then the body
     */
    record Table(List<Alignment> columns, List<List<Cell>> rows) implements Widget {
        /** Keeps its own lists. */
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** How the cells of a column are aligned. */
    enum Alignment {
        /** As the language is written. */
        NATURAL,
        /** To the left. */
        LEFT,
        /** In the middle. */
        CENTER,
        /** To the right. */
        RIGHT
    }

    /**
     * A cell of a table.
     *
     * @param from where its text begins, in UTF-16 units from the start of the row's source
     * @param to where it ends; both are equal for an empty cell, and -1 for one that is not written
     * @param source its Markdown as it is written, without white space around it
     */
    record Cell(int from, int to, String source) {}
}
