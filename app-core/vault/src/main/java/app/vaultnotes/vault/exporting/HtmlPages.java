package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.markdown.HtmlRendering;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Notes as web pages that need nothing but a browser. */
final class HtmlPages implements NoteForm {

    private static final String STYLE =
            """
            body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:17px/1.6 system-ui,sans-serif;color:#1d1d1f;background:#fff}
            a{color:#0b57d0}pre,code{font-family:ui-monospace,monospace;background:#f3f3f5;border-radius:4px}
            pre{padding:.8rem;overflow:auto}code{padding:.1em .3em}pre code{padding:0}
            blockquote{margin:1rem 0;padding:.1rem 1rem;border-inline-start:3px solid #c7c7cc}
            .embed{margin:1rem 0;padding:.1rem 1rem;border:1px solid #c7c7cc;border-radius:8px}.embed-title{font-size:.8em;font-weight:600}p:empty{display:none}
            .callout-title{font-weight:600}.unresolved{color:#8e8e93}img{max-width:100%}
            table{border-collapse:collapse}td,th{border:1px solid #c7c7cc;padding:.3rem .6rem}
            p,li,h1,h2,h3,h4,h5,h6,td,th,pre{unicode-bidi:plaintext}
            @media(prefers-color-scheme:dark){body{color:#e8e8ea;background:#1b1b1d}a{color:#8ab4f8}pre,code{background:#2a2a2d}
            blockquote,td,th,.embed{border-color:#4a4a4e}mark{background:#7a6400;color:inherit}}
            """;

    private final Vault vault;

    HtmlPages(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String extension() {
        return ".html";
    }

    @Override
    public Made note(Catalogue.NoteRow note, Places places, Runnable goesOn) {
        String text = vault.notes().text(note.state().id());
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        String body = HtmlRendering.of(text, analysis, new HtmlEmbeds(vault, places, note).links());
        return html(
                note.state().title(),
                body,
                analysis.whole() ? List.of() : List.of(NoteForm.UNREAD));
    }

    @Override
    public Made index(String list) {
        return html("Notes", list, List.of());
    }

    private static Made html(String title, String body, List<String> changes) {
        String page =
                "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>"
                        + HtmlRendering.escaped(title)
                        + "</title>\n<style>\n"
                        + STYLE
                        + "</style>\n</head>\n<body dir=\"auto\">\n<h1>"
                        + HtmlRendering.escaped(title)
                        + "</h1>\n"
                        + body
                        + "</body>\n</html>\n";
        return new File(page.getBytes(StandardCharsets.UTF_8), changes);
    }
}
