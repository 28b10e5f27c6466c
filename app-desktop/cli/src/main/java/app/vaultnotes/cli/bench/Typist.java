package app.vaultnotes.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Somebody made up who types as people do: letter by letter in bursts, forwards, or backwards over
 * what goes, mostly near the last place and now and then somewhere else. The same for one seed.
 */
final class Typist {

    private static final int LONGEST_BURST = 24;
    private static final int NEARBY = 100;
    private static final int MOVES_FAR = 8;
    private static final String LETTERS = "eeeetttaaooiinnsshrrdlucmfwypvbgk      .\n";

    private final Random random;
    private final double deletions;
    private final int longestBurst;
    private final int movesFar;
    private int at;
    private int left;
    private boolean deletes;

    /**
     * Somebody who removes this part of all edits.
     *
     * @param deletions 0 to 1
     */
    Typist(long seed, double deletions) {
        this(seed, deletions, LONGEST_BURST, MOVES_FAR);
    }

    private Typist(long seed, double deletions, int longestBurst, int movesFar) {
        this.random = new Random(seed);
        this.deletions = deletions;
        this.longestBurst = longestBurst;
        this.movesFar = movesFar;
    }

    /** Somebody who goes somewhere else for each letter. */
    static Typist restless(long seed, double deletions) {
        return new Typist(seed, deletions, 1, 1);
    }

    /** A recording of so many edits that leaves about so many characters. */
    static EditingTrace trace(long seed, int edits, int chars) {
        Typist typist = new Typist(seed, (edits - chars) / (2.0 * edits));
        StringBuilder text = new StringBuilder();
        List<EditingTrace.Step> steps = new ArrayList<>(edits);
        for (int place = 0; place < edits; place++) {
            EditingTrace.Patch patch = typist.next(text.length());
            text.replace(patch.at(), patch.at() + patch.deleted(), patch.inserted());
            List<Integer> parents = place == 0 ? List.of() : List.of(place - 1);
            steps.add(new EditingTrace.Step(0, parents, List.of(patch)));
        }
        return new EditingTrace("", text.toString(), 1, steps);
    }

    /** The next edit of a text that has this length now. */
    EditingTrace.Patch next(int length) {
        if (left == 0) {
            begin(length);
        }
        left--;
        at = Math.min(at, length);
        if (deletes && at > 0) {
            at--;
            return new EditingTrace.Patch(at, 1, "");
        }
        at++;
        int letter = random.nextInt(LETTERS.length());
        return new EditingTrace.Patch(at - 1, 0, LETTERS.substring(letter, letter + 1));
    }

    private void begin(int length) {
        left = 1 + random.nextInt(longestBurst);
        deletes = random.nextDouble() < deletions;
        int moved =
                random.nextInt(movesFar) == 0
                        ? random.nextInt(length + 1)
                        : at + random.nextInt(2 * NEARBY) - NEARBY;
        at = Math.clamp(moved, 0, length);
    }
}
