package app.vaultnotes.document.markdown;

import java.util.List;
import java.util.Optional;
import org.commonmark.node.Node;

/**
 * All that a note's Markdown says, with exact places. Immutable; made in time linear in the text.
 *
 * @param document the syntax tree of the text behind the front matter; its source spans count from
 *     {@link #documentStart}
 * @param documentStart where that text begins
 * @param frontMatter the properties
 * @param headings headings in order
 * @param blockIds {@code ^ids} of blocks in order
 * @param links links and embeds in order, those in properties first
 * @param tags tags in order, those in properties first
 * @param tasks tasks in order
 * @param callouts callouts in order
 * @param footnotes footnote definitions in order
 * @param math formulas in order
 * @param comments {@code %%comments%%} in order
 * @param highlights {@code ==highlights==} in order
 * @param plainText what a reader sees, block by block, for search
 * @param words how many words a writer would count
 */
public record MarkdownAnalysis(
        Node document,
        int documentStart,
        FrontMatter frontMatter,
        List<Heading> headings,
        List<BlockId> blockIds,
        List<Link> links,
        List<Tag> tags,
        List<Task> tasks,
        List<Callout> callouts,
        List<Footnote> footnotes,
        List<Formula> math,
        List<Range> comments,
        List<Range> highlights,
        String plainText,
        int words) {

    /** A heading of level 1 to 6. */
    public record Heading(int level, String text, Range range) {}

    /** A name for a block, written {@code ^name} at its end. */
    public record BlockId(String id, Range range) {}

    /** A tag without its {@code #}. */
    public record Tag(String tag, Range range) {}

    /**
     * A task.
     *
     * @param done whether its box holds anything but a space
     * @param text what is to be done
     * @param box the character in the box
     */
    public record Task(boolean done, String text, Range box) {}

    /**
     * A callout.
     *
     * @param type such as {@code note}, in lower case
     * @param fold {@code +} or {@code -}, or empty
     * @param title what stands beside the type
     * @param range the whole quote
     */
    public record Callout(String type, String fold, String title, Range range) {}

    /** A footnote's definition. */
    public record Footnote(String label, Range range) {}

    /** A formula with its dollar signs. */
    public record Formula(Range range, boolean display) {}

    /** The analysis of a note's exact text. */
    public static MarkdownAnalysis of(String text) {
        return new Analyzer(text).analyze();
    }

    /**
     * Where a link's fragment leads: {@code Heading}, {@code Heading#Sub} or {@code ^block}.
     *
     * @return where that heading or block begins
     */
    public Optional<Integer> find(String fragment) {
        if (fragment.startsWith("^")) {
            String id = fragment.substring(1);
            return blockIds.stream()
                    .filter(b -> b.id().equalsIgnoreCase(id))
                    .map(b -> b.range().start())
                    .findFirst();
        }
        int from = -1;
        for (String part : fragment.split("#", -1)) {
            int after = from;
            Optional<Heading> next =
                    headings.stream()
                            .filter(h ->
                                    h.range().start() > after
                                            && anchor(h.text()).equals(anchor(part)))
                            .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            from = next.get().range().start();
        }
        return Optional.of(from);
    }

    /** The form in which headings are compared: letters and digits, in lower case. */
    private static String anchor(String heading) {
        StringBuilder out = new StringBuilder();
        heading.toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
