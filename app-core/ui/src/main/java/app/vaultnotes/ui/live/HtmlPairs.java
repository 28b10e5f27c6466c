package app.vaultnotes.ui.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;

/** Simple tags of HTML in a line of text, such as for bold, that are opened and closed. */
final class HtmlPairs {

    /** How many may be open at once; deeper ones stay source. */
    private static final int MAX_OPEN = 16;

    private static final Set<String> NAMES =
            Set.of("b", "strong", "i", "em", "s", "del", "strike", "mark", "code", "kbd");

    private HtmlPairs() {}

    /** The tags among the children of a node that have a partner there, both ways; well nested. */
    static Map<Node, Node> of(Node parent) {
        Map<Node, Node> pairs = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            String name = name(node);
            if (name.isEmpty()) {
                continue;
            }
            if (opens(node)) {
                if (open.size() < MAX_OPEN) {
                    open.push(node);
                }
            } else if (!open.isEmpty() && name(open.peek()).equals(name)) {
                Node opener = open.pop();
                pairs.put(opener, node);
                pairs.put(node, opener);
            }
        }
        return pairs;
    }

    /** The name of a tag without attributes that is known; else empty. */
    private static String name(Node node) {
        if (!(node instanceof HtmlInline html)) {
            return "";
        }
        String tag = html.getLiteral();
        int from = tag.startsWith("</") ? 2 : 1;
        boolean whole = tag.length() > from && tag.endsWith(">");
        String name = whole ? tag.substring(from, tag.length() - 1).toLowerCase(Locale.ROOT) : "";
        return NAMES.contains(name) ? name : "";
    }

    /** Whether a tag opens. */
    static boolean opens(Node tag) {
        return tag instanceof HtmlInline html && !html.getLiteral().startsWith("</");
    }

    /** How the text behind an opening tag looks. */
    static Style inside(Node tag, Style style) {
        return switch (name(tag)) {
            case "b", "strong" -> style.withBold();
            case "i", "em" -> style.withItalic();
            case "s", "del", "strike" -> style.withStrike();
            case "mark" -> style.withHighlight();
            case "code", "kbd" -> style.withCode();
            default -> style;
        };
    }
}
