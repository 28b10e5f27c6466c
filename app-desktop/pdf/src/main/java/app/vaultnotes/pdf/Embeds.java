package app.vaultnotes.pdf;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.Optional;

/** The part of a note that an embed shows. */
final class Embeds {

    private Embeds() {}

    /**
     * All of a note, or the section or block that a fragment names.
     *
     * @return empty when there is no such part
     */
    static Optional<String> part(String text, String fragment) {
        if (fragment.isEmpty()) {
            return Optional.of(text);
        }
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        return fragment.startsWith("^")
                ? block(text, analysis, fragment.substring(1))
                : section(text, analysis, fragment);
    }

    private static Optional<String> block(String text, MarkdownAnalysis analysis, String id) {
        return analysis.blockIds().stream()
                .filter(block -> block.id().equalsIgnoreCase(id))
                .map(block -> block.block().in(text))
                .findFirst();
    }

    private static Optional<String> section(String text, MarkdownAnalysis analysis, String slug) {
        Optional<MarkdownAnalysis.Heading> heading =
                analysis.headings().stream().filter(h -> h.slug().equals(slug)).findFirst();
        return heading.map(h -> text.substring(h.range().start(), end(text, analysis, h)));
    }

    private static int end(
            String text, MarkdownAnalysis analysis, MarkdownAnalysis.Heading heading) {
        return analysis.headings().stream()
                .filter(h -> h.range().start() > heading.range().start())
                .filter(h -> h.level() <= heading.level())
                .map(h -> h.range().start())
                .findFirst()
                .orElse(text.length());
    }
}
