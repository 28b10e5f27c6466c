package app.vaultnotes.document.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.markdown.syntax.TreeWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownAnalysisTest {

    private static List<String> paths(String text) {
        return MarkdownAnalysis.of(text).links().stream().map(Link::path).toList();
    }

    private static List<String> tags(String text) {
        return MarkdownAnalysis.of(text).tags().stream().map(MarkdownAnalysis.Tag::tag).toList();
    }

    @Test
    void wikilinksHaveAPathAHeadingAndALabel() {
        String text = "see [[Folder/Note#Part|shown]] and ![[pic.png|100]] and [[#Here]]";
        List<Link> links = MarkdownAnalysis.of(text).links();
        assertEquals(3, links.size());
        assertEquals("Folder/Note", links.get(0).path());
        assertEquals("Part", links.get(0).fragment());
        assertEquals(Optional.of("shown"), links.get(0).label());
        assertEquals("[[Folder/Note#Part|shown]]", links.get(0).range().in(text));
        assertEquals("Folder/Note", links.get(0).target().in(text));
        assertTrue(links.get(1).embed());
        assertEquals("![[pic.png|100]]", links.get(1).range().in(text));
        assertEquals("", links.get(2).path());
        assertEquals("Here", links.get(2).fragment());
    }

    @Test
    void standardLinksHaveTheirDestination() {
        String text =
                "[a](My%20Note.md#x) ![i](<img one.png> \"t\") [ref][r] <https://x.y> https://bare.example\n\n"
                        + "[r]: other/note.md 'title'\n";
        List<Link> links = MarkdownAnalysis.of(text).links();
        assertEquals(
                List.of(
                        "My Note.md",
                        "img one.png",
                        "https://x.y",
                        "https://bare.example",
                        "other/note.md"),
                links.stream().map(Link::path).toList());
        assertEquals(
                List.of(
                        "My%20Note.md",
                        "img one.png", "<https://x.y>", "https://bare.example", "other/note.md"),
                links.stream().map(l -> l.target().in(text)).toList());
        assertEquals(
                List.of(false, false, true, true, false),
                links.stream().map(Link::external).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`[[no]] #no`",
                "```\n[[no]] #no\n- [ ] no\n```",
                "    [[no]] #no",
                "$a [[no]] #no$",
                "$$\n[[no]]\n#no\n$$",
                "%%[[no]] #no%%",
                "%%\n[[no]]\n\n#no\n%%",
                "<!-- [[no]] #no -->",
                "\\[[no]]",
                "[[]]",
                "[[no\nno]]"
            })
    void codeMathCommentsAndHtmlHaveNoLinksAndTags(String text) {
        assertEquals(List.of(), paths(text));
        assertEquals(List.of(), tags(text));
        assertEquals(List.of(), MarkdownAnalysis.of(text).tasks());
    }

    @Test
    void tagsNestAndKnowAllScripts() {
        assertEquals(
                List.of("one", "two/three", "été", "日本語", "🎉", "y2024", "deutsch-ß"),
                tags(
                        "#one #two/three/ (#été) #日本語 #🎉, #y2024 #2024 word#no #deutsch-ß # no ##no"));
    }

    @Test
    void propertiesGiveTagsAliasesAndLinks() {
        String text =
                "---\ntitle: Home\ntags: [a, b/c]\naliases:\n  - One\n  - Two words\nup: \"[[Parent]]\"\nnum: 3\n"
                        + "done: true\nday: 2026-11-24\nempty:\n---\nbody #d\n";
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        assertEquals(List.of("a", "b/c", "d"), tags(text));
        assertEquals(
                List.of("One", "Two words"), analysis.frontMatter().values("aliases", "alias"));
        assertEquals(List.of("Parent"), paths(text));
        assertEquals(
                List.of(
                        FrontMatter.Type.TEXT,
                        FrontMatter.Type.LIST,
                        FrontMatter.Type.LIST,
                        FrontMatter.Type.TEXT,
                        FrontMatter.Type.NUMBER,
                        FrontMatter.Type.CHECKBOX,
                        FrontMatter.Type.DATE,
                        FrontMatter.Type.EMPTY),
                analysis.frontMatter().properties().stream()
                        .map(FrontMatter.Property::type)
                        .toList());
        assertEquals("body #d\n", text.substring(analysis.documentStart()));
    }

    @Test
    void settingAPropertyChangesItsLinesOnly() {
        String text = "\ufeff---\r\na: 1 # why\r\nb:\r\n  - x\r\nc: 'q'\r\n---\r\nbody";
        FrontMatter matter = FrontMatter.of(text);
        assertEquals(
                "\ufeff---\r\na: 1 # why\r\nb: y\r\nc: 'q'\r\n---\r\nbody",
                matter.with(text, "b", List.of("y")).applyTo(text));
        assertEquals(
                "\ufeff---\r\na: 1 # why\r\nb:\r\n  - x\r\nc: 'q'\r\nd: \"- x\"\r\n---\r\nbody",
                matter.with(text, "d", List.of("- x")).applyTo(text));
        assertEquals(
                "\ufeff---\r\na: 1 # why\r\nb:\r\n  - x\r\n---\r\nbody",
                matter.without("c").orElseThrow().applyTo(text));
        assertEquals(
                "---\nk: v\n---\nplain",
                FrontMatter.of("plain").with("plain", "k", List.of("v")).applyTo("plain"));
        String single = "---\nk: v\n---\nplain";
        assertEquals("plain", FrontMatter.of(single).without("k").orElseThrow().applyTo(single));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a: 1 # why|# note||b: 2|; a; x; a: x # why|# note||b: 2|",
                "a: \"q\" # why|b: 2|; a; say \"x\"; a: \"say \\\"x\\\"\" # why|b: 2|",
                "a: 'q'|; a; it's; a: 'it''s'|",
                "a:|b: 2|; a; x; a: x|b: 2|",
                "a: # none|b: 2|; a; x; a: x # none|b: 2|",
                "😀: one|é: 😀 # c|; é; x; 😀: one|é: x # c|",
                "a: >|  text|  more|# c|b: 2|; a; x; a: x|# c|b: 2|",
                "a:|  - 1|  - 2|# c|b: 2|; a; x; a: x|# c|b: 2|",
            })
    void aValueChangesWithoutItsCommentAndQuotes(
            String before, String key, String value, String after) {
        for (String newline : List.of("\n", "\r\n")) {
            String text = ("---|" + before + "---|body").replace("|", newline);
            String wanted = ("---|" + after + "---|body").replace("|", newline);
            String changed = FrontMatter.of(text).with(text, key, List.of(value)).applyTo(text);
            assertEquals(wanted, changed);
            assertEquals(
                    List.of(value), FrontMatter.of(changed).property(key).orElseThrow().values());
        }
    }

    @Test
    void wikilinksInPropertiesKeepTheirQuotesWhenTheyAreRewritten() {
        String text = "---\nup: \"[[One|x]]\" # [[no]]\nsee: '[[It''s]]'\n---\n";
        List<Link> links = MarkdownAnalysis.of(text).links();
        assertEquals(List.of("One", "It's"), links.stream().map(Link::path).toList());
        assertEquals(
                Optional.of("say \\\"no\\\""), links.get(0).retargeted(text, "say \"no\"", true));
        assertEquals(Optional.of("Bob''s"), links.get(1).retargeted(text, "Bob's", true));
    }

    @Test
    void headingsAreFoundInsideTheSectionsOfOthers() {
        String text = "# A\n## Part\n# B\n## Part\n### [[Deep|er]] **one**\n# C\n## Other\n";
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        assertEquals(Optional.of(text.indexOf("## Part")), analysis.find("Part"));
        assertEquals(Optional.of(text.lastIndexOf("## Part")), analysis.find("B#part"));
        assertEquals(Optional.of(text.indexOf("###")), analysis.find("B#Deep er one"));
        assertEquals(Optional.empty(), analysis.find("B#Other"));
        assertEquals(
                List.of("a", "part", "b", "part-2", "er-one", "c", "other"),
                analysis.headings().stream().map(MarkdownAnalysis.Heading::slug).toList());
    }

    @Test
    void theTreeKnowsThePlaceOfEveryMark() {
        String text = "\ufeff---\na: 1\n---\n\n> [!note] ==Hi==\n> $x$ [[A|b]]\n> - [x] #t ^id\n";
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        List<String> found = new ArrayList<>();
        Optional<Node> at = Optional.of(analysis.document());
        while (at.isPresent()) {
            Node node = at.get();
            if (node instanceof CustomNode) {
                SourceSpan span = node.getSourceSpans().get(0);
                int start = span.getInputIndex();
                found.add(text.substring(start, start + span.getLength()));
            }
            at = TreeWalk.after(analysis.document(), node, n -> true);
        }
        assertEquals(List.of("==Hi==", "$x$", "[[A|b]]", "[x]", "#t", "^id"), found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "<script>x</script>; &lt;script&gt;",
                "[a](javascript:alert(1)); href=\"\"",
                "![a](data:text/html,x); src=\"\"",
                "[[A|<b>]]; &lt;b&gt;</a>",
                "==a== $x<y$ %%no%%; <mark>a</mark> <span class=\"math\">x&lt;y</span>",
                "- [x] a; <input type=\"checkbox\" disabled=\"\" checked=\"\" />",
                "> [!tip] T; <blockquote class=\"callout\" data-callout=\"tip\">",
                "# One; <h1 id=\"one\">One</h1>",
                "![[p.png|30x40]]; <img src=\"x.html\" alt=\"\" width=\"30\" height=\"40\"",
            })
    void pagesAreSafeAndShowWhatNotesHave(String markdown, String html) {
        String page = HtmlRendering.of(markdown, link -> Optional.of("x.html"));
        assertTrue(page.contains(html), page);
        assertFalse(page.contains("no%%"), page);
    }

    @Test
    void brokenYamlIsAStateWithItsLine() {
        FrontMatter matter = FrontMatter.of("---\na: b\nc: [1, 2\n---\nbody");
        assertTrue(matter.exists());
        assertEquals(List.of(), matter.properties());
        assertTrue(matter.problem().orElseThrow().contains("line"), matter.problem()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]",
                "a: "
                        + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "? ? ? ? ? ? ? ? ? ?",
                "- - - - - - - -",
                "!!javax.script.ScriptEngineManager [x]",
                "a: !<tag:x> y",
                "\t"
            })
    void hostileYamlIsHarmless(String yaml) {
        FrontMatter.of("---\n" + yaml + "\n---\n");
    }

    @Test
    void tasksKnowTheirBox() {
        String text =
                "- [ ] open\n- [x] done\n  1. [-] other\n* [ ]\n\n> - [X] quoted [[L]]\n\n[ ] none\n";
        List<MarkdownAnalysis.Task> tasks = MarkdownAnalysis.of(text).tasks();
        assertEquals(
                List.of(false, true, true, false, true),
                tasks.stream().map(MarkdownAnalysis.Task::done).toList());
        assertEquals(
                List.of(" ", "x", "-", " ", "X"),
                tasks.stream().map(t -> t.box().in(text)).toList());
        assertEquals("quoted [[L]]", tasks.get(4).text());
    }

    @Test
    void headingsBlocksCalloutsFootnotesMathAndHighlightsAreFound() {
        String text =
                "# One *two*\n\nText ^id-1\n\nSub\n---\n\n> [!Warning]- Take care\n> body\n\n"
                        + "Note[^1] with $x^2$ and $$y$$ and ==mark==.\n\n[^1]: The note.\n\n$$\n\\sum\n\n+ 1\n$$\n";
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        assertEquals(
                List.of("One two", "Sub"),
                analysis.headings().stream().map(MarkdownAnalysis.Heading::text).toList());
        assertEquals(
                List.of(1, 2),
                analysis.headings().stream().map(MarkdownAnalysis.Heading::level).toList());
        assertEquals(
                List.of("id-1"),
                analysis.blockIds().stream().map(MarkdownAnalysis.BlockId::id).toList());
        assertEquals("warning", analysis.callouts().get(0).type());
        assertEquals("Take care", analysis.callouts().get(0).title());
        assertEquals(
                List.of("1"),
                analysis.footnotes().stream().map(MarkdownAnalysis.Footnote::label).toList());
        assertEquals(
                List.of("$x^2$", "$$y$$", "$$\n\\sum\n\n+ 1\n$$"),
                analysis.math().stream().map(m -> m.range().in(text)).toList());
        assertEquals(
                List.of("==mark=="), analysis.highlights().stream().map(r -> r.in(text)).toList());
        assertEquals(Optional.of(0), analysis.find("one TWO"));
        assertTrue(analysis.find("^id-1").isPresent());
        assertEquals(Optional.empty(), analysis.find("Three"));
    }

    @ParameterizedTest
    @CsvSource({
        "'I paid $5 and $6.', 0",
        "'$a$ and $b$', 2",
        "'$ a$', 0",
        "'\\$a$', 0",
    })
    void dollarsAreMathOnlyWhereTheyHugIt(String text, int count) {
        assertEquals(count, MarkdownAnalysis.of(text).math().size());
    }

    @ParameterizedTest
    @CsvSource({
        "'one two three', 3",
        "'don’t stop-now', 2",
        "'漢字とかな', 5",
        "'한국어 단어', 2",
        "'# Head **bold** [[Note|two words]] `code` %%not this%%', 5",
        "'', 0",
    })
    void wordsAreCountedAsAWriterWould(String text, int words) {
        assertEquals(words, MarkdownAnalysis.of(text).words());
    }

    @Test
    void offsetsHoldWithEveryKindOfLineEnd() {
        for (String newline : List.of("\n", "\r\n", "\r")) {
            String text =
                    ("\ufeff# 😀 H%n%n> quote [[A\0B]] שלום%n> [x](y.md) #tag%n%n- [ ] t [[漢字]]%n")
                            .replace("%n", newline);
            MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
            assertEquals(
                    List.of("[[A\0B]]", "[x](y.md)", "[[漢字]]"),
                    analysis.links().stream().map(l -> l.range().in(text)).toList());
            assertEquals(
                    List.of("#tag"),
                    analysis.tags().stream().map(t -> t.range().in(text)).toList());
            assertEquals(" ", analysis.tasks().get(0).box().in(text));
        }
    }

    @Test
    void linksInTablesKeepTheirEscapedBar() {
        String text = "| a | b |\n|---|---|\n| [[One\\|label]] | ![[Two]] |\n";
        List<Link> links = MarkdownAnalysis.of(text).links();
        assertEquals(List.of("One", "Two"), links.stream().map(Link::path).toList());
        assertEquals("One", links.get(0).target().in(text));
        assertEquals(Optional.of("label"), links.get(0).label());
    }

    private static final List<String> PIECES =
            List.of(
                    "[[Note]]",
                    "[[Fo/No#H|l]]",
                    "![[a.png]]",
                    "[t](x%20y.md)",
                    "[t](<x y.md>)",
                    "![i](z.png \"t\")",
                    "#tag",
                    "#a/b",
                    "`code`",
                    "**b**",
                    "_",
                    "*",
                    "[",
                    "]",
                    "(",
                    ")",
                    "\\",
                    "`",
                    "$",
                    "$x$",
                    "==h==",
                    "%%c%%",
                    "😀",
                    "漢字",
                    "שלום",
                    "e\u0301",
                    "\0",
                    " ",
                    " ",
                    "\n",
                    "\n\n",
                    "\r\n",
                    "> ",
                    "- [ ] ",
                    "# ",
                    "| a | b |\n|--|--|\n",
                    "```\n",
                    "<b>",
                    "&amp;",
                    "[r]: d.md\n",
                    "[^1]",
                    "word",
                    "\t");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyPlaceIsInTheTextAndEveryLinkCanBeRewritten(long seed) {
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 20_000 : 1_500;
        for (int round = 0; round < rounds; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                built.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String text = built.toString();
            String context = "seed " + seed + " round " + round + ": " + text;
            MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
            analysis.tags().forEach(t -> assertTrue(t.range().in(text).endsWith(t.tag()), context));
            for (Link link : analysis.links()) {
                assertTrue(link.range().start() <= link.target().start(), context);
                assertTrue(link.target().end() <= link.range().end(), context);
                if (link.form() != Link.Form.AUTO && !link.path().isEmpty()) {
                    rewrite(text, link, context);
                }
            }
            HtmlRendering.of(text, link -> Optional.of("x.html"));
        }
    }

    private static void rewrite(String text, Link link, String context) {
        String wanted = "Other Folder/新しい note";
        String after =
                text.substring(0, link.target().start())
                        + link.retargeted(text, wanted, true).orElseThrow()
                        + text.substring(link.target().end());
        String path = link.path().endsWith(".md") ? wanted + ".md" : wanted;
        List<Link> links = MarkdownAnalysis.of(after).links();
        assertTrue(
                links.stream()
                        .anyMatch(l ->
                                l.target().start() == link.target().start()
                                        && l.path().equals(path)),
                context + " became " + after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "price < banana and kiwi; price < banana and kiwi",
                "if a <mango <b>fig</b>; if a <mango fig",
                "a <br/> b <span class=x'y>c; a  b c",
                "end <; end <",
            })
    void htmlSaysWhatIsNoTag(String html, String said) {
        String text = MarkdownAnalysis.of("<div>\n" + html + "\n</div>\n").plainText();
        assertTrue(text.contains(said), text);
    }
}
