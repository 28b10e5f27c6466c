package app.vaultnotes.document.markdown.syntax;

import java.util.Optional;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Delimited;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.jspecify.annotations.Nullable;

/** The inline nodes that CommonMark does not know, and its links with their places. */
public final class Inlines {

    private Inlines() {}

    /**
     * Where the pieces of a standard link stand.
     *
     * @param label between the square brackets, or the address itself where it has no brackets
     * @param destination the destination as written, without {@code <>}; where a definition is
     *     used, empty at the end of the link
     * @param form how it is written
     */
    public record Places(Range label, Range destination, Form form) {
        /** How a standard link names its destination. */
        public enum Form {
            /** {@code [label](destination)}. */
            INLINE,
            /** {@code [label][name]}, {@code [name][]} or {@code [name]}. */
            REFERENCE,
            /** {@code <destination>}. */
            ANGLE,
            /** The address alone. */
            BARE
        }
    }

    /** A standard link that knows its places. */
    public static final class PlacedLink extends Link {
        private final Places places;

        PlacedLink(String destination, @Nullable String title, Places places) {
            super(destination, title);
            this.places = places;
        }

        /** Where its pieces stand. */
        public Places places() {
            return places;
        }
    }

    /** An image that knows its places. */
    public static final class PlacedImage extends Image {
        private final Places places;

        PlacedImage(String destination, @Nullable String title, Places places) {
            super(destination, title);
            this.places = places;
        }

        /** Where its pieces stand. */
        public Places places() {
            return places;
        }
    }

    /** {@code [[path#fragment|label]]}, or with {@code !} before it an embed. */
    public static final class WikiLink extends CustomNode {
        private final Wikitext wikitext;
        private final boolean embed;
        private final Range range;
        private final Range target;

        WikiLink(Wikitext wikitext, boolean embed, Range range, Range target) {
            this.wikitext = wikitext;
            this.embed = embed;
            this.range = range;
            this.target = target;
        }

        /** Whether what it points to is shown in its place. */
        public boolean embed() {
            return embed;
        }

        /** All of it with its brackets. */
        public Range range() {
            return range;
        }

        /** The path, without white space around it. */
        public Range target() {
            return target;
        }

        /** The path; empty for a place in the same note. */
        public String path() {
            return wikitext.path();
        }

        /** The heading or {@code ^block} behind the first {@code #}. */
        public String fragment() {
            return wikitext.fragment();
        }

        /** What is shown, where it is written. */
        public Optional<String> label() {
            return wikitext.label();
        }
    }

    /** A formula between dollar signs. */
    public static final class InlineMath extends CustomNode {
        private final String tex;
        private final boolean display;

        InlineMath(String tex, boolean display) {
            this.tex = tex;
            this.display = display;
        }

        /** The TeX between the dollar signs. */
        public String tex() {
            return tex;
        }

        /** Whether it is set on a line of its own: two dollar signs. */
        public boolean display() {
            return display;
        }
    }

    /** {@code %%text%%} that no reader sees. */
    public static final class InlineComment extends CustomNode {}

    /** {@code ==text==}. */
    public static final class Highlight extends CustomNode implements Delimited {
        @Override
        public String getOpeningDelimiter() {
            return "==";
        }

        @Override
        public String getClosingDelimiter() {
            return "==";
        }
    }

    /** {@code #name}. */
    public static final class TagMark extends CustomNode {
        private final String name;

        TagMark(String name) {
            this.name = name;
        }

        /** The tag without its {@code #}. */
        public String name() {
            return name;
        }
    }

    /** {@code ^id} at the end of a block: its name. */
    public static final class BlockName extends CustomNode {
        private final String id;

        BlockName(String id) {
            this.id = id;
        }

        /** The name without its {@code ^}. */
        public String id() {
            return id;
        }
    }

    /** {@code [x]} at the start of a list item: the box of a task. */
    public static final class TaskBox extends CustomNode {
        private final String mark;

        TaskBox(String mark) {
            this.mark = mark;
        }

        /** What stands in the box. */
        public String mark() {
            return mark;
        }

        /** Whether the task is done: the box holds anything but a space. */
        public boolean done() {
            return !mark.equals(" ");
        }
    }

    /** {@code [^label]}: the place of a footnote. */
    public static final class FootnoteMark extends CustomNode {
        private final String label;

        FootnoteMark(String label) {
            this.label = label;
        }

        /** The footnote's name. */
        public String label() {
            return label;
        }
    }

    /** {@code ^[text]}: a footnote written where it belongs. */
    public static final class InlineFootnote extends CustomNode {}
}
