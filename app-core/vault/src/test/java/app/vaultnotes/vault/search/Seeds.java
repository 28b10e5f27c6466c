package app.vaultnotes.vault.search;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How many seeds a property is tried with. */
final class Seeds {

    /** Whether the long loops run: {@code -Dvaultnotes.heavy=true}. */
    static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");

    private static final int HEAVY_FACTOR = 50;
    private static final int DENSE_UNTIL = 0x20000;
    private static final int SPARSE_STEP = 257;

    private Seeds() {}

    /** Every code point; beyond the two planes that hold letters only some, unless it may last. */
    static IntStream codePoints() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> HEAVY || c < DENSE_UNTIL || c % SPARSE_STEP == 0);
    }

    /** So many seeds, or many more when the long loops run. */
    static LongStream of(int count) {
        return LongStream.range(0, HEAVY ? (long) count * HEAVY_FACTOR : count);
    }
}
