package app.vaultnotes.document.markdown.syntax;

import org.commonmark.node.CustomBlock;

/** The blocks that CommonMark does not know. */
public final class Blocks {

    private Blocks() {}

    /** A formula between lines of {@code $$}. */
    public static final class MathBlock extends CustomBlock {
        private String tex = "";

        /** The TeX between the fences. */
        public String tex() {
            return tex;
        }

        void setTex(String newTex) {
            tex = newTex;
        }
    }

    /** Lines between {@code %%} and {@code %%} that no reader sees. */
    public static final class CommentBlock extends CustomBlock {}

    /** {@code [^label]: text}: a footnote. */
    public static final class FootnoteText extends CustomBlock {
        private final String label;

        FootnoteText(String label) {
            this.label = label;
        }

        /** The footnote's name. */
        public String label() {
            return label;
        }
    }

    /** A quote that begins with {@code [!type]}; its first child is its title. */
    public static final class Callout extends CustomBlock {
        private final String type;
        private final String fold;

        Callout(String type, String fold) {
            this.type = type;
            this.fold = fold;
        }

        /** Such as {@code note}, in lower case. */
        public String type() {
            return type;
        }

        /** {@code +} when it can be folded, {@code -} when it is folded at first, or empty. */
        public String fold() {
            return fold;
        }
    }

    /** What stands beside a callout's type; without children when nothing does. */
    public static final class CalloutTitle extends CustomBlock {}
}
