package app.vaultnotes.document.markdown;

import java.util.List;
import java.util.Optional;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** What a reader sees of a note, gathered block by block, and how many words that is. */
final class PlainText {

    private final StringBuilder text = new StringBuilder();
    private int words;

    String text() {
        return text.toString();
    }

    int words() {
        return words;
    }

    /** A block of code or math. */
    void block(String content) {
        append(content);
    }

    /** A leaf: its own text, with wikilinks as what they show and comments left out. */
    void block(Node node, LeafText leaf, List<Link> wikilinks, List<Range> comments) {
        boolean plain = wikilinks.isEmpty() && !leaf.text().contains("%%");
        append(plain ? of(node) : shown(leaf, wikilinks, comments));
    }

    /** The text with hidden pieces cut out; marks of emphasis stay, search does not mind them. */
    private static String shown(LeafText leaf, List<Link> wikilinks, List<Range> comments) {
        StringBuilder shown = new StringBuilder();
        int nextComment = 0;
        int at = 0;
        for (Link link : wikilinks) {
            while (nextComment < comments.size()
                    && comments.get(nextComment).start() < link.range().start()) {
                at = cut(shown, leaf, at, comments.get(nextComment++), "");
            }
            at = cut(shown, leaf, at, link.range(), shownFor(link));
        }
        for (Range comment : comments.subList(nextComment, comments.size())) {
            at = cut(shown, leaf, at, comment, "");
        }
        return shown.append(leaf.text(), at, leaf.length()).toString();
    }

    private static int cut(StringBuilder shown, LeafText leaf, int at, Range range, String put) {
        int start = leaf.local(range.start());
        if (start < at) {
            return at;
        }
        shown.append(leaf.text(), at, start).append(put);
        return leaf.local(range.end());
    }

    private static String shownFor(Link link) {
        String heading = link.fragment().isEmpty() ? "" : " " + link.fragment();
        return link.label().orElse(link.path() + heading);
    }

    /** The text inside a node without marks. */
    static String of(Node root) {
        StringBuilder out = new StringBuilder();
        Optional<Node> at = Optional.ofNullable(root.getFirstChild());
        while (at.isPresent()) {
            Node node = at.get();
            if (node instanceof Text literal) {
                out.append(literal.getLiteral());
            } else if (node instanceof Code code) {
                out.append(code.getLiteral());
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                out.append('\n');
            }
            at = TreeWalk.after(root, node, n -> true);
        }
        return out.toString();
    }

    private void append(String block) {
        if (!block.isEmpty()) {
            text.append(block).append('\n');
            words += count(block);
        }
    }

    /**
     * Words of a text: runs of letters and digits, and each character of scripts without spaces.
     */
    static int count(String block) {
        int count = 0;
        boolean inside = false;
        for (int i = 0; i < block.length(); ) {
            int c = block.codePointAt(i);
            i += Character.charCount(c);
            if (standsAlone(c)) {
                count++;
                inside = false;
            } else if (Character.isLetterOrDigit(c)) {
                count += inside ? 0 : 1;
                inside = true;
            } else {
                inside = inside && joins(c);
            }
        }
        return count;
    }

    private static boolean standsAlone(int c) {
        if (c < 0x3040) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static boolean joins(int c) {
        int type = Character.getType(c);
        return c == '\''
                || c == '’'
                || c == '-'
                || c == '_'
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
