package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.HtmlRendering;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.vault.Catalogue;
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

    private final Vault vault;
    private final WebPaths paths;

    HtmlPages(Vault vault, WebPaths paths) {
        this.vault = vault;
        this.paths = paths;
    }

    /** The file name of a note's page. */
    static String fileName(String path) {
        return WebPaths.last(path) + ".html";
    }

    byte[] page(Catalogue.NoteRow row) {
        String body =
                HtmlRendering.of(vault.notes().text(row.state().id()), link -> address(row, link));
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

    private Optional<String> address(Catalogue.NoteRow from, Link link) {
        Optional<List<String>> there =
                vault.links()
                        .resolve(link.path(), from.state().shelf(), link.standard())
                        .flatMap(item -> paths.path(item.id()));
        int folders = paths.path(from.state().id()).map(List::size).orElse(1) - 1;
        return there.map(path -> "../".repeat(folders) + encoded(path));
    }

    private static String encoded(List<String> path) {
        return String.join(
                "/",
                path.stream()
                        .map(name ->
                                URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                        .toList());
    }

    /** A page that lists all notes, unless a note is called so. */
    void index(Target target) throws IOException {
        StringBuilder list = new StringBuilder("<ul>\n");
        list(Id.ROOT, list);
        target.file(
                List.of("index.html"),
                new ByteArrayInputStream(html("Notes", list.append("</ul>\n").toString())),
                System.currentTimeMillis());
    }

    private void list(Id folder, StringBuilder list) {
        for (Catalogue.NoteRow row : vault.catalogue().notesIn(folder, Catalogue.Page.ALL)) {
            String title = HtmlRendering.escaped(row.state().title());
            paths.path(row.state().id())
                    .ifPresent(path ->
                            list.append("<li><a href=\"")
                                    .append(encoded(path))
                                    .append("\">")
                                    .append(title)
                                    .append("</a></li>\n"));
        }
        for (Id inner : vault.paths().foldersIn(folder)) {
            list.append("<li>")
                    .append(HtmlRendering.escaped(WebPaths.last(vault.paths().of(inner))))
                    .append("<ul>\n");
            list(inner, list);
            list.append("</ul></li>\n");
        }
    }
}
