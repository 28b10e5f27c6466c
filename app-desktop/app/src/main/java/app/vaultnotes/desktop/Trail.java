package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way that was walked in a tab, to go back and forward on. */
final class Trail {

    private static final int MOST = 100;

    private final List<PageName> steps = new ArrayList<>();
    private int at = -1;

    /** Something is shown; what lay ahead is forgotten unless it is the same. */
    void walked(PageName page) {
        if (at >= 0 && steps.get(at).equals(page)) {
            return;
        }
        steps.subList(at + 1, steps.size()).clear();
        steps.add(page);
        if (steps.size() > MOST) {
            steps.remove(0);
        }
        at = steps.size() - 1;
    }

    /** What lies one step on. */
    Optional<PageName> step(boolean forward) {
        int to = at + (forward ? 1 : -1);
        if (to < 0 || to >= steps.size()) {
            return Optional.empty();
        }
        at = to;
        return Optional.of(steps.get(to));
    }

    boolean canStep(boolean forward) {
        return forward ? at + 1 < steps.size() : at > 0;
    }
}
