package app.vaultnotes.document.markdown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as a piece of HTML that is safe wherever it is put: HTML in the note is shown as text,
 * addresses other than web, mail and relative ones are dropped.
 *
 * <p>What CommonMark does not know is cut out of the text first, each piece leaving one character
 * of the private use area behind, and put back into the rendered HTML.
 */
public final class HtmlRendering {

    private static final char FIRST_PLACE = '\ue000';
    private static final char LAST_PLACE = '\uf8ff';
    private static final Pattern PLACES = Pattern.compile("[\ue000-\uf8ff]\\d+[\ue000-\uf8ff]");
    private static final Pattern CALLOUT =
            Pattern.compile("<blockquote>\\s*<p>\\[!([^\\]<]{1,100})\\][+-]?[ \\t]*([^\\n<]*)");
    private static final Pattern TASK = Pattern.compile("(<li>\\s*(?:<p>)?)\\[([^\\]<])\\] ");

    private static final Parser PARSER =
            Parser.builder()
                    .extensions(Parsed.EXTENSIONS)
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .customBlockParserFactory(new LongParagraph.Factory())
                    .maxOpenBlockParsers(Parsed.MAX_BLOCK_NESTING)
                    .maxInlineNesting(Parsed.MAX_INLINE_NESTING)
                    .build();

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(Parsed.EXTENSIONS)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .percentEncodeUrls(true)
                    .build();

    private final String text;
    private final Resolver resolver;
    private final List<String> pieces = new ArrayList<>();

    private HtmlRendering(String text, Resolver resolver) {
        this.text = text;
        this.resolver = resolver;
    }

    /** Says where links inside the vault lead. */
    public interface Resolver {
        /** The address of what a link points to, relative to the page; empty when there is none. */
        Optional<String> address(Link link);
    }

    /** The body of a page for a note; front matter is left out. */
    public static String of(String text, Resolver resolver) {
        return new HtmlRendering(text, resolver).render();
    }

    private String render() {
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        List<Piece> cuts = new ArrayList<>();
        analysis.comments().forEach(range -> cuts.add(new Piece(range, "")));
        analysis.math().forEach(formula -> cuts.add(new Piece(formula.range(), math(formula))));
        analysis.highlights().forEach(range -> highlight(cuts, range));
        for (Link link : analysis.links()) {
            if (link.range().start() >= analysis.documentStart()) {
                link(cuts, link);
            }
        }
        cuts.sort(Comparator.comparingInt(piece -> piece.range().start()));
        String html = RENDERER.render(PARSER.parse(masked(analysis.documentStart(), cuts)));
        return tasks(callouts(restored(html)));
    }

    /** A piece of the text and the HTML in its place. */
    private record Piece(Range range, String html) {}

    private void highlight(List<Piece> cuts, Range range) {
        cuts.add(new Piece(new Range(range.start(), range.start() + 2), "<mark>"));
        cuts.add(new Piece(new Range(range.end() - 2, range.end()), "</mark>"));
    }

    private String math(MarkdownAnalysis.Formula formula) {
        String tex = formula.range().in(text).strip();
        String kind = formula.display() ? "math display" : "math";
        return "<span class=\"" + kind + "\">" + escaped(tex) + "</span>";
    }

    private void link(List<Piece> cuts, Link link) {
        if (link.form() == Link.Form.WIKI) {
            cuts.add(new Piece(link.range(), wikilink(link)));
        } else if (!link.external() && link.form() != Link.Form.AUTO && !link.path().isEmpty()) {
            resolver.address(link).ifPresent(address -> retarget(link, address));
        }
    }

    private final List<Piece> targets = new ArrayList<>();

    private void retarget(Link link, String address) {
        targets.add(new Piece(link.target(), address));
    }

    private String wikilink(Link link) {
        String shown =
                link.label()
                        .orElse(
                                link.path()
                                        + (link.fragment().isEmpty()
                                                ? ""
                                                : " › " + link.fragment()));
        Optional<String> address = link.path().isEmpty() ? Optional.of("") : resolver.address(link);
        if (address.isEmpty()) {
            return "<span class=\"unresolved\">" + escaped(shown) + "</span>";
        }
        String href =
                escaped(
                        address.get()
                                + (link.fragment().isEmpty() ? "" : "#" + anchor(link.fragment())));
        return link.embed() && isImage(link.path())
                ? "<img src=\"" + href + "\" alt=\"" + escaped(link.path()) + "\">"
                : "<a href=\"" + href + "\">" + escaped(shown) + "</a>";
    }

    private static boolean isImage(String path) {
        return path.toLowerCase(java.util.Locale.ROOT)
                .matches(".*\\.(png|jpe?g|gif|webp|avif|svg|bmp)");
    }

    private static String anchor(String fragment) {
        return fragment.strip().replaceAll("\\s+", "-");
    }

    /** The text behind the front matter with pieces cut out and targets replaced. */
    private String masked(int start, List<Piece> cuts) {
        List<Piece> all = new ArrayList<>(cuts);
        all.addAll(targets);
        all.sort(Comparator.comparingInt(piece -> piece.range().start()));
        StringBuilder out = new StringBuilder();
        int at = start;
        for (Piece piece : all) {
            if (piece.range().start() < at) {
                continue;
            }
            harmless(out, text.substring(at, piece.range().start()));
            out.append(targets.contains(piece) ? piece.html() : place(piece.html()));
            at = piece.range().end();
        }
        harmless(out, text.substring(at));
        return out.toString();
    }

    /** Characters of the private use area would be taken for places: they become U+FFFD. */
    private static void harmless(StringBuilder out, String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            out.append(c >= FIRST_PLACE && c <= LAST_PLACE ? '\ufffd' : c);
        }
    }

    private String place(String html) {
        pieces.add(html);
        return FIRST_PLACE + Integer.toString(pieces.size() - 1) + LAST_PLACE;
    }

    private String restored(String html) {
        return PLACES.matcher(html)
                .replaceAll(match -> {
                    String number = match.group().substring(1, match.group().length() - 1);
                    return Matcher.quoteReplacement(pieces.get(Integer.parseInt(number)));
                });
    }

    private static String callouts(String html) {
        return CALLOUT.matcher(html)
                .replaceAll(match -> {
                    String type = match.group(1).strip().toLowerCase(java.util.Locale.ROOT);
                    String title = match.group(2).isBlank() ? type : match.group(2).strip();
                    return Matcher.quoteReplacement(
                            "<blockquote class=\"callout\" data-callout=\""
                                    + type
                                    + "\">\n<p class=\"callout-title\">"
                                    + title
                                    + "</p>\n<p>");
                });
    }

    private static String tasks(String html) {
        return TASK.matcher(html)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                match.group(1)
                                        + "<input type=\"checkbox\" disabled"
                                        + (match.group(2).equals(" ") ? "" : " checked")
                                        + "> "));
    }

    /** Text as it stands in HTML. */
    public static String escaped(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
