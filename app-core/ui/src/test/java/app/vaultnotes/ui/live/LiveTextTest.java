package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of a note, what the caret reveals and what an edit replaces. */
class LiveTextTest {

    /** What is shown with the caret far away; {@code @} for a widget. */
    private static String shown(String source) {
        return new LiveText(source).viewText().replace(Seg.WIDGET, "@");
    }

    /** What is shown with the caret where the bar stands. */
    private static String shownAt(String marked) {
        int caret = marked.indexOf('¦');
        LiveText live = new LiveText(marked.replace("¦", ""));
        live.select(Selection.caret(caret));
        return live.viewText().replace(Seg.WIDGET, "@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "a **b** c ⇒ a b c",
                "a __b__ *c* _d_ ⇒ a b c d",
                "~~a~~ ==b== ⇒ a b",
                "`a` ``b`c`` ⇒ a b`c",
                "[[Note]] and [[Note#Head|name]] ⇒ Note and name",
                "[text](http://x.example 'title') ⇒ text",
                "<http://x.example> https://y.example ⇒ http://x.example https://y.example",
                "a \\* b ⇒ a * b",
                "a %%hidden%% b ⇒ a hidden b",
                "a[^1] b^[note] ⇒ a1 bnote",
                "a ^id ⇒ a",
                "# Head ## ⇒ Head",
                "- item ⇒ item",
                "12. item ⇒ item",
                "- [x] done ⇒ done",
                "> quote ⇒ quote",
                "> > deep ⇒ deep",
                "> [!note]- Title ⇒ Title",
                "> [!tip] ⇒ @",
                "*** ⇒ @",
                "$x$ and ![a](b.png) and ![[c]] ⇒ @ and @ and @",
                "a 👩‍👩‍👧‍👦 b 🇩🇪 c 1️⃣ ⇒ a @ b @ c @",
                "[^1]: text ⇒ text",
                "a <b>c</b> &amp; ⇒ a c &amp;",
                "<b>a <i>b</i></b> <b>c <i>d</b></i> ⇒ a b <b>c d</b>",
                "<b a=x>c</b> <u>d</u></b> e<br>f ⇒ <b a=x>c</b> <u>d</u></b> e<br>f",
            })
    void marksAreHiddenAndWidgetsAreOneCharacter(String source, String wanted) {
        assertEquals(wanted.strip(), shown(source).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "a **b¦** *c* ⇒ a **b** c",
                "¦**b** *c* ⇒ **b** c",
                "**b**¦ *c* ⇒ **b** c",
                "**b** ¦x *c* ⇒ b x c",
                "**a *b¦* c** ⇒ **a *b* c**",
                "[[No¦te|name]] x ⇒ [[Note|name]] x",
                "a ¦\\* b ⇒ a \\* b",
                "> [!ti¦p]- ⇒ > [!tip]-",
                "# He¦ad ## ⇒ # Head ##",
                "> quo¦te ⇒ > quote",
                "> - it¦em ⇒ > item",
                "- it¦em ⇒ item",
                "- [ ] ta¦sk ⇒ task",
                "**¦* ⇒ ***",
                "$x¦$ y ⇒ $x$ @ y",
                "a <b>c¦</b> <i>d</i> ⇒ a <b>c</b> d",
                "![a](b.png)¦ ⇒ ![a](b.png) @",
                "👍¦ x ⇒ @ x",
            })
    void whatTheCaretTouchesIsRevealed(String marked, String wanted) {
        assertEquals(wanted.strip(), shownAt(marked).strip());
    }

    @Test
    void onlyTheTwoEndsOfASelectionReveal() {
        LiveText live = new LiveText("*a* *b* *c*");
        live.select(new Selection(1, 9));
        assertEquals("*a* b *c*", live.viewText());
        live.conceal();
        assertEquals("a b c", live.viewText());
    }

    @Test
    void emphasisRunsOverLinesOfAParagraph() {
        assertEquals("a\nb c", shown("**a\nb** c"));
        LiveText live = new LiveText("**a\nb** c");
        List<Patch> patches = live.select(Selection.caret(0));
        assertEquals("**a\nb** c", live.viewText());
        assertEquals(2, patches.get(0).removedRows());
    }

    @Test
    void aTableIsOneRowThatKnowsItsCells() {
        String source = "| a | b\\|c |\n|---|:-:|\n| 1 |\n\nx";
        LiveText live = new LiveText(source);
        live.select(Selection.caret(0));
        assertEquals("@\n\nx", live.viewText().replace(Seg.WIDGET, "@"));
        Widget.Table table = (Widget.Table) live.rows().get(0).segs().get(0).widget().orElseThrow();
        assertEquals(List.of(Widget.Alignment.NATURAL, Widget.Alignment.CENTER), table.columns());
        Widget.Cell cell = table.rows().get(0).get(1);
        assertEquals("b\\|c", source.substring(cell.from(), cell.to()));
        assertEquals(new Widget.Cell(-1, -1, ""), table.rows().get(1).get(1));
    }

    @Test
    void mathBetweenFencesIsAWidgetUntilTheCaretIsInside() {
        String source = "a\n$$\nx^2\n$$\nb";
        assertEquals("a\n@\nb", shown(source));
        LiveText live = new LiveText(source);
        List<Patch> patches = live.select(Selection.caret(5));
        assertEquals(source, live.viewText());
        assertEquals(1, patches.get(0).removedRows());
        assertEquals(3, patches.get(0).rows().size());
        assertEquals(new RowStyle.Formula(), live.rows().get(2).style().kind());
    }

    @Test
    void frontMatterIsOneRowThatIsNeverRevealed() {
        LiveText live = new LiveText("---\na: 1\n---\nx");
        live.select(Selection.caret(6));
        assertEquals("@\nx", live.viewText().replace(Seg.WIDGET, "@"));
        assertEquals(Optional.of(Selection.caret(12)), live.selection());
    }

    @Test
    void codeKeepsItsMarksAndKnowsItsLanguage() {
        LiveText live = new LiveText("```java x\n*a*\n```\n*b*");
        assertEquals("\n*a*\n\nb", live.viewText());
        assertEquals(new RowStyle.Code("java", true, false), live.rows().get(0).style().kind());
        assertEquals(new RowStyle.Code("java", false, false), live.rows().get(1).style().kind());
        assertEquals(new RowStyle.Code("java", false, true), live.rows().get(2).style().kind());
    }

    @Test
    void rowsKnowWhatTheyStandIn() {
        LiveText live = new LiveText("- a\n  1. b\n     c\n- [x] d\n> [!tip] t\n> e\n## h");
        List<RowStyle> styles = live.rows().stream().map(Row::style).toList();
        assertEquals(Optional.of(new RowStyle.Sign("•")), styles.get(0).mark());
        assertEquals(Optional.of(new RowStyle.Sign("1.")), styles.get(1).mark());
        assertEquals(2, styles.get(2).indent());
        assertEquals(Optional.of(new RowStyle.Box(true, 3, 1)), styles.get(3).mark());
        assertEquals(
                Optional.of(new RowStyle.Callout("tip", "", true, false)), styles.get(4).callout());
        assertEquals(
                Optional.of(new RowStyle.Callout("tip", "", false, true)), styles.get(5).callout());
        assertEquals(1, styles.get(5).quoteDepth());
        assertEquals(new RowStyle.Heading(2, true), styles.get(6).kind());
    }

    @Test
    void stylesNestAndLinksSayWhereTheyLead() {
        Row row = new LiveText("**a *b*** [[N#h|c]] [d](e)").rows().get(0);
        Style both = row.segs().get(1).style();
        assertTrue(both.bold() && both.italic() && !both.strike());
        assertEquals(new Target.Wiki("N", "h"), row.segs().get(3).style().link());
        assertEquals(new Target.Address("e"), row.segs().get(5).style().link());
    }

    @ParameterizedTest
    @CsvSource({"'a\r\nb', 2", "'a\rb', 2", "'a\nb', 2", "'a\u2028b', 1", "'a\u0000b\t', 1"})
    void onlyLineFeedsAndReturnsEndRows(String source, int rows) {
        LiveText live = new LiveText(source);
        assertEquals(rows, live.rows().size());
        assertEquals(source.replace("\r\n", "\n").replace('\r', '\n'), live.viewText());
    }

    @Test
    void aCaretInsideOfALineEndOrAnEmojiMovesBehindIt() {
        LiveText live = new LiveText("a\r\n👩‍👩‍👧‍👦");
        live.select(new Selection(2, 5));
        assertEquals(Optional.of(new Selection(3, 14)), live.selection());
    }

    @Test
    void aLongLineIsCutAtSpaces() {
        LiveText live = new LiveText("- " + "word ".repeat(2_000) + "end\nx");
        assertEquals(4, live.rows().size());
        assertEquals(0, live.rows().get(0).eolLen());
        assertTrue(live.rows().get(0).viewText().endsWith("word "));
        assertEquals(1, live.rows().get(1).style().indent());
        assertEquals(Optional.empty(), live.rows().get(1).style().mark());
    }

    @Test
    void aKeyReplacesOnlyItsRow() {
        LiveText live = new LiveText("one\ntwo\nthree\n\nfour");
        live.select(Selection.caret(7));
        Patch patch = live.edit(7, 0, "!", Selection.caret(8));
        assertEquals(1, patch.firstRow());
        assertEquals(1, patch.removedRows());
        assertEquals("two!", patch.rows().get(0).viewText());
    }

    @Test
    void anOpeningFenceTurnsAllBelowToCode() {
        LiveText live = new LiveText("a\n\n*b*\n\n*c*");
        Patch patch = live.edit(0, 0, "```\n", Selection.caret(4));
        assertEquals("\na\n\n*b*\n\n*c*", live.viewText());
        assertEquals(6, patch.rows().size());
        live.edit(0, 4, "", Selection.caret(0));
        assertEquals("a\n\nb\n\nc", live.viewText());
    }

    @Test
    void typingAListItemGoesByItsMark() {
        LiveText live = new LiveText("");
        live.edit(0, 0, "-", Selection.caret(1));
        assertEquals("-", live.viewText());
        live.edit(1, 0, " ", Selection.caret(2));
        assertEquals("", live.viewText());
        live.edit(2, 0, "a", Selection.caret(3));
        assertEquals("a", live.viewText());
        assertEquals(3, live.map().toSource(1, true));
    }

    @Test
    void aPlaceOutsideOfTheTextIsRefused() {
        LiveText live = new LiveText("abc");
        Selection here = Selection.caret(0);
        assertThrows(IndexOutOfBoundsException.class, () -> live.edit(2, 2, "", here));
        assertThrows(
                IndexOutOfBoundsException.class, () -> live.edit(0, 3, "", Selection.caret(1)));
        assertThrows(IndexOutOfBoundsException.class, () -> live.select(Selection.caret(4)));
        assertEquals("abc", live.text());
        assertFalse(live.rows().isEmpty());
    }
}
