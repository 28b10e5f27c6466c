package app.vaultnotes.document.markdown.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.api.Test;

/** The examples of CommonMark's and GFM's specifications, from commonmark-java's test artifact. */
class SpecificationTest {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create());

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().percentEncodeUrls(true).extensions(EXTENSIONS).build();

    private static String render(String source, Dialect dialect) {
        int start = source.startsWith("\ufeff") ? 1 : 0;
        Node document = NoteParser.parse(source, start, dialect);
        plain(document);
        return RENDERER.render(document).replace('\t', '→');
    }

    /** The renderer goes by classes: links become those of CommonMark, boxes HTML. */
    private static void plain(Node document) {
        List<Node> ours = new ArrayList<>();
        Optional<Node> at = Optional.of(document);
        while (at.isPresent()) {
            ours.add(at.get());
            at = TreeWalk.after(document, at.get(), node -> true);
        }
        ours.forEach(node -> replacement(node).ifPresent(other -> replace(node, other)));
    }

    private static Optional<Node> replacement(Node node) {
        if (node instanceof Inlines.PlacedLink link) {
            return Optional.of(new Link(link.getDestination(), link.getTitle()));
        }
        if (node instanceof Inlines.PlacedImage image) {
            return Optional.of(new Image(image.getDestination(), image.getTitle()));
        }
        if (node instanceof Inlines.TaskBox box) {
            HtmlInline html = new HtmlInline();
            String checked = box.done() ? "checked=\"\" " : "";
            html.setLiteral("<input " + checked + "disabled=\"\" type=\"checkbox\">");
            return Optional.of(html);
        }
        return Optional.empty();
    }

    private static void replace(Node node, Node other) {
        node.insertAfter(other);
        for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
            other.appendChild(child);
        }
        node.unlink();
    }

    /** The numbers of the examples that come out differently, with what they are about. */
    private static Map<Integer, String> differing(List<Example> examples, Dialect dialect) {
        Map<Integer, String> different = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            String html = render(example.getSource(), dialect);
            if (!html.equals(example.getHtml().replace('\t', '→'))) {
                different.put(
                        i + 1, example.getSource() + "=> " + html + "<> " + example.getHtml());
            }
        }
        return different;
    }

    private static List<Example> commonMark() {
        List<Example> examples =
                new ArrayList<>(ExampleReader.readExamples(TestResources.getSpec()));
        assertTrue(examples.size() > 600, "only " + examples.size() + " examples were found");
        return examples;
    }

    @Test
    void withoutExtensionsEveryExampleOfCommonMarkHolds() {
        assertEquals(Map.of(), differing(commonMark(), Dialect.COMMONMARK));
    }

    /** An address needs no brackets in GFM; CommonMark's examples of broken brackets show one. */
    private static final Set<Integer> BARE_ADDRESSES = Set.of(602, 608, 611, 612);

    @Test
    void withAllExtensionsOnlyTheseExamplesOfCommonMarkDiffer() {
        Set<Integer> expected = new TreeSet<>(BARE_ADDRESSES);
        expected.add(64); // "#hashtag" is a tag
        expected.add(548); // "[[[foo]]]" holds a wikilink
        expected.add(559); // "[[*foo* bar]]" is a wikilink
        expected.add(590); // "![[foo]]" is an embed
        assertOnly(expected, differing(commonMark(), Dialect.NOTES));
    }

    @Test
    void onlyTheseExamplesOfGfmDiffer() {
        List<Example> examples =
                List.copyOf(ExampleReader.readExamples(TestResources.getGfmSpec()));
        assertTrue(examples.size() > 600, "only " + examples.size() + " examples were found");
        Set<Integer> expected = new TreeSet<>();
        // its program joins <strong> within <strong>, its text does not say so
        expected.addAll(List.of(398, 426, 434, 435, 436, 473, 474, 475, 477));
        // examples of CommonMark from before addresses stood alone; GFM's own section links them
        expected.addAll(List.of(610, 616, 619, 620));
        // some tags of HTML are not allowed; we show all of them as text when rendering
        expected.add(652);
        assertOnly(expected, differing(examples, Dialect.GFM));
    }

    @Test
    void noExampleOfTheRegressionsDiffers() {
        List<Example> examples = new ArrayList<>();
        TestResources.getRegressions().forEach(u -> examples.addAll(ExampleReader.readExamples(u)));
        assertTrue(examples.size() > 10, "only " + examples.size() + " examples were found");
        assertOnly(Set.of(), differing(examples, Dialect.COMMONMARK));
    }

    private static void assertOnly(Set<Integer> expected, Map<Integer, String> different) {
        Map<Integer, String> surprising = new TreeMap<>(different);
        surprising.keySet().removeAll(expected);
        assertEquals(Map.of(), surprising);
        assertEquals(expected, different.keySet());
    }
}
