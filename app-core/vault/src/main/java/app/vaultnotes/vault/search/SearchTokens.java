package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Text as the tokens that are indexed and looked for.
 *
 * <p>Words are runs of letters, digits and marks, folded. Scripts that put no spaces between words
 * (Chinese, Japanese, Korean, Thai and their neighbours) become overlapping pairs of characters,
 * the last one alone: {@code 東京都} is {@code 東京 京都 都}. So a part of such a run is found as a phrase
 * of its pairs, and a single character as the beginning of a pair.
 */
public final class SearchTokens {

    /** Longest token, in UTF-16 units; longer words are cut in the index and in queries alike. */
    public static final int MAX_TOKEN_CHARS = 64;

    private static final String GAP = " ";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    private SearchTokens(String text) {
        this.text = text;
    }

    /**
     * A token.
     *
     * @param text its folded form
     * @param start where it begins in the text
     * @param end where it ends
     */
    public record Token(String text, int start, int end) {}

    /** What a query looks for: tokens that follow one another. */
    record Searched(List<String> tokens, boolean openEnd) {}

    /** The tokens of a text, in order. */
    public static List<Token> of(String text) {
        SearchTokens split = new SearchTokens(text);
        split.run();
        return split.tokens;
    }

    /** The tokens of a text separated by spaces: what goes into an index. */
    public static String indexText(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (Token token : of(text)) {
            out.append(token.text()).append(GAP);
        }
        return out.toString();
    }

    /** What a piece of a query looks for. */
    static Searched searched(String text, boolean openEnd) {
        List<Token> all = of(text);
        List<String> found = new ArrayList<>();
        boolean open = openEnd;
        for (int i = 0; i < all.size(); i++) {
            Token token = all.get(i);
            boolean unspaced = isUnspaced(token.text().codePointAt(0));
            boolean single = unspaced && token.text().codePointCount(0, token.text().length()) == 1;
            boolean tail = single && i > 0 && all.get(i - 1).end() == token.end();
            if (i + 1 == all.size()) {
                open = unspaced ? single && !tail : openEnd;
            }
            if (!tail) {
                found.add(token.text());
            } else if (i + 1 == all.size()) {
                open = false;
            }
        }
        return new Searched(List.copyOf(found), open);
    }

    private void run() {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (isUnspaced(c)) {
                at = unspaced(at);
            } else if (isWord(c)) {
                at = word(at);
            } else if (isPictogram(c)) {
                at = pictogram(at);
            } else {
                at += Character.charCount(c);
            }
        }
    }

    private int word(int start) {
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (!(isWord(c) && !isUnspaced(c)) && !isInner(start, end, c)) {
                break;
            }
            end += Character.charCount(c);
        }
        add(TextFolding.fold(text.substring(start, end)), start, end);
        return end;
    }

    /** An apostrophe between letters belongs to the word. */
    private boolean isInner(int start, int at, int c) {
        return (c == '\'' || c == '’')
                && at > start
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }

    private int unspaced(int start) {
        int at = start;
        while (at < text.length() && isUnspaced(text.codePointAt(at))) {
            int next = at + Character.charCount(text.codePointAt(at));
            boolean pair = next < text.length() && isUnspaced(text.codePointAt(next));
            int end = pair ? next + Character.charCount(text.codePointAt(next)) : next;
            add(TextFolding.fold(text.substring(at, end)), at, end);
            at = next;
        }
        return at;
    }

    private int pictogram(int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        add(text.substring(start, end), start, end);
        return end;
    }

    private void add(String folded, int start, int end) {
        String clean = folded.replace("'", "").replace("’", "").replace(" ", "");
        if (!clean.isEmpty()) {
            int limit = Math.min(clean.length(), MAX_TOKEN_CHARS);
            int cut =
                    limit < clean.length() && Character.isHighSurrogate(clean.charAt(limit - 1))
                            ? limit - 1
                            : limit;
            tokens.add(new Token(clean.substring(0, cut), start, end));
        }
    }

    private static boolean isWord(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.OTHER_NUMBER
                || type == Character.LETTER_NUMBER;
    }

    private static boolean isPictogram(int c) {
        return c >= 0x2190 && Character.getType(c) == Character.OTHER_SYMBOL;
    }

    /** Whether a character is of a script whose words are not separated. */
    static boolean isUnspaced(int c) {
        if (c < 0x0E00) {
            return false;
        }
        return (c <= 0x0EFF)
                || (c >= 0x1000 && c <= 0x109F)
                || (c >= 0x1100 && c <= 0x11FF)
                || (c >= 0x1780 && c <= 0x17FF)
                || (c >= 0x2E80 && c <= 0x2FDF)
                || (c >= 0x3005 && c <= 0x3007)
                || (c >= 0x3040 && c <= 0x30FF && c != 0x30FB)
                || (c >= 0x3130 && c <= 0x318F)
                || (c >= 0x31F0 && c <= 0x31FF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0xAC00 && c <= 0xD7FF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFF66 && c <= 0xFF9F)
                || (c >= 0x20000 && c <= 0x3FFFF);
    }
}
