package app.vaultnotes.ui.live;

/**
 * Finds emoji: the clusters of code points that a font shows as one picture, after the grammar of
 * Unicode's technical standard 51. The ranges are those of its property Emoji_Presentation in
 * Unicode 16; any other symbol counts when the selector for emoji follows it.
 */
final class Emoji {

    private static final int[] PICTURES = {
        0x231a, 0x231b, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe, 0x2614,
        0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab,
        0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2,
        0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
        0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795,
        0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55,
        0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f201, 0x1f201,
        0x1f21a, 0x1f21a, 0x1f22f, 0x1f22f, 0x1f232, 0x1f236, 0x1f238, 0x1f23a, 0x1f250, 0x1f251,
        0x1f300, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca,
        0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440,
        0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a,
        0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc,
        0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc,
        0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff,
        0x1fa70, 0x1fa7c, 0x1fa80, 0x1fa89, 0x1fa8f, 0x1fac6, 0x1face, 0x1fadc, 0x1fadf, 0x1fae9,
        0x1faf0, 0x1faf8
    };

    private static final int JOINER = 0x200d;
    private static final int SELECTOR = 0xfe0f;
    private static final int KEYCAP = 0x20e3;
    private static final int FIRST_SYMBOL = 0xa9;

    private Emoji() {}

    /** Where the emoji ends that begins here, or -1 when none does. */
    static int end(CharSequence text, int at, int limit) {
        int keycap = keycapEnd(text, at, limit);
        if (keycap > 0 || text.charAt(at) < FIRST_SYMBOL) {
            return keycap;
        }
        int first = codePoint(text, at, limit);
        if (isFlagLetter(first)) {
            int second = at + 2;
            return isFlagLetter(codePoint(text, second, limit)) ? second + 2 : -1;
        }
        int end = elementEnd(text, at, limit);
        while (end > 0 && codePoint(text, end, limit) == JOINER) {
            int next = joinedEnd(text, end + 1, limit);
            if (next < 0) {
                return end;
            }
            end = next;
        }
        return end;
    }

    private static int keycapEnd(CharSequence text, int at, int limit) {
        char c = text.charAt(at);
        boolean base = (c >= '0' && c <= '9') || c == '#' || c == '*';
        int end = at + 1;
        if (base && codePoint(text, end, limit) == SELECTOR) {
            end++;
        }
        return base && codePoint(text, end, limit) == KEYCAP ? end + 1 : -1;
    }

    /** A picture, or a symbol made one, with its colour of skin or its tags. */
    private static int elementEnd(CharSequence text, int at, int limit) {
        int first = codePoint(text, at, limit);
        int end = at + Character.charCount(Math.max(0, first));
        int next = codePoint(text, end, limit);
        boolean made = isSymbol(first) && (next == SELECTOR || isSkin(next));
        if (!made && !isPicture(first)) {
            return -1;
        }
        end += next == SELECTOR ? 1 : isSkin(next) ? 2 : 0;
        while (isTag(codePoint(text, end, limit))) {
            end += 2;
        }
        return end;
    }

    /** Behind a joiner, some signs are pictures without a selector. */
    private static int joinedEnd(CharSequence text, int at, int limit) {
        int end = at < limit ? elementEnd(text, at, limit) : -1;
        int first = codePoint(text, at, limit);
        return end < 0 && isSymbol(first) ? at + Character.charCount(first) : end;
    }

    private static int codePoint(CharSequence text, int at, int limit) {
        if (at >= limit) {
            return -1;
        }
        char c = text.charAt(at);
        return Character.isHighSurrogate(c) && at + 1 < limit ? Character.codePointAt(text, at) : c;
    }

    private static boolean isPicture(int codePoint) {
        int low = 0;
        int high = PICTURES.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (codePoint < PICTURES[2 * middle]) {
                high = middle - 1;
            } else if (codePoint > PICTURES[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private static boolean isSymbol(int codePoint) {
        int type = codePoint < FIRST_SYMBOL ? Character.UNASSIGNED : Character.getType(codePoint);
        return type == Character.OTHER_SYMBOL
                || type == Character.MATH_SYMBOL
                || type == Character.MODIFIER_SYMBOL
                || type == Character.OTHER_PUNCTUATION
                || type == Character.DASH_PUNCTUATION;
    }

    private static boolean isSkin(int codePoint) {
        return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
    }

    private static boolean isTag(int codePoint) {
        return codePoint >= 0xe0020 && codePoint <= 0xe007f;
    }

    private static boolean isFlagLetter(int codePoint) {
        return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
    }

    /** Whether this place lies inside of a pair of surrogates or of what combines into one. */
    static boolean continues(CharSequence text, int at) {
        char c = text.charAt(at);
        boolean pair =
                Character.isLowSurrogate(c) && Character.isHighSurrogate(text.charAt(at - 1));
        int type = Character.getType(c);
        return pair
                || c == JOINER
                || c == SELECTOR
                || text.charAt(at - 1) == JOINER
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
