package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextDiff.Kind;
import app.vaultnotes.crdt.TextDiff.Run;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Timeline.ChangedParagraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Words that came and went, cut into rows. */
class DiffRowsTest {

    private static List<DiffRows.Row> rows(Run... runs) {
        return DiffRows.of(List.of(runs), List.of(), Map.of()).rows();
    }

    private static String text(DiffRows.Row row) {
        return row.pieces().stream().map(DiffRows.Piece::text).collect(Collectors.joining());
    }

    @Test
    void everyLineIsARowWithItsPieces() {
        List<DiffRows.Row> rows =
                rows(
                        new Run(Kind.EQUAL, "one "),
                        new Run(Kind.REMOVED, "two"),
                        new Run(Kind.INSERTED, "2"),
                        new Run(Kind.EQUAL, "\nsame\n"));
        assertEquals(3, rows.size());
        assertEquals(3, rows.get(0).pieces().size());
        assertTrue(rows.get(0).isChanged());
        assertFalse(rows.get(1).isChanged());
        assertEquals("one 2\n".length(), rows.get(1).now());
        assertEquals(List.of(), rows.get(2).pieces());
    }

    @Test
    void headingsLoseTheirMarksAndCodeIsKnownInBothTexts() {
        List<DiffRows.Row> rows =
                rows(
                        new Run(Kind.EQUAL, "---\na: 1\n---\n## Head\n"),
                        new Run(Kind.REMOVED, "~~~\nold code\n~~~\n"),
                        new Run(Kind.EQUAL, "text\n```js\n# no head\n```\n> quoted\n---\nafter"));
        assertEquals(
                List.of(
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.HEADING,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.TEXT,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.CODE,
                        DiffRows.Kind.QUOTE,
                        DiffRows.Kind.TEXT,
                        DiffRows.Kind.TEXT),
                rows.stream().map(DiffRows.Row::kind).toList());
        assertEquals("Head", text(rows.get(3)));
        assertEquals(2, rows.get(3).level());
    }

    @Test
    void aRowKnowsItsParagraphAndItsWriter() {
        Id writer = Id.random();
        List<DiffRows.Row> rows =
                DiffRows.of(
                                List.of(
                                        new Run(Kind.EQUAL, "a\n\n"),
                                        new Run(Kind.INSERTED, "b\nb\n\n"),
                                        new Run(Kind.EQUAL, "c\n\n"),
                                        new Run(Kind.REMOVED, "gone\n"),
                                        new Run(Kind.EQUAL, "d\n")),
                                List.of(
                                        new ChangedParagraph(3, 6, "b\nb", ""),
                                        new ChangedParagraph(10, 11, "d", "gone\nd")),
                                Map.of(3, writer))
                        .rows();
        assertEquals(
                List.of(-1, -1, 0, 0, -1, -1, -1, 1, -1, -1),
                rows.stream().map(DiffRows.Row::paragraph).toList());
        assertTrue(rows.get(2).first() && !rows.get(3).first() && rows.get(7).first());
        assertEquals(Optional.of(writer), rows.get(3).writer());
        assertEquals(Optional.empty(), rows.get(7).writer());
    }

    @Test
    void longLinesAndWildTextsAreCutAndNothingIsLost() {
        long seed = 42;
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            StringBuilder before = new StringBuilder();
            StringBuilder after = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                String word =
                        List.of("word ", "\ud83d\ude00", "x", "كلمة ", "\n", "a\tb ", "# ")
                                .get(random.nextInt(7));
                if (random.nextInt(10) > 0) {
                    before.append(word);
                }
                if (random.nextInt(10) > 0) {
                    after.append(word);
                }
            }
            List<Run> runs = TextDiff.words(before.toString(), after.toString());
            DiffRows rows = DiffRows.of(runs, List.of(), Map.of());
            assertTrue(rows.complete());
            String now =
                    rows.rows().stream()
                            .filter(row -> row.level() == 0)
                            .flatMap(row -> row.pieces().stream())
                            .filter(piece -> piece.kind() != Kind.REMOVED)
                            .map(DiffRows.Piece::text)
                            .collect(Collectors.joining());
            long heads = rows.rows().stream().filter(row -> row.level() > 0).count();
            if (heads == 0) {
                assertEquals(after.toString().replace("\n", ""), now, "seed " + seed);
            }
            for (DiffRows.Row row : rows.rows()) {
                assertTrue(text(row).length() <= DiffRows.MAX_ROW_CHARS + 1, "seed " + seed);
                assertFalse(text(row).startsWith("\ude00"), "seed " + seed);
            }
        }
    }

    @Test
    void oneLineOfAMillionLettersIsManyRows() {
        String text = "word ".repeat(200_000);
        DiffRows rows = DiffRows.of(List.of(new Run(Kind.EQUAL, text)), List.of(), Map.of());
        assertTrue(rows.rows().size() >= 500);
        assertEquals(
                text, rows.rows().stream().map(DiffRowsTest::text).collect(Collectors.joining()));
    }

    @Test
    void moreRowsThanCanBeShownAreNotShown() {
        String text = "\n".repeat(DiffRows.MAX_ROWS + 10);
        DiffRows rows = DiffRows.of(List.of(new Run(Kind.EQUAL, text)), List.of(), Map.of());
        assertFalse(rows.complete());
        assertTrue(rows.rows().size() <= DiffRows.MAX_ROWS + 1);
    }
}
