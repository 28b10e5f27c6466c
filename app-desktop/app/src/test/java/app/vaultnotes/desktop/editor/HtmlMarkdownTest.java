package app.vaultnotes.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rich text becomes the Markdown that a person would have written. */
class HtmlMarkdownTest {

    private static String of(String html) {
        return HtmlMarkdown.of(html).orElseThrow();
    }

    @Test
    void headingsParagraphsAndEmphasis() {
        assertEquals(
                "## Cells\n\nTwo **sheets** of *lipid*, ~~one~~.\n\nNext",
                of(
                        "<h2>Cells</h2><p>Two <b>sheets</b> of <i>lipid</i>, <s>one</s>.</p>"
                                + "<p>Next</p>"));
        assertEquals(
                "a **b** c",
                of(
                        "<b style='font-weight:normal'>a <span style='font-weight:700'>b</span>"
                                + " c</b>"));
    }

    @Test
    void listsNestAndTasksKeepTheirBoxes() {
        assertEquals(
                "- one\n  1. two\n- [x] three",
                of(
                        "<ul><li>one<ol><li>two</li></ol></li>"
                                + "<li><input type=checkbox checked>three</li></ul>"));
    }

    @Test
    void tablesCodeLinksAndPictures() {
        assertEquals(
                "| a | b |\n| --- | --- |\n| 1 | x\\|y |",
                of("<table><tr><th>a<th>b<tr><td>1<td>x|y</table>"));
        assertEquals(
                "```java\nint a = 1;\n```",
                of("<pre><code class='language-java'>int a = 1;\n</code></pre>"));
        assertEquals(
                "[here](https://example.org/%28a%29) ![alt](https://example.org/p.png)",
                of(
                        "<a href='https://example.org/(a)'>here</a>"
                                + " <img alt=alt src='https://example.org/p.png'>"));
    }

    @Test
    void nothingHarmfulComesAlong() {
        assertEquals(
                "**x** click y",
                of(
                        "<script>alert(1)</script><b>x</b> <a href='javascript:alert(1)'>click</a>"
                                + " <img src='data:image/png;base64,AAAA' alt=y>"));
        assertEquals("**b** 1\\*2\\*3 \\<b>", of("<b>b</b> 1*2*3 &lt;b>"));
    }

    @Test
    void plainTextIsLeftToThePlainClipboard() {
        assertEquals(
                Optional.empty(), HtmlMarkdown.of("<meta charset=utf-8><div>just words</div>"));
    }

    @Test
    void deepNestingEnds() {
        String deep = "<b>" + "<div>".repeat(50_000) + "word";
        assertTrue(of(deep).contains("word"));
    }
}
