package app.vaultnotes.pdf;

import app.vaultnotes.ui.live.code.Highlight;
import java.util.Locale;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Gives the parts of code behind a fence their colours. */
final class CodeColours {

    /** Longer code stays in one colour. */
    private static final int MAX_CHARS = 100_000;

    private static final String CLASS = "language-";

    private CodeColours() {}

    /** Colours the code in an element, when its class says which language that is. */
    static void colour(Element code) {
        String kind = code.getAttribute("class");
        String text = Elements.text(code);
        if (!kind.startsWith(CLASS) || text.length() > MAX_CHARS) {
            return;
        }
        Elements.empty(code, code::removeChild);
        String language = kind.substring(CLASS.length());
        int open = Highlight.NOTHING_OPEN;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            open = Highlight.atLineEnd(language, line(code, language, text, from, to, open));
            if (end >= 0) {
                code.appendChild(code.getOwnerDocument().createTextNode("\n"));
            }
            from = to + 1;
        }
    }

    private static int line(
            Element code, String language, String text, int from, int to, int open) {
        Document document = code.getOwnerDocument();
        int[] written = {from};
        int left =
                Highlight.line(
                        language,
                        text,
                        from,
                        to,
                        open,
                        (start, end, ink) -> {
                            plain(code, text, written[0], start);
                            String name = "ink-" + ink.name().toLowerCase(Locale.ROOT);
                            code.appendChild(
                                    Elements.made(
                                            document, "span", name, text.substring(start, end)));
                            written[0] = end;
                        });
        plain(code, text, written[0], to);
        return left;
    }

    private static void plain(Element code, String text, int from, int to) {
        if (from < to) {
            code.appendChild(code.getOwnerDocument().createTextNode(text.substring(from, to)));
        }
    }
}
