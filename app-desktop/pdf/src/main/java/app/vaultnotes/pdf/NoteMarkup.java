package app.vaultnotes.pdf;

import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.document.markdown.HtmlRendering;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.exporting.NoteForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.Node;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Makes the tree of a note's pages out of its Markdown. */
final class NoteMarkup {

    /** What stands in an address before the place of an item among those that were asked for. */
    static final String ITEM = "vault-item/";

    /** Deepest Markdown that is laid out. */
    private static final int MAX_NODE_DEPTH = 60;

    private static final int MAX_EMBEDS = 200;
    private static final int MAX_EMBED_DEPTH = 3;

    /** Most characters that embeds bring with them. */
    private static final int MAX_EMBEDDED_CHARS = 500_000;

    private final Vault vault;
    private final NoteForm.Places places;
    private final Catalogue.NoteRow page;
    private int embeds;
    private int embeddedChars;

    /** What a piece of Markdown became, with what its links lead to. */
    record Piece(Document document, Map<String, Item> items) {}

    NoteMarkup(Vault vault, NoteForm.Places places, Catalogue.NoteRow page) {
        this.vault = vault;
        this.places = places;
        this.page = page;
    }

    /** The whole note. */
    Sheet of(String text) {
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        String title = page.state().title();
        boolean titled =
                analysis.headings().stream()
                        .limit(1)
                        .anyMatch(h -> h.level() == 1 && h.text().equals(title));
        String start = titled ? "" : heading(title);
        Piece piece = piece(text, analysis, page, start + properties(analysis.frontMatter()));
        Sheet sheet = new Sheet(piece.document());
        if (!analysis.whole()) {
            sheet.changed(NoteForm.UNREAD);
        }
        new Refining(this, sheet, 0).refine(piece);
        return sheet;
    }

    /** The note as it is written, without what its marks mean. */
    Sheet plain(String text, String why) {
        String body =
                heading(page.state().title()) + "<pre>" + HtmlRendering.escaped(text) + "</pre>";
        Sheet sheet = new Sheet(Elements.read(whole(body)));
        sheet.changed(why);
        return sheet;
    }

    /** A list of notes. */
    static Sheet list(String title, String list) {
        return new Sheet(Elements.read(whole(heading(title) + list)));
    }

    private static String heading(String title) {
        return "<h1 class=\"title\" id=\"vault-title\">" + HtmlRendering.escaped(title) + "</h1>\n";
    }

    private static String whole(String body) {
        return "<html><head></head><body>" + body + "</body></html>";
    }

    private static String properties(FrontMatter matter) {
        List<FrontMatter.Property> shown =
                matter.properties().stream().filter(p -> !p.values().isEmpty()).toList();
        if (shown.isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder("<table class=\"properties\">");
        shown.forEach(property ->
                rows.append("<tr><th>")
                        .append(HtmlRendering.escaped(property.key()))
                        .append("</th><td>")
                        .append(HtmlRendering.escaped(property.text()))
                        .append("</td></tr>"));
        return rows.append("</table>\n").toString();
    }

    private Piece piece(
            String text, MarkdownAnalysis analysis, Catalogue.NoteRow from, String start) {
        requireShallow(analysis.document());
        Map<String, Item> items = new HashMap<>();
        String body =
                HtmlRendering.of(
                        text,
                        analysis,
                        link ->
                                places.item(from, link)
                                        .map(item -> {
                                            String address = ITEM + items.size();
                                            items.put(address, item);
                                            return address;
                                        }));
        return new Piece(Elements.read(whole(start + body)), items);
    }

    /** Much deeper trees take the library's memory and time for nothing that could be read. */
    private static void requireShallow(Node root) {
        int depth = 0;
        Node node = root.getFirstChild();
        while (node != null) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                if (++depth > MAX_NODE_DEPTH) {
                    throw new Elements.UnreadableException("too deep");
                }
                continue;
            }
            while (node != null && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == null || node.equals(root) ? null : node.getNext();
        }
    }

    /** What an embed of a note shows, in a tree of its own; empty when there is too much of it. */
    Optional<Element> embedded(Catalogue.NoteRow note, String fragment, Sheet sheet, int depth) {
        Optional<String> part =
                depth >= MAX_EMBED_DEPTH || ++embeds > MAX_EMBEDS
                        ? Optional.empty()
                        : Embeds.part(vault.notes().text(note.state().id()), fragment);
        embeddedChars += part.map(String::length).orElse(0);
        if (part.isEmpty() || embeddedChars > MAX_EMBEDDED_CHARS) {
            return Optional.empty();
        }
        Piece piece = piece(part.get(), MarkdownAnalysis.of(part.get()), note, "");
        new Refining(this, sheet, depth + 1).refine(piece);
        Element body = Refining.body(piece.document());
        Elements.in(body).forEach(element -> element.removeAttribute("id"));
        return Optional.of(body);
    }

    Vault vault() {
        return vault;
    }

    /** The address of an item in the export. */
    Optional<String> address(Item item) {
        return places.address(page, item);
    }
}
