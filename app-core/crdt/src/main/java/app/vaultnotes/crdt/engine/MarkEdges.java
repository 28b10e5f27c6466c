package app.vaultnotes.crdt.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds among the edges of marks between two visible characters where something is typed. */
@SuppressWarnings("ReferenceEquality") // runs are themselves and nothing else
final class MarkEdges {

    /** Runs between two visible characters that are looked through for marks of nothing. */
    private static final int MOST_PASSED = 1_000;

    private static final RunTree.Sought ANCHOR = sought(node -> node.anchors > 0, Run::isAnchor);
    private static final RunTree.Sought VISIBLE =
            sought(node -> node.width > 0, run -> run.width > 0 && !run.isMark());
    private static final RunTree.Sought ANCHOR_OR_VISIBLE =
            sought(
                    node -> ANCHOR.mayBeIn(node) || VISIBLE.mayBeIn(node),
                    run -> ANCHOR.is(run) || VISIBLE.is(run));

    private MarkEdges() {}

    private static RunTree.Sought sought(Predicate<RunTree.Node> mayBeIn, Predicate<Run> is) {
        return new RunTree.Sought() {
            @Override
            public boolean mayBeIn(RunTree.Node node) {
                return mayBeIn.test(node);
            }

            @Override
            public boolean is(Run run) {
                return is.test(run);
            }
        };
    }

    /**
     * The last edge that has to stay outside of what is typed behind a run; null where none has. A
     * mark that begins and ends there covers nothing any more, nor what is typed: it is passed
     * over, with all that stands in it.
     */
    static @Nullable Run lastOutside(RunTree tree, @Nullable Run from) {
        Run first = tree.following(from, ANCHOR_OR_VISIBLE);
        if (first == null || !first.isAnchor()) {
            return null;
        }
        Run end = tree.following(first, VISIBLE);
        List<Run> outside = new ArrayList<>();
        int passed = 0;
        for (Run run = first; run != null && run != end; run = tree.next(run)) {
            if (++passed > MOST_PASSED) {
                return tree.preceding(end, ANCHOR);
            }
            pass(run, outside);
        }
        return outside.isEmpty() ? null : outside.get(outside.size() - 1);
    }

    private static void pass(Run run, List<Run> outside) {
        int begun = run.isMarkEnd() ? placeOf(Ids.plus(run.firstId(), -1), outside) : -1;
        if (begun >= 0) {
            outside.subList(begun, outside.size()).clear();
        } else if (run.isAnchor()) {
            outside.add(run);
        }
    }

    private static int placeOf(long name, List<Run> runs) {
        int at = runs.size() - 1;
        while (at >= 0 && runs.get(at).firstId() != name) {
            at--;
        }
        return at;
    }
}
