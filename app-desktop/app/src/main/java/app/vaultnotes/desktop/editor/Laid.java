package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Style;
import java.util.BitSet;
import java.util.stream.Stream;

/**
 * What is laid over the letters of a row's view; each set has the letters that it is laid over.
 *
 * @param misspelt words that no dictionary has
 * @param found what somebody looks for
 * @param current the part of that which one is at
 */
record Laid(BitSet misspelt, BitSet found, BitSet current) {

    /** Nothing. */
    static final Laid NOTHING = new Laid(new BitSet(), new BitSet(), new BitSet());

    /** Where the letters end that look as the one here does; at most at a limit. */
    int end(int from, int limit) {
        return Stream.of(misspelt, found, current)
                .mapToInt(set -> set.get(from) ? set.nextClearBit(from) : set.nextSetBit(from))
                .filter(next -> next >= 0)
                .reduce(limit, Math::min);
    }

    /** How a letter looks that is in some style without all this. */
    Style over(Style style, int letter) {
        Style laid = misspelt.get(letter) ? style.asMisspelt() : style;
        return current.get(letter)
                ? laid.asFound(Style.Found.CURRENT)
                : found.get(letter) ? laid.asFound(Style.Found.HIT) : laid;
    }
}
