package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Range;
import java.util.Optional;

/** The parts of a note that links and embeds name. */
public final class Passages {

    private Passages() {}

    /**
     * The part that is meant where another note shows it: all but the properties, what stands under
     * a heading with that heading, or one block.
     *
     * @param fragment as in {@link MarkdownAnalysis#find}; empty for the whole note
     * @return empty when there is no such part
     */
    public static Optional<Range> of(String text, String fragment) {
        if (fragment.isEmpty()) {
            return Optional.of(new Range(FrontMatter.of(text).range().end(), text.length()));
        }
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        int block = fragment.lastIndexOf('^');
        return block == 0 || (block > 0 && fragment.charAt(block - 1) == '#')
                ? block(analysis, fragment.substring(block + 1))
                : analysis.heading(fragment).map(heading -> section(text, analysis, heading));
    }

    /** The block without its name. */
    private static Optional<Range> block(MarkdownAnalysis analysis, String id) {
        return analysis.blockIds().stream()
                .filter(each -> each.id().equalsIgnoreCase(id))
                .map(each ->
                        new Range(
                                each.block().start(),
                                Math.min(each.block().end(), each.range().start())))
                .findFirst();
    }

    private static Range section(
            String text, MarkdownAnalysis analysis, MarkdownAnalysis.Heading heading) {
        int from = heading.range().start();
        int to =
                analysis.headings().stream()
                        .filter(other -> other.range().start() > from)
                        .filter(other -> other.level() <= heading.level())
                        .mapToInt(other -> other.range().start())
                        .findFirst()
                        .orElse(text.length());
        return new Range(from, to);
    }
}
