package app.vaultnotes.vault.search;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which text is compared: without case, accents, width and other things that people do
 * not mean. The same on every device and server, whatever its language.
 */
public final class TextFolding {

    private TextFolding() {}

    /** The folded form of a text; punctuation and spaces stay. */
    public static String fold(String text) {
        return isPlain(text) ? text : foldUnicode(text);
    }

    /** Whether a text is lower-case ASCII: what most of it is, and what needs no folding. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static String foldUnicode(String text) {
        String cased = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String decomposed = Normalizer.normalize(cased, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(c -> !isDropped(c))
                .map(TextFolding::unified)
                .forEach(folded::appendCodePoint);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /**
     * Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, joiners and soft hyphens.
     * The vowel signs of Indic scripts are no accents: without them, words become others.
     */
    private static boolean isDropped(int c) {
        return (c >= 0x0300 && c <= 0x036F)
                || (c >= 0x0483 && c <= 0x0489)
                || (c >= 0x0591
                        && c <= 0x05C7
                        && c != 0x05BE
                        && c != 0x05C0
                        && c != 0x05C3
                        && c != 0x05C6)
                || (c >= 0x0610 && c <= 0x061A)
                || c == 0x0640
                || (c >= 0x064B && c <= 0x065F)
                || c == 0x0670
                || (c >= 0x06D6 && c <= 0x06DC)
                || c == 0x00AD
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFEFF;
    }

    /** Letters that are written one for the other. */
    private static int unified(int c) {
        return switch (c) {
            case 0x0622, 0x0623, 0x0625, 0x0671 -> 0x0627;
            case 0x0649, 0x06CC -> 0x064A;
            case 0x06A9 -> 0x0643;
            case 0x0629 -> 0x0647;
            case 0x0131 -> 'i';
            case 0x0142 -> 'l';
            case 0x00F8 -> 'o';
            case 0x0111 -> 'd';
            default -> c;
        };
    }
}
