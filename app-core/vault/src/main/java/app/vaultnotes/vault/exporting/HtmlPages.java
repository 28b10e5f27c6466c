package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.HtmlRendering;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Notes as web pages that need nothing but a browser. */
final class HtmlPages {

    private static final String STYLE =
            """
            body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:17px/1.6 system-ui,sans-serif;color:#1d1d1f;background:#fff}
            a{color:#0b57d0}pre,code{font-family:ui-monospace,monospace;background:#f3f3f5;border-radius:4px}
            pre{padding:.8rem;overflow:auto}code{padding:.1em .3em}pre code{padding:0}
            blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:3px solid #c7c7cc}
            .callout-title{font-weight:600}.unresolved{color:#8e8e93}img{max-width:100%}
            table{border-collapse:collapse}td,th{border:1px solid #c7c7cc;padding:.3rem .6rem}
            @media(prefers-color-scheme:dark){body{color:#e8e8ea;background:#1b1b1d}a{color:#8ab4f8}pre,code{background:#2a2a2d}
            blockquote,td,th{border-color:#4a4a4e}mark{background:#7a6400;color:inherit}}
            """;

    private HtmlPages() {}

    /** The file name of a note's page. */
    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1) + ".html";
    }

    static byte[] page(Vault vault, Catalogue.NoteRow row) {
        String body =
                HtmlRendering.of(
                        vault.notes().text(row.state().id()), link -> address(vault, row, link));
        return html(row.state().title(), body);
    }

    private static byte[] html(String title, String body) {
        String page =
                "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>"
                        + HtmlRendering.escaped(title)
                        + "</title>\n<style>\n"
                        + STYLE
                        + "</style>\n</head>\n<body>\n<h1>"
                        + HtmlRendering.escaped(title)
                        + "</h1>\n"
                        + body
                        + "</body>\n</html>\n";
        return page.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> address(Vault vault, Catalogue.NoteRow from, Link link) {
        Optional<Item> item =
                vault.links().resolve(link.path(), from.state().shelf(), link.standard());
        String up = "../".repeat(depth(vault.paths().of(from)));
        return item.map(found ->
                up
                        + encoded(vault.paths().of(found))
                        + (found instanceof Item.Note ? ".html" : ""));
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    private static String encoded(String path) {
        return String.join(
                "/",
                List.of(path.split("/", -1)).stream()
                        .map(name ->
                                URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                        .toList());
    }

    /** A page that lists all notes, unless a note is called so. */
    static void index(Vault vault, Target target) throws IOException {
        StringBuilder list = new StringBuilder("<ul>\n");
        list(vault, Id.ROOT, list);
        target.file(
                List.of("index.html"),
                new ByteArrayInputStream(html("Notes", list.append("</ul>\n").toString())),
                System.currentTimeMillis());
    }

    private static void list(Vault vault, Id folder, StringBuilder list) {
        for (Catalogue.NoteRow row : vault.catalogue().notesIn(folder, Catalogue.Page.ALL)) {
            String path = vault.paths().of(row);
            list.append("<li><a href=\"").append(encoded(path)).append(".html\">");
            list.append(HtmlRendering.escaped(row.state().title())).append("</a></li>\n");
        }
        for (Id inner : vault.paths().foldersIn(folder)) {
            String path = vault.paths().of(inner);
            list.append("<li>")
                    .append(HtmlRendering.escaped(path.substring(path.lastIndexOf('/') + 1)))
                    .append("<ul>\n");
            list(vault, inner, list);
            list.append("</ul></li>\n");
        }
    }
}
