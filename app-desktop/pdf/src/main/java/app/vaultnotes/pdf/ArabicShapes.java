package app.vaultnotes.pdf;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives Arabic letters the shapes they have beside others. A PDF draws characters one by one; the
 * shapes are characters of their own, which readers of PDF turn back into letters.
 */
final class ArabicShapes {

    private static final int FIRST = 0xfb50;
    private static final int LAST = 0xfeff;
    private static final char TATWEEL = '\u0640';
    private static final char LAM = '\u0644';
    private static final int JOINER = 0x200d;
    private static final int NON_JOINER = 0x200c;

    /** The four shapes of a letter, 0 where it has none. */
    private record Shapes(int alone, int last, int first, int middle) {
        static final Shapes NONE = new Shapes(0, 0, 0, 0);

        Shapes with(String form, int c) {
            return switch (form) {
                case "ISOLATED" -> new Shapes(c, last, first, middle);
                case "FINAL" -> new Shapes(alone, c, first, middle);
                case "INITIAL" -> new Shapes(alone, last, c, middle);
                default -> new Shapes(alone, last, first, c);
            };
        }

        int of(boolean before, boolean behind) {
            if (before) {
                return behind && middle != 0 ? middle : last;
            }
            return behind && first != 0 ? first : alone;
        }
    }

    /** By letter, or by the two letters that become one sign. */
    private static final Map<String, Shapes> SHAPES = read();

    private ArabicShapes() {}

    /** The table is in the names that Unicode gives the shapes. */
    private static Map<String, Shapes> read() {
        Map<String, Shapes> read = new HashMap<>();
        for (int c = FIRST; c < LAST; c++) {
            String name = Character.isDefined(c) ? String.valueOf(Character.getName(c)) : "";
            String letters = plain(Character.toString(c));
            boolean one = letters.length() == 1;
            boolean lamAlef =
                    letters.length() == 2 && name.startsWith("ARABIC LIGATURE LAM WITH ALEF");
            if (name.endsWith(" FORM") && (one || lamAlef)) {
                String form = name.substring(0, name.length() - 5);
                form = form.substring(form.lastIndexOf(' ') + 1);
                read.put(letters, read.getOrDefault(letters, Shapes.NONE).with(form, c));
            }
        }
        return read;
    }

    /** The letters behind shapes. */
    static String plain(String shaped) {
        return Normalizer.normalize(shaped, Normalizer.Form.NFKC);
    }

    /** Text with its Arabic letters in their shapes; what else there is stays. */
    static String of(String text) {
        if (text.chars().noneMatch(c -> c >= 0x600 && c <= 0x6ff)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            String pair = pair(text, at);
            Shapes shapes = SHAPES.get(pair);
            int next = at + pair.length();
            if (shapes == null) {
                out.append(pair);
            } else {
                int c = shapes.of(joins(text, at - 1, -1), joins(text, next, 1));
                out.appendCodePoint(c == 0 ? pair.charAt(0) : c);
            }
            at = next;
        }
        return out.toString();
    }

    private static String pair(String text, int at) {
        boolean ligature =
                text.charAt(at) == LAM
                        && at + 1 < text.length()
                        && SHAPES.containsKey(text.substring(at, at + 2));
        return text.substring(at, ligature ? at + 2 : at + 1);
    }

    /** Whether the next sign in a direction joins the one it is seen from. */
    private static boolean joins(String text, int from, int step) {
        int at = from;
        while (at >= 0
                && at < text.length()
                && Character.getType(text.charAt(at)) == Character.NON_SPACING_MARK) {
            at += step;
        }
        if (at < 0 || at >= text.length() || text.charAt(at) == NON_JOINER) {
            return false;
        }
        char c = text.charAt(at);
        Shapes shapes = SHAPES.getOrDefault(Character.toString(c), Shapes.NONE);
        return c == TATWEEL || c == JOINER || (step < 0 ? shapes.first() : shapes.last()) != 0;
    }
}
