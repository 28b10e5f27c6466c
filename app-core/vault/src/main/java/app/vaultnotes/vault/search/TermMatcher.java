package app.vaultnotes.vault.search;

import java.util.Arrays;
import java.util.List;

/** One pass of a {@link TermPattern} over the tokens of a text. For one thread. */
final class TermMatcher {

    /**
     * A place where a term was met.
     *
     * @param start where it begins in the text
     * @param end where it ends
     * @param term number of the term
     */
    record Match(int start, int end, int term) {}

    private final TermPattern pattern;
    private final long[] state;
    private final long[] met;

    /** Where the latest tokens began; long enough for the longest phrase. */
    private final int[] tokenStarts = new int[QueryTerms.MAX_TOKENS];

    private int tokenCount;

    TermMatcher(TermPattern pattern) {
        this.pattern = pattern;
        state = new long[pattern.width()];
        met = new long[pattern.width()];
    }

    /** Takes in the next token and adds the terms that are met with it. */
    void feed(TokenCursor token, List<Match> matches) {
        tokenStarts[tokenCount++ % tokenStarts.length] = token.start();
        if (!pattern.meet(token, met)) {
            Arrays.fill(state, 0);
            return;
        }
        long carry = 0;
        for (int word = 0; word < state.length; word++) {
            long shifted = (state[word] << 1) | carry;
            carry = state[word] >>> (Long.SIZE - 1);
            state[word] = (shifted | pattern.starts(word)) & met[word];
            report(word, token, matches);
        }
    }

    private void report(int word, TokenCursor token, List<Match> matches) {
        long ended = state[word] & pattern.ends(word);
        while (ended != 0) {
            int bit = word * Long.SIZE + Long.numberOfTrailingZeros(ended);
            matches.add(match(pattern.element(bit), token));
            ended &= ended - 1;
        }
    }

    private Match match(TermPattern.Element last, TokenCursor token) {
        int first = tokenCount - 1 - last.index();
        boolean onlyFirst = last.isSingleUnit() && token.kind() == TokenKind.UNSPACED;
        int end = onlyFirst ? token.firstUnitEnd() : token.end();
        return new Match(tokenStarts[first % tokenStarts.length], end, last.term());
    }
}
