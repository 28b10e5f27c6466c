package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.NoteParser;
import app.vaultnotes.document.markdown.syntax.Range;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.commonmark.node.Node;

/**
 * All that a note's Markdown says, with exact places. Immutable; made in time linear in the text,
 * and in memory that is bounded: what stands behind {@link NoteParser#MAX_PIECES} pieces or {@link
 * NoteParser#MAX_BLOCKS} beginnings of blocks is plain text.
 *
 * @param document the syntax tree of the text behind the front matter, not to be changed; its
 *     source spans count from the beginning of the whole text
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
 * @param plainText what a reader sees, block by block
 * @param hiddenText what a reader does not see and may look for: properties, comments, and where
 *     links lead
 * @param words how many words a writer would count
 * @param whole whether all of the text was read; else its end is plain text
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
        String hiddenText,
        int words,
        boolean whole) {

    /**
     * A heading.
     *
     * @param level 1 to 6
     * @param text what a reader sees
     * @param source the same as it is written, without the marks of the heading
     * @param slug its name in a page of HTML, unlike that of any other heading of the note
     * @param range all of it
     */
    public record Heading(int level, String text, String source, String slug, Range range) {}

    /**
     * A name for a block, written {@code ^name} at its end.
     *
     * @param range the name with its {@code ^}
     * @param block the block it names
     */
    public record BlockId(String id, Range range, Range block) {}

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

    /**
     * A footnote's definition.
     *
     * @param range all of it
     * @param references the places in the text that point to it
     */
    public record Footnote(String label, Range range, List<Range> references) {}

    /** A formula with its dollar signs. */
    public record Formula(Range range, boolean display) {}

    /** The analysis of a note's exact text. */
    public static MarkdownAnalysis of(String text) {
        return new Analyzer(text).analyze();
    }

    /** All that is searched of the text. */
    public String searchText() {
        return hiddenText.isEmpty() ? plainText : plainText + "\n" + hiddenText;
    }

    /**
     * Where a link's fragment leads: {@code Heading}, {@code Heading#Sub} or {@code ^block}.
     *
     * @return where that heading or block begins
     */
    public Optional<Integer> find(String fragment) {
        int block = fragment.lastIndexOf('^');
        if (block == 0 || (block > 0 && fragment.charAt(block - 1) == '#')) {
            String id = fragment.substring(block + 1);
            return blockIds.stream()
                    .filter(b -> b.id().equalsIgnoreCase(id))
                    .map(b -> b.block().start())
                    .findFirst();
        }
        return heading(fragment).map(heading -> heading.range().start());
    }

    /**
     * The heading that {@code Heading} or {@code Heading#Sub} names: each part is looked for inside
     * the section of the part before it, by its words alone, without regard to case and marks.
     */
    public Optional<Heading> heading(String fragment) {
        int from = 0;
        int end = headings.size();
        Optional<Heading> found = Optional.empty();
        for (String part : fragment.split("#", -1)) {
            String wanted = anchor(part);
            int at = from;
            while (at < end && !isCalled(headings.get(at), wanted)) {
                at++;
            }
            if (at == end || wanted.isEmpty()) {
                return Optional.empty();
            }
            found = Optional.of(headings.get(at));
            from = at + 1;
            end = sectionEnd(at, end);
        }
        return found;
    }

    private int sectionEnd(int at, int limit) {
        int end = at + 1;
        while (end < limit && headings.get(end).level() > headings.get(at).level()) {
            end++;
        }
        return end;
    }

    private static boolean isCalled(Heading heading, String anchor) {
        return anchor(heading.text()).equals(anchor) || anchor(heading.source()).equals(anchor);
    }

    /** The form in which headings are compared: letters, digits and symbols, in lower case. */
    private static String anchor(String heading) {
        StringBuilder out = new StringBuilder();
        heading.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(MarkdownAnalysis::counts)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean counts(int c) {
        return Character.isLetterOrDigit(c)
                || (c > 0x7f && !Character.isWhitespace(c) && !Character.isSpaceChar(c));
    }
}
