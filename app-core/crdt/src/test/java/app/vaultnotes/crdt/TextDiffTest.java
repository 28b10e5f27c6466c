package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDiffTest {

    private static final Path TEXT = Path.of("text");
    private static final List<String> PIECES =
            List.of(
                    "word", " ", "\n", "\r\n", "é", "e\u0301", "😀", "😁", "漢字", "שלום", "x", ".",
                    "\0");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void editsLeadFromOneTextToTheOther(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String before = randomText(random, random.nextInt(60));
            String after =
                    random.nextBoolean()
                            ? randomText(random, random.nextInt(60))
                            : edited(random, before);
            String context = "seed " + seed + " round " + round;
            assertEquals(after, applied(before, TextDiff.edits(TEXT, before, after)), context);
            assertEquals(after, applied(before, TextDiff.letters(TEXT, before, after)), context);
            List<TextDiff.Run> runs = TextDiff.words(before, after);
            assertEquals(before, joined(runs, TextDiff.Kind.INSERTED), context);
            assertEquals(after, joined(runs, TextDiff.Kind.REMOVED), context);
        }
    }

    @Test
    void equalTextsHaveNoEdits() {
        assertTrue(TextDiff.edits(TEXT, "same\ntext", "same\ntext").isEmpty());
    }

    @Test
    void aTypedLetterIsOneInsertion() {
        assertEquals(
                List.of(new TextEdit(TEXT, 9, 0, "l")),
                TextDiff.edits(TEXT, "one\ntwo helo\nthree", "one\ntwo hello\nthree").stream()
                        .map(e -> new TextEdit(TEXT, 9, e.deleted(), e.inserted()))
                        .toList());
    }

    /** By words it would be the whole word that is replaced. */
    @Test
    void whatCameBetweenLettersLeavesTheLetters() {
        assertEquals(
                List.of(new TextEdit(TEXT, 2, 0, "X"), new TextEdit(TEXT, 5, 0, "Y")),
                TextDiff.letters(TEXT, "a one", "a XonYe"));
    }

    /** Words and lines that come again must not be taken for one another. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void nothingGoesWhereTextOnlyCameIn(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String before = randomText(random, random.nextInt(12));
            StringBuilder after = new StringBuilder(before);
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at =
                        after.offsetByCodePoints(
                                0, random.nextInt(after.codePointCount(0, after.length()) + 1));
                after.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
            List<TextEdit> edits = TextDiff.letters(TEXT, before, after.toString());
            String context = "seed " + seed + " round " + round + " " + edits;
            assertTrue(edits.stream().allMatch(edit -> edit.deleted() == 0), context);
            assertEquals(after.toString(), applied(before, edits), context);
        }
    }

    @Test
    void emojiThatShareHalfAPairAreReplacedWhole() {
        List<TextEdit> edits = TextDiff.edits(TEXT, "a😀b", "a😁b");
        assertEquals(List.of(new TextEdit(TEXT, 1, 2, "😁")), edits);
    }

    @Test
    void wordsAreKeptWholeForPeople() {
        assertEquals(
                List.of(
                        new TextDiff.Run(TextDiff.Kind.EQUAL, "the "),
                        new TextDiff.Run(TextDiff.Kind.REMOVED, "quick"),
                        new TextDiff.Run(TextDiff.Kind.INSERTED, "quiet"),
                        new TextDiff.Run(TextDiff.Kind.EQUAL, " fox")),
                TextDiff.words("the quick fox", "the quiet fox"));
    }

    @Test
    void hugeTextsWithNothingInCommonAreReplacedWhole() {
        String before = "a ".repeat(500_000);
        String after = "b\n".repeat(500_000);
        List<TextEdit> edits = TextDiff.edits(TEXT, before, after);
        assertEquals(after, applied(before, edits));
        assertFalse(edits.isEmpty());
    }

    @Test
    void aLineOfAMegabyteWithOneChangeIsOneEdit() {
        String before =
                IntStream.range(0, 150_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        String after = before.replace("w77777", "w77778");
        assertEquals(1, TextDiff.edits(TEXT, before, after).size());
    }

    @Test
    void aWordReplacedInThousandsOfLinesTouchesNothingElse() {
        String before =
                IntStream.range(0, 6_000)
                        .mapToObj(i -> i + " some old words, number " + i)
                        .collect(Collectors.joining("\n"));
        String after = before.replace("old", "new");
        List<TextEdit> edits = TextDiff.edits(TEXT, before, after);
        assertEquals(after, applied(before, edits));
        assertEquals(6_000, edits.size());
        assertEquals(3 * 6_000, edits.stream().mapToInt(TextEdit::deleted).sum());
    }

    @Test
    void chineseAndJapaneseDifferByCharacter() {
        assertEquals(
                List.of(
                        new TextDiff.Run(TextDiff.Kind.EQUAL, "我今天"),
                        new TextDiff.Run(TextDiff.Kind.REMOVED, "去"),
                        new TextDiff.Run(TextDiff.Kind.INSERTED, "不来"),
                        new TextDiff.Run(TextDiff.Kind.EQUAL, "学校")),
                TextDiff.words("我今天去学校", "我今天不来学校"));
        assertEquals(
                List.of(
                        new TextDiff.Run(TextDiff.Kind.EQUAL, "これは"),
                        new TextDiff.Run(TextDiff.Kind.REMOVED, "ペン"),
                        new TextDiff.Run(TextDiff.Kind.INSERTED, "ほん"),
                        new TextDiff.Run(TextDiff.Kind.EQUAL, "です")),
                TextDiff.words("これはペンです", "これはほんです"));
    }

    @Test
    void aLineWithoutSpacesThatChangedManyTimesIsReplaced() {
        Random random = new Random(5);
        String before = letters(random, 1_000_000);
        String after = letters(random, 1_000_000);
        assertEquals(after, applied(before, TextDiff.edits(TEXT, before, after)));
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        random.ints(count, 'a', 'z' + 1).forEach(letter -> text.append((char) letter));
        return text.toString();
    }

    private static String applied(String before, List<TextEdit> edits) {
        String text = before;
        for (TextEdit edit : edits) {
            text = edit.applyTo(text);
        }
        return text;
    }

    private static String joined(List<TextDiff.Run> runs, TextDiff.Kind without) {
        return runs.stream()
                .filter(r -> r.kind() != without)
                .map(TextDiff.Run::text)
                .collect(Collectors.joining());
    }

    private static String randomText(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String edited(Random random, String text) {
        int at =
                text.isEmpty()
                        ? 0
                        : text.offsetByCodePoints(
                                0, random.nextInt(text.codePointCount(0, text.length())));
        return text.substring(0, at) + randomText(random, 3) + text.substring(at);
    }
}
