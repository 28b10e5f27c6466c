package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits carried over others' edits give what a model of single characters says. */
class TextRebaseTest {

    private static final Path TEXT = Path.of("text");

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 200_000 : 3_000);
    }

    /** Edits of one text, and what they make of each of its characters and gaps. */
    private static final class Side {
        private final List<TextEdit> edits = new ArrayList<>();
        private final String[] inserted;
        private final boolean[] deleted;

        Side(Random random, int length, char first) {
            inserted = new String[length + 1];
            deleted = new boolean[length + 1];
            int at = 0;
            int shift = 0;
            char c = first;
            while (at <= length && random.nextInt(4) > 0) {
                int start = at + random.nextInt(length - at + 1);
                int end = start + random.nextInt(Math.min(4, length - start + 1));
                String text = random.nextInt(3) == 0 && end > start ? "" : c++ + "";
                edits.add(new TextEdit(TEXT, start + shift, end - start, text));
                inserted[start] = (inserted[start] == null ? "" : inserted[start]) + text;
                for (int i = start; i < end; i++) {
                    deleted[i] = true;
                }
                shift += text.length() - (end - start);
                at = end + 1;
            }
        }

        String at(int place) {
            return inserted[place] == null ? "" : inserted[place];
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothSidesEditsAreThereAndNothingElseIsGone(long seed) {
        Random random = new Random(seed);
        String base = "0123456789".substring(0, random.nextInt(11));
        Side ours = new Side(random, base.length(), 'a');
        Side theirs = new Side(random, base.length(), 'A');
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i <= base.length(); i++) {
            expected.append(theirs.at(i)).append(ours.at(i));
            if (i < base.length() && !ours.deleted[i] && !theirs.deleted[i]) {
                expected.append(base.charAt(i));
            }
        }
        String text = apply(base, theirs.edits);
        String both = apply(text, TextRebase.over(ours.edits, theirs.edits));
        assertEquals(
                expected.toString(),
                both,
                "seed " + seed + " " + base + " " + ours.edits + " over " + theirs.edits);
    }

    private static String apply(String text, List<TextEdit> edits) {
        String after = text;
        for (TextEdit edit : edits) {
            after = edit.applyTo(after);
        }
        return after;
    }
}
