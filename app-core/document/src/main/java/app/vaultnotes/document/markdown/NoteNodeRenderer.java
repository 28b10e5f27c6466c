package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Blocks;
import app.vaultnotes.document.markdown.syntax.Inlines;
import app.vaultnotes.document.markdown.syntax.Wikitext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/** Renders the nodes that CommonMark does not know, and links that lead into the vault. */
final class NoteNodeRenderer implements NodeRenderer {

    private static final Pattern IMAGE =
            Pattern.compile("(?i).*\\.(png|jpe?g|gif|webp|avif|svg|bmp)", Pattern.DOTALL);
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final String text;
    private final MarkdownAnalysis analysis;
    private final HtmlRendering.Resolver resolver;
    private final Map<Integer, Link> linksByStart = new HashMap<>();
    private final Map<String, Link> definitions = new HashMap<>();
    private final Map<Integer, String> slugsByStart = new HashMap<>();
    private final Map<Integer, String> namesByBlock = new HashMap<>();
    private final Map<String, Integer> footnotes = new LinkedHashMap<>();
    private final Map<String, Integer> marks = new HashMap<>();

    NoteNodeRenderer(
            HtmlNodeRendererContext context,
            String text,
            MarkdownAnalysis analysis,
            HtmlRendering.Resolver resolver) {
        this.context = context;
        this.html = context.getWriter();
        this.text = text;
        this.analysis = analysis;
        this.resolver = resolver;
        analysis.links().forEach(link -> linksByStart.put(link.range().start(), link));
        analysis.links().stream()
                .filter(link -> link.form() == Link.Form.DEFINITION)
                .forEach(link -> definitions.put(destination(link), link));
        analysis.headings()
                .forEach(heading -> slugsByStart.put(heading.range().start(), heading.slug()));
        analysis.blockIds()
                .forEach(block -> namesByBlock.putIfAbsent(block.block().start(), block.id()));
        analysis.footnotes().stream()
                .filter(footnote -> !footnote.references().isEmpty())
                .sorted(java.util.Comparator.comparingInt(f -> f.references().get(0).start()))
                .forEach(footnote -> footnotes.put(footnote.label(), footnotes.size() + 1));
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                Heading.class,
                Inlines.PlacedLink.class,
                Inlines.PlacedImage.class,
                Inlines.WikiLink.class,
                Inlines.InlineMath.class,
                Inlines.InlineComment.class,
                Inlines.Highlight.class,
                Inlines.TagMark.class,
                Inlines.BlockName.class,
                Inlines.TaskBox.class,
                Inlines.FootnoteMark.class,
                Inlines.InlineFootnote.class,
                Blocks.MathBlock.class,
                Blocks.CommentBlock.class,
                Blocks.FootnoteText.class,
                Blocks.Callout.class,
                Blocks.CalloutTitle.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof Inlines.PlacedLink link) {
            link(link);
        } else if (node instanceof Inlines.PlacedImage image) {
            image(image);
        } else if (node instanceof Inlines.WikiLink wiki) {
            wiki(wiki);
        } else if (node instanceof Inlines.InlineMath math) {
            element("span", math.display() ? "math display" : "math", math.tex());
        } else if (node instanceof Inlines.Highlight) {
            wrapped("mark", node);
        } else if (node instanceof Inlines.TagMark tag) {
            element("span", "tag", "#" + tag.name());
        } else if (node instanceof Inlines.TaskBox box) {
            box(box);
        } else if (node instanceof Inlines.FootnoteMark mark) {
            footnoteMark(mark);
        } else if (node instanceof Inlines.InlineFootnote) {
            html.tag("span", attributes("class", "footnote"));
            children(node);
            html.tag("/span");
        } else if (node instanceof Inlines.BlockName name) {
            html.tag("span", named("^" + name.id()));
            html.tag("/span");
        } else {
            block(node);
        }
    }

    private void block(Node node) {
        if (node instanceof Blocks.MathBlock math) {
            html.line();
            element("div", "math display", math.tex());
            html.line();
        } else if (node instanceof Blocks.FootnoteText footnote) {
            footnote(footnote);
        } else if (node instanceof Blocks.Callout callout) {
            callout(callout);
        } else if (node instanceof Blocks.CalloutTitle title) {
            calloutTitle(title);
        }
    }

    private static String destination(Link link) {
        return link.fragment().isEmpty() ? link.path() : link.path() + "#" + link.fragment();
    }

    private static Map<String, @Nullable String> attributes(String... pairs) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** The name of an element in the page; of what stands inside of another note there is none. */
    private Map<String, @Nullable String> named(@Nullable String id) {
        return id == null || resolver.inside().isPresent() ? attributes() : attributes("id", id);
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            context.render(node);
            node = next;
        }
    }

    private void wrapped(String tag, Node node) {
        html.tag(tag);
        children(node);
        html.tag("/" + tag);
    }

    private void element(String tag, String kind, String content) {
        html.tag(tag, attributes("class", kind));
        html.text(content);
        html.tag("/" + tag);
    }

    private static int start(Node node) {
        return node.getSourceSpans().isEmpty() ? -1 : node.getSourceSpans().get(0).getInputIndex();
    }

    private void heading(Heading heading) {
        String tag = "h" + heading.getLevel();
        html.line();
        html.tag(tag, named(slugsByStart.get(start(heading))));
        children(heading);
        html.tag("/" + tag);
        html.line();
    }

    /** The address a link leads to, or the one it is written with. */
    private Optional<String> address(@Nullable Link link, String written) {
        if (link == null || link.external()) {
            return Optional.of(written);
        }
        Optional<String> own = Optional.of(resolver.inside().orElse(""));
        Optional<String> page = link.path().isEmpty() ? own : resolver.address(link);
        return page.map(address -> address + anchor(link));
    }

    private String anchor(Link link) {
        String fragment = link.fragment();
        if (fragment.isEmpty()) {
            return "";
        }
        int block = fragment.indexOf('^');
        if (block >= 0) {
            return "#" + fragment.substring(block);
        }
        Optional<String> own =
                link.path().isEmpty()
                        ? analysis.heading(fragment).map(MarkdownAnalysis.Heading::slug)
                        : Optional.empty();
        return "#"
                + own.orElseGet(() -> Slugs.of(fragment.substring(fragment.lastIndexOf('#') + 1)));
    }

    private String safe(String address) {
        return context.encodeUrl(context.urlSanitizer().sanitizeLinkUrl(address));
    }

    /** What a link or image leads to; one that names a definition leads where that does. */
    private @Nullable Link found(Node node, Inlines.Places places, String destination) {
        return places.form() == Inlines.Places.Form.REFERENCE
                ? definitions.get(Percent.decoded(destination))
                : linksByStart.get(start(node));
    }

    private void link(Inlines.PlacedLink link) {
        Link found = found(link, link.places(), link.getDestination());
        String address = address(found, link.getDestination()).orElse(link.getDestination());
        Map<String, @Nullable String> attributes = attributes("href", safe(address));
        if (context.shouldSanitizeUrls()) {
            attributes.put("rel", "nofollow");
        }
        if (link.getTitle() != null) {
            attributes.put("title", link.getTitle());
        }
        html.tag("a", attributes);
        children(link);
        html.tag("/a");
    }

    private void image(Inlines.PlacedImage image) {
        Link found = found(image, image.places(), image.getDestination());
        String address = address(found, image.getDestination()).orElse(image.getDestination());
        String alt = image.places().label().in(text);
        Node only = image.getFirstChild();
        if (only instanceof Text literal && only.getNext() == null) {
            alt = literal.getLiteral();
        }
        image(address, alt, image.getTitle());
    }

    /** Behind the last bar of the label may stand a size. */
    private void image(String address, String label, @Nullable String title) {
        int bar = label.lastIndexOf('|');
        Matcher size = SIZE.matcher(label.substring(bar + 1).strip());
        boolean sized = size.matches() && (bar >= 0 || label.equals(size.group()));
        String alt = sized ? label.substring(0, Math.max(0, bar)) : label;
        Map<String, @Nullable String> attributes =
                attributes("src", safe(address), "alt", alt.strip());
        if (title != null) {
            attributes.put("title", title);
        }
        if (sized) {
            attributes.put("width", size.group(1));
            if (size.group(2) != null) {
                attributes.put("height", size.group(2));
            }
        }
        html.tag("img", attributes, true);
    }

    private void wiki(Inlines.WikiLink wiki) {
        Link link = linksByStart.get(wiki.range().start());
        String shown = new Wikitext(wiki.path(), 0, wiki.fragment(), wiki.label()).shown();
        Optional<String> address = address(link, wiki.path());
        if (address.isEmpty()) {
            element("span", "unresolved", shown);
            return;
        }
        if (wiki.embed() && IMAGE.matcher(wiki.path()).matches()) {
            image(address.get(), wiki.label().orElse(wiki.path()), null);
            return;
        }
        Optional<String> body =
                link != null && wiki.embed() && wiki.getParent() instanceof Paragraph
                        ? resolver.embedded(link)
                        : Optional.empty();
        if (body.isPresent()) {
            embedded(wiki, body.get(), safe(address.get()));
        } else {
            String kind = wiki.embed() ? "embed" : "internal";
            html.tag("a", attributes("class", kind, "href", safe(address.get())));
            html.text(shown);
            html.tag("/a");
        }
    }

    /** A note that is embedded parts the paragraph around it. */
    private void embedded(Inlines.WikiLink wiki, String body, String address) {
        boolean parts =
                !(wiki.getParent().getParent() instanceof ListItem item
                        && item.getParent() instanceof ListBlock list
                        && list.isTight());
        if (parts) {
            html.tag("/p");
        }
        html.line();
        html.tag("div", attributes("class", "embed"));
        html.tag("p", attributes("class", "embed-title"));
        html.tag("a", attributes("href", address));
        html.text(new Wikitext(wiki.path(), 0, wiki.fragment(), wiki.label()).shown());
        html.tag("/a");
        html.tag("/p");
        html.line();
        html.raw(body);
        html.tag("/div");
        html.line();
        if (parts) {
            html.tag("p");
        }
    }

    private void box(Inlines.TaskBox box) {
        Map<String, @Nullable String> attributes = attributes("type", "checkbox", "disabled", "");
        if (box.done()) {
            attributes.put("checked", "");
        }
        html.tag("input", attributes, true);
    }

    private void footnoteMark(Inlines.FootnoteMark mark) {
        int number = footnotes.getOrDefault(mark.label(), 0);
        int nth = marks.merge(mark.label(), 1, Integer::sum);
        html.tag("sup", named("fnref-" + number + (nth == 1 ? "" : "-" + nth)));
        number(number, "#fn-" + number);
        html.tag("/sup");
    }

    private void number(int number, String address) {
        boolean leads = resolver.inside().isEmpty();
        if (leads) {
            html.tag("a", attributes("href", address));
        }
        html.text(String.valueOf(number));
        if (leads) {
            html.tag("/a");
        }
    }

    private void footnote(Blocks.FootnoteText footnote) {
        Integer number = footnotes.get(footnote.label());
        html.line();
        Map<String, @Nullable String> attributes = attributes("class", "footnote");
        attributes.putAll(named(number == null ? null : "fn-" + number));
        html.tag("div", attributes);
        if (number != null) {
            number(number, "#fnref-" + number);
        }
        children(footnote);
        html.tag("/div");
        html.line();
    }

    private void callout(Blocks.Callout callout) {
        html.line();
        html.tag("blockquote", attributes("class", "callout", "data-callout", callout.type()));
        html.line();
        children(callout);
        html.tag("/blockquote");
        html.line();
    }

    private void calloutTitle(Blocks.CalloutTitle title) {
        html.tag("p", attributes("class", "callout-title"));
        if (title.getFirstChild() == null && title.getParent() instanceof Blocks.Callout callout) {
            html.text(callout.type());
        }
        children(title);
        html.tag("/p");
        html.line();
    }
}
