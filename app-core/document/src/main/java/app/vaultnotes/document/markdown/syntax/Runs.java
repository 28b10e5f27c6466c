package app.vaultnotes.document.markdown.syntax;

import app.vaultnotes.document.markdown.syntax.Token.Run;
import java.util.Arrays;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.jspecify.annotations.Nullable;

/**
 * The runs of marks that may still open or close emphasis, and the procedure of CommonMark's
 * appendix that pairs them. Each run is looked at a bounded number of times, and no pair is made
 * around {@link #MAX_DEPTH} others: deeper marks stay characters.
 */
final class Runs {

    /** Deepest nesting of inline nodes. */
    static final int MAX_DEPTH = 64;

    private static final String MARKS = "*_~=";
    private static final int KEYS_PER_MARK = 6;

    private @Nullable Run last;
    private int depthAtStart;

    /** The latest run, or null. */
    @Nullable Run last() {
        return last;
    }

    void add(Run run) {
        run.previous = last;
        if (last != null) {
            last.next = run;
        }
        last = run;
    }

    /** Takes note of a finished node behind the latest run. */
    void nested(int depth) {
        deepen(last, depth);
    }

    private void deepen(@Nullable Run run, int depth) {
        if (run == null) {
            depthAtStart = Math.max(depthAtStart, depth);
        } else {
            run.depthBehind = Math.max(run.depthBehind, depth);
        }
    }

    /**
     * Pairs all runs behind this one, or all when it is null, and gives up those left over.
     *
     * @return the deepest nesting among the pairs
     */
    int pair(@Nullable Run bottom) {
        @Nullable Run[] bottoms = new Run[MARKS.length() * KEYS_PER_MARK];
        Arrays.fill(bottoms, bottom);
        int deepest = 0;
        Run closer = firstBehind(bottom);
        while (closer != null) {
            if (!closer.canClose) {
                closer = closer.next;
                continue;
            }
            int key = key(closer);
            Run opener = opener(closer, bottom, bottoms[key]);
            if (opener != null) {
                deepest = Math.max(deepest, join(opener, closer));
                closer = closer.left == 0 ? removed(closer) : closer;
            } else {
                bottoms[key] = closer.previous;
                closer = closer.canOpen ? closer.next : removed(closer);
            }
        }
        giveUp(bottom);
        return deepest;
    }

    private @Nullable Run firstBehind(@Nullable Run bottom) {
        Run first = last;
        while (first != null && first.previous != bottom) {
            first = first.previous;
        }
        return last == bottom ? null : first;
    }

    private void giveUp(@Nullable Run bottom) {
        while (last != null && last != bottom) {
            removed(last);
        }
    }

    private static int key(Run closer) {
        return MARKS.indexOf(closer.mark) * KEYS_PER_MARK
                + (closer.canOpen ? 3 : 0)
                + closer.length % 3;
    }

    /** The nearest run that this one closes; null when none does, or the nesting is too deep. */
    private static @Nullable Run opener(Run closer, @Nullable Run bottom, @Nullable Run searched) {
        int depth = 0;
        Run run = closer.previous;
        while (run != null && run != bottom && run != searched) {
            depth = Math.max(depth, run.depthBehind);
            if (depth >= MAX_DEPTH) {
                return null;
            }
            if (run.canOpen && run.mark == closer.mark && fits(run, closer)) {
                run.depthBehind = depth;
                return run;
            }
            run = run.previous;
        }
        return null;
    }

    private static boolean fits(Run opener, Run closer) {
        if (closer.mark == '~' || closer.mark == '=') {
            return opener.length == closer.length && opener.left > 0;
        }
        boolean both = opener.canClose || closer.canOpen;
        return !both || closer.length % 3 == 0 || (opener.length + closer.length) % 3 != 0;
    }

    private int join(Run opener, Run closer) {
        for (Run between = closer.previous;
                between != null && between != opener;
                between = closer.previous) {
            removed(between);
        }
        int marks = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
        Token.Pair pair = new Token.Pair(node(closer.mark, marks), marks);
        opener.opens.add(pair);
        closer.closes.add(pair);
        opener.left -= marks;
        closer.left -= marks;
        opener.depthBehind++;
        int depth = opener.depthBehind;
        if (opener.left == 0) {
            removed(opener);
        }
        return depth;
    }

    private static Node node(char mark, int marks) {
        return switch (mark) {
            case '~' -> new Strikethrough("~".repeat(marks));
            case '=' -> new Inlines.Highlight();
            default ->
                    marks == 1
                            ? new Emphasis(String.valueOf(mark))
                            : new StrongEmphasis(String.valueOf(mark).repeat(marks));
        };
    }

    /** Takes a run out and gives the one behind it. */
    private @Nullable Run removed(Run run) {
        deepen(run.previous, run.depthBehind);
        if (run.previous != null) {
            run.previous.next = run.next;
        }
        if (run.next == null) {
            last = run.previous;
        } else {
            run.next.previous = run.previous;
        }
        return run.next;
    }
}
