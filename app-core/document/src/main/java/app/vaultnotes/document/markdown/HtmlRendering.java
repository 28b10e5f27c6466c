package app.vaultnotes.document.markdown;

import java.util.Optional;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as a piece of HTML that is safe wherever it is put: HTML in the note is shown as text,
 * addresses other than web, mail and relative ones are dropped, comments and front matter are left
 * out.
 */
public final class HtmlRendering {

    private HtmlRendering() {}

    /** Says where links inside the vault lead. */
    public interface Resolver {
        /** The address of what a link points to, relative to the page; empty when there is none. */
        Optional<String> address(Link link);

        /** What is shown in the place of an embedded note; empty for a link to it. */
        default Optional<String> embedded(Link link) {
            return Optional.empty();
        }

        /**
         * The address of the note that the text is of, when it stands in the page of another one:
         * then nothing in it has a name there.
         */
        default Optional<String> inside() {
            return Optional.empty();
        }
    }

    /** The body of a page for a note; front matter is left out. */
    public static String of(String text, Resolver resolver) {
        return of(text, MarkdownAnalysis.of(text), resolver);
    }

    /** The body of a page for a note that is analysed already. */
    public static String of(String text, MarkdownAnalysis analysis, Resolver resolver) {
        return HtmlRenderer.builder()
                .nodeRendererFactory(
                        context -> new NoteNodeRenderer(context, text, analysis, resolver))
                .extensions(
                        java.util.List.of(
                                TablesExtension.create(), StrikethroughExtension.create()))
                .escapeHtml(true)
                .sanitizeUrls(true)
                .urlSanitizer(new SafeAddresses())
                .percentEncodeUrls(true)
                .build()
                .render(analysis.document());
    }

    /** Text as it stands in HTML. */
    public static String escaped(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
