package app.vaultnotes.pdf;

import app.vaultnotes.document.markdown.CalloutFamily;
import app.vaultnotes.math.Outline;
import app.vaultnotes.math.Typeset;
import app.vaultnotes.math.Typesetter;
import app.vaultnotes.picture.Picture;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Turns what a browser would understand into what stands on paper: boxes of tasks, coloured code,
 * formulas, pictures, embedded notes, links that lead somewhere.
 */
final class Refining {

    /** Room for text on a page, in pixels of a browser. */
    private static final double MAX_WIDTH = 620;

    private static final double MAX_HEIGHT = 860;

    /** Formulas are as large beside the text as in the window. */
    private static final double FORMULA_SIZE = 17.5 / 16;

    /** Widest formula, in sizes of the text. */
    private static final double MAX_FORMULA = 44;

    /** Longest box that is not parted between pages. */
    private static final int MAX_KEPT_CHARS = 1_500;

    private static final int MAX_KEPT_LINES = 25;

    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "li",
                    "td",
                    "th",
                    "blockquote",
                    "ul",
                    "ol",
                    "table");

    private final NoteMarkup markup;
    private final Sheet sheet;
    private final int depth;
    private final Typesetter typesetter = new Typesetter();

    /**
     * For a note's tree.
     *
     * @param depth in how many embeds it stands
     */
    Refining(NoteMarkup markup, Sheet sheet, int depth) {
        this.markup = markup;
        this.sheet = sheet;
        this.depth = depth;
    }

    static Element body(Document document) {
        return (Element) document.getDocumentElement().getLastChild();
    }

    void refine(NoteMarkup.Piece piece) {
        Element body = body(piece.document());
        if (Elements.flatten(body)) {
            sheet.changed(
                    "it is nested more deeply than pages can show; the innermost is plain text");
        }
        for (Element element : Elements.in(body)) {
            refine(element, piece);
        }
        for (Element element : Elements.in(body)) {
            if (BLOCKS.contains(element.getTagName())
                    && RightToLeft.begins(Elements.text(element))) {
                element.setAttribute("dir", "rtl");
            }
        }
    }

    private void refine(Element element, NoteMarkup.Piece piece) {
        switch (element.getTagName()) {
            case "img" -> picture(element, piece);
            case "a" -> link(element, piece);
            case "input" -> box(element);
            case "code" -> CodeColours.colour(element);
            case "blockquote" -> {
                if (element.hasAttribute("data-callout")) {
                    String type = element.getAttribute("data-callout");
                    Elements.mark(element, CalloutFamily.of(type).style());
                    keep(element);
                }
            }
            case "pre" -> keep(element);
            case "p" -> titled(element);
            case "span", "div" -> {
                if (element.getAttribute("class").startsWith("math")) {
                    formula(element);
                }
            }
            default -> {
                // stays
            }
        }
    }

    /** A short box stays on one page. */
    private static void keep(Element box) {
        String text = Elements.text(box);
        if (text.length() < MAX_KEPT_CHARS && text.lines().count() < MAX_KEPT_LINES) {
            Elements.mark(box, "whole");
        }
    }

    /** A callout without a title of its own is called by its type. */
    private static void titled(Element p) {
        String text = Elements.text(p);
        if (p.getAttribute("class").equals("callout-title")
                && p.getParentNode() instanceof Element callout
                && callout.getAttribute("data-callout").equals(text)
                && !text.isEmpty()) {
            int first = Character.charCount(text.codePointAt(0));
            p.setTextContent(
                    text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first));
        }
    }

    // ---- tasks and formulas ----

    private static void box(Element input) {
        boolean done = input.hasAttribute("checked");
        Document document = input.getOwnerDocument();
        for (Node at = input.getParentNode(); at != null; at = at.getParentNode()) {
            if (at instanceof Element item && item.getTagName().equals("li")) {
                Elements.mark(item, done ? "task done" : "task");
                break;
            }
        }
        Elements.replace(input, Elements.made(document, "span", "box", done ? "☑" : "☐"));
    }

    private void formula(Element math) {
        String tex = Elements.text(math);
        boolean display = math.getAttribute("class").endsWith("display");
        switch (typesetter.outline(tex, display)) {
            case Outline outline -> Elements.replace(math, drawn(math, outline, display));
            case Typeset.Problem problem -> {
                math.setAttribute("class", "wrong");
                sheet.changed(
                        "a formula stays source: "
                                + tex.strip().substring(0, Math.min(40, tex.strip().length()))
                                + " ("
                                + problem.kind().name().toLowerCase(Locale.ROOT)
                                + (problem.detail().isEmpty() ? "" : ", " + problem.detail())
                                + ")");
            }
        }
    }

    private Element drawn(Element math, Outline outline, boolean display) {
        Document document = math.getOwnerDocument();
        double size = Math.min(FORMULA_SIZE, MAX_FORMULA / outline.width());
        Element object = document.createElement("object");
        object.setAttribute("type", "vault/formula");
        object.setAttribute("data-number", String.valueOf(sheet.add(outline)));
        object.setAttribute(
                "style",
                String.format(
                        Locale.ROOT,
                        "width:%.3fem;height:%.3fem;vertical-align:%.3fem",
                        size * (outline.width() + 2 * FormulaDrawer.MARGIN),
                        size * (outline.ascent() + outline.descent() + 2 * FormulaDrawer.MARGIN),
                        -size * (outline.descent() + FormulaDrawer.MARGIN)));
        if (!display) {
            return object;
        }
        String tag = math.getTagName().equals("div") ? "div" : "span";
        Element block = Elements.made(document, tag, "formula", "");
        block.appendChild(object);
        return block;
    }

    // ---- links ----

    private void link(Element a, NoteMarkup.Piece piece) {
        String href = a.getAttribute("href");
        a.removeAttribute("rel");
        if (href.startsWith("#")) {
            a.setAttribute("href", "#" + decoded(href.substring(1)));
            return;
        }
        int hash = href.indexOf('#');
        Optional<Item> item =
                Optional.ofNullable(piece.items().get(hash < 0 ? href : href.substring(0, hash)));
        String fragment = hash < 0 ? "" : decoded(href.substring(hash + 1));
        if (item.isPresent()) {
            lead(a, item.get(), fragment);
        } else if (!isOutside(href)) {
            a.removeAttribute("href");
            Elements.mark(a, "unresolved");
        }
    }

    private static boolean isOutside(String href) {
        return href.startsWith("http:") || href.startsWith("https:") || href.startsWith("mailto:");
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return encoded;
        }
    }

    private void lead(Element a, Item item, String fragment) {
        boolean embed = a.getAttribute("class").equals("embed");
        if (embed && item instanceof Item.Note note) {
            Optional<Element> shown = markup.embedded(note.row(), fragment, sheet, depth);
            if (shown.isPresent()) {
                embed(a, note.row().state().title(), shown.get());
                return;
            }
            sheet.changed("an embed is shown as a link: " + note.row().state().title());
        }
        Optional<String> address = markup.address(item);
        if (address.isEmpty()) {
            a.removeAttribute("href");
        }
        String place = fragment.isEmpty() ? "" : "#" + Finish.key(fragment);
        address.ifPresent(there -> a.setAttribute("href", there + place));
    }

    private static void embed(Element a, String title, Element shown) {
        Document document = a.getOwnerDocument();
        Element box = Elements.made(document, "div", "embed", "");
        box.appendChild(Elements.made(document, "p", "embed-title", title));
        Elements.empty(
                shown,
                child -> {
                    box.appendChild(document.importNode(child, true));
                    shown.removeChild(child);
                });
        keep(box);
        Node parent = a.getParentNode();
        boolean alone =
                parent instanceof Element p
                        && p.getTagName().equals("p")
                        && Elements.text(p).strip().equals(Elements.text(a).strip());
        Elements.replace(alone && parent != null ? parent : a, box);
    }

    // ---- pictures ----

    private void picture(Element img, NoteMarkup.Piece piece) {
        String src = img.getAttribute("src");
        String alt = img.getAttribute("alt");
        if (piece.items().get(src) instanceof Item.File file) {
            Projection.FileState state = file.row().state();
            Optional<PictureBytes> picture = read(state);
            if (picture.isPresent()) {
                place(img, picture.get());
                return;
            }
            sheet.changed(
                    "the picture " + state.name() + " cannot be shown in a PDF; its name is there");
            name(img, alt.isBlank() ? state.name() : alt, markup.address(file));
        } else {
            boolean web = isOutside(src);
            sheet.changed(
                    web
                            ? "a picture from the web was not fetched; a link to it is there: "
                                    + src
                            : "a picture is missing: " + (alt.isBlank() ? src : alt));
            name(img, alt.isBlank() ? src : alt, web ? Optional.of(src) : Optional.empty());
        }
    }

    private Optional<PictureBytes> read(Projection.FileState state) {
        if (state.size() > Picture.MAX_BYTES || !markup.vault().blobs().has(state.blob())) {
            return Optional.empty();
        }
        try (InputStream in = markup.vault().blobs().open(state.blob())) {
            return PictureBytes.of(in.readAllBytes());
        } catch (IOException | VaultException _) {
            return Optional.empty(); // damaged; the export says so of the file itself
        }
    }

    private static void name(Element img, String name, Optional<String> href) {
        Element a = Elements.made(img.getOwnerDocument(), "a", "picture", name);
        href.ifPresent(address -> a.setAttribute("href", address));
        Elements.replace(img, a);
    }

    private void place(Element img, PictureBytes picture) {
        double width = asked(img, "width").orElse((double) picture.width());
        double height = asked(img, "height").orElse(width * picture.height() / picture.width());
        double fit = Math.min(1, Math.min(MAX_WIDTH / width, MAX_HEIGHT / height));
        img.removeAttribute("width");
        img.removeAttribute("height");
        img.setAttribute("src", Press.PICTURE + sheet.add(picture.bytes()));
        img.setAttribute(
                "style",
                String.format(
                        Locale.ROOT, "width:%.1fpx;height:%.1fpx", fit * width, fit * height));
    }

    private static Optional<Double> asked(Element img, String side) {
        String value = img.getAttribute(side);
        return value.isEmpty() || value.matches("0+")
                ? Optional.empty()
                : Optional.of(Double.valueOf(value));
    }
}
