package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.Query.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens a piece of text is searched by. They are its index tokens, but for the end of a run
 * without spaces: there the last character stands alone in the index only if the run ends, which it
 * need not do where it is found.
 *
 * @param terms the tokens to find in a row
 * @param openEnd whether the last one is a single character that begins a token
 * @param fixedEnd whether the last one cannot be continued by a person's {@code *}
 */
record QueryTokens(List<String> terms, boolean openEnd, boolean fixedEnd) {

    /** The tokens of a text, at most so many. */
    static QueryTokens of(String text, int limit) {
        List<Token> tokens = SearchTokens.of(text, limit);
        List<String> terms = new ArrayList<>(tokens.stream().map(Token::text).toList());
        if (tokens.isEmpty()) {
            return new QueryTokens(terms, false, true);
        }
        Token last = tokens.get(tokens.size() - 1);
        if (!isSingleUnit(last)) {
            return new QueryTokens(terms, false, last.kind() != TokenKind.WORD);
        }
        boolean inPair = tokens.size() > 1 && isOfOneRun(tokens.get(tokens.size() - 2), last);
        if (inPair) {
            terms.remove(terms.size() - 1);
        }
        return new QueryTokens(terms, !inPair, true);
    }

    /**
     * The query for these tokens in a row.
     *
     * @param goesOn whether a person asked for the last word to go on
     */
    Optional<Query> toQuery(boolean goesOn, Field field) {
        boolean open = openEnd || (goesOn && !fixedEnd);
        return switch (terms.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(single(terms.get(0), open, field));
            default -> Optional.of(new Query.Phrase(terms, open, field));
        };
    }

    private static Query single(String term, boolean open, Field field) {
        return open ? new Query.Prefix(term, field) : new Query.Word(term, field);
    }

    private static boolean isSingleUnit(Token token) {
        return token.kind() == TokenKind.UNSPACED && isSingleUnit(token.text());
    }

    /** Whether an unspaced term is one character, not a pair. */
    static boolean isSingleUnit(String term) {
        return term.codePointCount(0, term.length()) == 1;
    }

    /** The last character of a run ends where the pair before it ends. */
    private static boolean isOfOneRun(Token pair, Token last) {
        return pair.kind() == TokenKind.UNSPACED && pair.end() == last.end();
    }
}
