package app.vaultnotes.vault.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one code point means to search: its {@link Role} and its folded form. Both depend on the
 * code point alone, so that composed and decomposed text fold alike; the two scripts whose parts
 * join into new letters, Hangul and kana, are joined by {@link UnitReader}.
 *
 * <p>Answers are worked out once for each page of 256 code points and kept. Safe for many threads:
 * a page is immutable, and two threads that build the same one build it equal.
 */
final class CharacterFolding {

    /** What a code point does in a stream of tokens. */
    enum Role {
        /** Ends a token and is in none. */
        SEPARATOR,
        /** Part of a word: letters, digits, and the vowel signs of Indic scripts. */
        WORD,
        /** Part of a run of text that is written without spaces. */
        UNSPACED,
        /** A token of its own. */
        EMOJI,
        /** Half a flag. */
        REGIONAL,
        /** Belongs to what comes before it and leaves no trace: accents, joiners, direction. */
        IGNORED,
        /** Joins two letters, as in {@code don't}. */
        APOSTROPHE,
        /** Joins two Hebrew letters. */
        GERSHAYIM
    }

    static final char VOICED_MARK = '\u3099';
    static final char SEMI_VOICED_MARK = '\u309A';

    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final @Nullable Page[] PAGES =
            new @Nullable Page[(Character.MAX_CODE_POINT >> PAGE_BITS) + 1];

    /** Rounds after which decomposing and case folding have come to rest for every code point. */
    private static final int MAX_FOLDING_ROUNDS = 3;

    private static final Set<UnicodeScript> UNSPACED_SCRIPTS =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.HANGUL,
                    UnicodeScript.YI,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR,
                    UnicodeScript.TAI_LE,
                    UnicodeScript.NEW_TAI_LUE,
                    UnicodeScript.TAI_THAM,
                    UnicodeScript.TAI_VIET,
                    UnicodeScript.JAVANESE,
                    UnicodeScript.BALINESE);

    /** Scripts whose marks are optional in writing; the marks of all other scripts are letters. */
    private static final Set<UnicodeScript> OPTIONAL_MARKS =
            EnumSet.of(
                    UnicodeScript.INHERITED,
                    UnicodeScript.COMMON,
                    UnicodeScript.LATIN,
                    UnicodeScript.GREEK,
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.COPTIC,
                    UnicodeScript.ARABIC,
                    UnicodeScript.HEBREW,
                    UnicodeScript.SYRIAC);

    /** Letters that look like another one with something added, yet do not decompose. */
    private static final Map<Integer, String> VARIANTS =
            Map.ofEntries(
                    Map.entry(0x00E6, "ae"),
                    Map.entry(0x0153, "oe"),
                    Map.entry(0x00F8, "o"),
                    Map.entry(0x0111, "d"),
                    Map.entry(0x00F0, "d"),
                    Map.entry(0x00FE, "th"),
                    Map.entry(0x0142, "l"),
                    Map.entry(0x0127, "h"),
                    Map.entry(0x0167, "t"),
                    Map.entry(0x014B, "n"),
                    Map.entry(0x0138, "k"),
                    Map.entry(0x0649, "\u064A"),
                    Map.entry(0x06CC, "\u064A"),
                    Map.entry(0x0671, "\u0627"),
                    Map.entry(0x0629, "\u0647"),
                    Map.entry(0x06A9, "\u0643"));

    private CharacterFolding() {}

    static Role role(int codePoint) {
        return page(codePoint).roles[codePoint & (PAGE_SIZE - 1)];
    }

    /** The folded form, or null where it is the code point itself. */
    static @Nullable String folded(int codePoint) {
        return page(codePoint).folded[codePoint & (PAGE_SIZE - 1)];
    }

    private static Page page(int codePoint) {
        int number = codePoint >> PAGE_BITS;
        Page page = PAGES[number];
        if (page == null) {
            page = Page.of(number << PAGE_BITS);
            PAGES[number] = page;
        }
        return page;
    }

    /** The answers for a page; final fields make it safe to publish without a lock. */
    private static final class Page {
        private final Role[] roles = new Role[PAGE_SIZE];
        private final @Nullable String[] folded = new @Nullable String[PAGE_SIZE];

        private static Page of(int firstCodePoint) {
            Page page = new Page();
            for (int i = 0; i < PAGE_SIZE; i++) {
                page.fill(i, firstCodePoint + i);
            }
            return page;
        }

        private void fill(int index, int codePoint) {
            Role role = roleOf(codePoint);
            if (role == Role.WORD || role == Role.UNSPACED) {
                String form = foldLetters(codePoint);
                if (!form.equals(Character.toString(codePoint))) {
                    folded[index] = form;
                    role = roleOfForm(form);
                }
            }
            roles[index] = role;
        }
    }

    private static Role roleOfForm(String form) {
        boolean word = form.codePoints().allMatch(c -> roleOf(c) == Role.WORD);
        return word ? Role.WORD : Role.UNSPACED;
    }

    private static Role roleOf(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER ->
                    roleOfLetter(codePoint);
            case Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.COMBINING_SPACING_MARK ->
                    roleByScript(codePoint);
            case Character.NON_SPACING_MARK -> roleOfMark(codePoint);
            case Character.ENCLOSING_MARK -> Role.IGNORED;
            case Character.FORMAT -> codePoint == 0x200B ? Role.SEPARATOR : Role.IGNORED;
            case Character.UNASSIGNED -> roleOfUnassigned(codePoint);
            default -> roleOfSymbol(codePoint);
        };
    }

    private static Role roleOfLetter(int codePoint) {
        return switch (codePoint) {
            // modifier letters that are apostrophes, and the tatweel that only widens a word
            case 0x02BC, 0x02BB -> Role.APOSTROPHE;
            case 0x0640 -> Role.IGNORED;
            // fillers: letters without a shape
            case 0x115F, 0x1160, 0x3164, 0xFFA0 -> Role.SEPARATOR;
            // the sound marks of half-width kana, which are letters there
            case 0xFF9E, 0xFF9F -> Role.UNSPACED;
            default -> roleByScript(codePoint);
        };
    }

    private static Role roleByScript(int codePoint) {
        return isUnspaced(codePoint) ? Role.UNSPACED : Role.WORD;
    }

    private static boolean isUnspaced(int codePoint) {
        return UNSPACED_SCRIPTS.contains(UnicodeScript.of(codePoint))
                || isKanaSoundMark(codePoint)
                // iteration and length marks, shared by kana and Han
                || (codePoint >= 0x3005 && codePoint <= 0x3007)
                || (codePoint >= 0x3031 && codePoint <= 0x3035)
                || codePoint == 0x303B
                || codePoint == 0x303C
                || codePoint == 0x30FC
                || codePoint == 0xFF70;
    }

    static boolean isKanaSoundMark(int codePoint) {
        return codePoint == VOICED_MARK || codePoint == SEMI_VOICED_MARK;
    }

    private static Role roleOfMark(int codePoint) {
        if (isKanaSoundMark(codePoint)) {
            return Role.UNSPACED;
        }
        if (OPTIONAL_MARKS.contains(UnicodeScript.of(codePoint))) {
            return Role.IGNORED;
        }
        // variation selectors of Mongolian are the only invisible marks with a script of their own
        return codePoint >= 0x180B && codePoint <= 0x180F ? Role.IGNORED : roleByScript(codePoint);
    }

    /** Letters newer than this Java's tables are words, so that they can be found at all. */
    private static Role roleOfUnassigned(int codePoint) {
        if (isEmoji(codePoint)) {
            return Role.EMOJI;
        }
        boolean nonCharacter =
                (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
        boolean invisible =
                (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
                        || (codePoint >= 0x2060 && codePoint <= 0x206F);
        return nonCharacter ? Role.SEPARATOR : invisible ? Role.IGNORED : Role.WORD;
    }

    private static Role roleOfSymbol(int codePoint) {
        if (codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF) {
            return Role.REGIONAL;
        }
        if (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF) {
            return Role.IGNORED;
        }
        if (isEmoji(codePoint)) {
            return Role.EMOJI;
        }
        return switch (codePoint) {
            case '\'', 0x2018, 0x2019, 0x201B, 0xFF07, 0x05F3 -> Role.APOSTROPHE;
            case '"', 0x201D, 0xFF02, 0x05F4 -> Role.GERSHAYIM;
            default -> roleOfSquared(codePoint);
        };
    }

    /** Circled letters, and words pressed into one square, stand for what is written in them. */
    private static Role roleOfSquared(int codePoint) {
        boolean squared =
                (codePoint >= 0x24B6 && codePoint <= 0x24E9)
                        || (codePoint >= 0x3200 && codePoint <= 0x33FF);
        String letters = squared ? lettersOf(codePoint) : "";
        return letters.isEmpty() ? Role.SEPARATOR : roleByScript(letters.codePointAt(0));
    }

    /** Pictographs as ranges, since Java 17 does not know the property. */
    private static boolean isEmoji(int codePoint) {
        if (codePoint < 0x1F000) {
            return (codePoint >= 0x2600 && codePoint <= 0x27BF)
                    || (codePoint >= 0x23E9 && codePoint <= 0x23FA)
                    || (codePoint >= 0x2B05 && codePoint <= 0x2B07)
                    || codePoint == 0x231A
                    || codePoint == 0x231B
                    || codePoint == 0x2B1B
                    || codePoint == 0x2B1C
                    || codePoint == 0x2B50
                    || codePoint == 0x2B55;
        }
        boolean enclosedLetter = codePoint >= 0x1F100 && codePoint < 0x1F170;
        return codePoint <= 0x1FAFF && !enclosedLetter;
    }

    private static String foldLetters(int codePoint) {
        if (isOftenItself(codePoint)) {
            return Character.toString(codePoint);
        }
        int digit = Character.digit(codePoint, 10);
        if (digit >= 0) {
            return Integer.toString(digit);
        }
        String letters = lettersOf(codePoint);
        return letters.isEmpty() || isMixed(letters) ? Character.toString(codePoint) : letters;
    }

    /** Whether both words and unspaced text are in it, as in the sign for "January". */
    private static boolean isMixed(String letters) {
        long unspaced = letters.codePoints().filter(c -> roleOf(c) == Role.UNSPACED).count();
        return unspaced > 0 && unspaced < letters.codePointCount(0, letters.length());
    }

    /** The many thousand letters that fold to themselves; asking the normalizer would take long. */
    private static boolean isOftenItself(int codePoint) {
        return (codePoint >= 0x3400 && codePoint <= 0x9FFF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0x20000 && codePoint <= 0x2F7FF);
    }

    private static String lettersOf(int codePoint) {
        String form = Character.toString(codePoint);
        for (int round = 0; round < MAX_FOLDING_ROUNDS && !form.isEmpty(); round++) {
            form = lowerCase(withoutMarks(compatible(form)));
        }
        return form;
    }

    /** Kana and Hangul stay composed; everything else is taken apart. */
    private static String compatible(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        UnicodeScript script = UnicodeScript.of(composed.codePointAt(0));
        boolean joins =
                script == UnicodeScript.HIRAGANA
                        || script == UnicodeScript.KATAKANA
                        || script == UnicodeScript.HANGUL;
        return joins ? composed : Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    /** Letters and digits only; a fraction stays as it is, since 1⁄2 is not 12. */
    private static String withoutMarks(String text) {
        if (text.indexOf('\u2044') >= 0) {
            return "";
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(CharacterFolding::isKept).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isKept(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK -> roleOfMark(codePoint) != Role.IGNORED;
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.COMBINING_SPACING_MARK,
                    Character.UNASSIGNED ->
                    codePoint != 0x0640 && codePoint != 0x02BC;
            default -> false;
        };
    }

    /** Case folding without a locale: by way of capitals, so that ß is ss and ς is σ. */
    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder();
        text.toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .forEach(codePoint -> appendVariant(lower, codePoint));
        return lower.toString();
    }

    private static void appendVariant(StringBuilder to, int codePoint) {
        String variant = VARIANTS.get(codePoint);
        if (variant == null) {
            to.appendCodePoint(codePoint);
        } else {
            to.append(variant);
        }
    }
}
