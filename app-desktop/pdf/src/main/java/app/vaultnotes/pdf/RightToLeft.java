package app.vaultnotes.pdf;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts text that is read from right to left in the order in which it is drawn. */
final class RightToLeft {

    private static final Map<Integer, Integer> MIRRORED = mirrored("()[]{}<>«»‹›≤≥⟨⟩⁅⁆❨❩");

    private RightToLeft() {}

    private static Map<Integer, Integer> mirrored(String pairs) {
        Map<Integer, Integer> mirrored = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length(); i += 2) {
            mirrored.put((int) pairs.charAt(i), (int) pairs.charAt(i + 1));
            mirrored.put((int) pairs.charAt(i + 1), (int) pairs.charAt(i));
        }
        return Map.copyOf(mirrored);
    }

    /** Whether text begins from the right: whether its first letter does. */
    static boolean begins(CharSequence text) {
        return text.codePoints()
                        .limit(1_000)
                        .map(c -> strong(Character.getDirectionality(c)))
                        .filter(direction -> direction != 0)
                        .findFirst()
                        .orElse(1)
                < 0;
    }

    private static int strong(byte direction) {
        return switch (direction) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> 1;
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                    -1;
            default -> 0;
        };
    }

    /** Finds the stretches of a paragraph that are read in one direction. */
    static final class Splitter implements BidiSplitter {
        private List<BidiTextRun> runs = List.of();

        @Override
        public void setParagraph(String paragraph, byte direction) {
            Bidi bidi =
                    new Bidi(
                            paragraph,
                            direction == RTL
                                    ? Bidi.DIRECTION_RIGHT_TO_LEFT
                                    : Bidi.DIRECTION_LEFT_TO_RIGHT);
            List<BidiTextRun> found = new ArrayList<>();
            for (int i = 0; i < bidi.getRunCount(); i++) {
                int start = bidi.getRunStart(i);
                byte way = bidi.getRunLevel(i) % 2 == 0 ? LTR : RTL;
                found.add(new BidiTextRun(start, bidi.getRunLimit(i) - start, way));
            }
            runs = found;
        }

        @Override
        public int countTextRuns() {
            return runs.size();
        }

        @Override
        public BidiTextRun getVisualRun(int index) {
            return runs.get(index);
        }

        @Override
        public byte getBaseDirection(String paragraph) {
            return begins(paragraph) ? RTL : LTR;
        }
    }

    /** Turns a stretch around. Letters were given their shapes before. */
    static final class Reorderer implements BidiReorderer {
        @Override
        public String reorderRTLTextToLTR(String text) {
            BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
            letters.setText(text);
            StringBuilder out = new StringBuilder(text.length());
            int end = letters.last();
            for (int start = letters.previous(); start >= 0; start = letters.previous()) {
                text.substring(start, end)
                        .codePoints()
                        .forEach(c -> out.appendCodePoint(MIRRORED.getOrDefault(c, c)));
                end = start;
            }
            return out.toString();
        }

        @Override
        public String shapeText(String text) {
            return text;
        }

        @Override
        public String deshapeText(String text) {
            return ArabicShapes.plain(text);
        }

        @Override
        public boolean isLiveImplementation() {
            return true;
        }
    }
}
