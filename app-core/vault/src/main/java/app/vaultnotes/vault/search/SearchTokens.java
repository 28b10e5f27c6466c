package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The pieces of text that search knows. The same function cuts notes when they are indexed and
 * words when they are searched for, so both always agree; an index only has to keep tokens apart at
 * spaces and compare them exactly.
 *
 * <ul>
 *   <li>A <b>word</b> is a run of letters and digits, folded: without case (ß is ss, dotted and
 *       dotless i are one), without accents, Arabic and Hebrew points, tatweel and invisible
 *       characters; alef, yeh and kaf in one spelling each; wide, circled and mathematical letters
 *       and all decimal digits as plain ones. Indic vowel signs are letters. Everything else
 *       separates, hyphens and underscores too: {@code foo-bar} is two words.
 *   <li>An <b>apostrophe</b> between letters belongs to the word and is left out ({@code don't},
 *       {@code don’t}); a final 's and the French and Italian elisions ({@code l'homme}) are words
 *       of their own.
 *   <li>Text <b>without spaces</b> between words (Chinese, Japanese, Korean, Thai, Lao, Khmer,
 *       Burmese and kin) is cut into overlapping pairs of characters, and the last character once
 *       more alone: {@code 東京都} is 東京, 京都, 都. Any part of two or more characters is then a sequence
 *       of tokens, and any single character begins one.
 *   <li>A <b>pictograph</b> is a token without its colour and joiners; a flag is one.
 * </ul>
 *
 * <p>Tokens hold no white space, and of ASCII only a–z and 0–9. Each one is cut to itself again.
 * Text counts as the same in the forms NFC, NFD, NFKC and NFKD.
 */
public final class SearchTokens {

    /** UTF-16 units after which a token is cut, in the index and in queries alike. */
    public static final int MAX_TOKEN_CHARS = 64;

    /** A token no text contains: it keeps phrases from running from one part into the next. */
    private static final String GAP = " \u00B6 ";

    private SearchTokens() {}

    /** The folded tokens of a text in order, separated by one space each. */
    public static String indexText(String text) {
        StringBuilder to = new StringBuilder(text.length() + 16);
        append(text, to);
        return to.toString();
    }

    /**
     * The folded tokens of several texts, for example a title and aliases, as one; no phrase runs
     * from one text into the next.
     */
    public static String indexText(Collection<String> parts) {
        StringBuilder to = new StringBuilder();
        for (String part : parts) {
            if (!to.isEmpty()) {
                to.append(GAP);
            }
            append(part, to);
        }
        return to.toString();
    }

    /** The tokens of a text, in order. */
    public static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        TokenCursor cursor = new TokenCursor(text);
        while (cursor.next()) {
            tokens.add(token(cursor));
        }
        return tokens;
    }

    /** The first tokens of a text, at most so many. */
    static List<Token> of(String text, int limit) {
        List<Token> tokens = new ArrayList<>();
        TokenCursor cursor = new TokenCursor(text);
        while (tokens.size() < limit && cursor.next()) {
            tokens.add(token(cursor));
        }
        return tokens;
    }

    private static Token token(TokenCursor cursor) {
        return new Token(cursor.folded(), cursor.start(), cursor.end(), cursor.kind());
    }

    private static void append(String text, StringBuilder to) {
        TokenCursor cursor = new TokenCursor(text);
        boolean first = true;
        while (cursor.next()) {
            if (!first) {
                to.append(' ');
            }
            first = false;
            cursor.appendTo(to);
        }
    }
}
