package app.vaultnotes.desktop;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.Optional;

/** Places in a note that links name. */
final class Fragments {

    private Fragments() {}

    /** Where a heading, or a block by its {@code ^name}, stands in a text. */
    static Optional<Integer> place(String text, String fragment) {
        if (fragment.startsWith("^")) {
            int at = text.indexOf(" " + fragment);
            return at < 0 ? Optional.empty() : Optional.of(text.lastIndexOf('\n', at) + 1);
        }
        String wanted = fragment.substring(fragment.lastIndexOf('#') + 1).strip();
        return MarkdownAnalysis.of(text).headings().stream()
                .filter(heading -> heading.text().strip().equalsIgnoreCase(wanted))
                .map(heading -> heading.range().start())
                .findFirst();
    }
}
