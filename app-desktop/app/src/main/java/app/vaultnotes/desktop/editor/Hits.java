package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.vault.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in a note's text stands what somebody looks for. Follows every edit until it is looked for
 * anew. For the JavaFX thread.
 */
final class Hits {

    private List<Replacement.Found> all = List.of();
    private int at = -1;

    boolean isNone() {
        return all.isEmpty();
    }

    int count() {
        return all.size();
    }

    /** Which of them one is at, from 0; -1 for none. */
    int at() {
        return at;
    }

    /** The one that one is at. */
    Optional<Replacement.Found> current() {
        return at < 0 ? Optional.empty() : Optional.of(all.get(at));
    }

    /**
     * These were found; one is at the first that begins at a place or behind it, else at the first.
     */
    void found(List<Replacement.Found> found, int place) {
        all = List.copyOf(found);
        int behind = 0;
        while (behind < all.size() && all.get(behind).start() < place) {
            behind++;
        }
        at = all.isEmpty() ? -1 : behind % all.size();
    }

    void clear() {
        all = List.of();
        at = -1;
    }

    /** Goes on to another one, from the last to the first. */
    void step(int by) {
        if (!all.isEmpty()) {
            at = Math.floorMod(at + by, all.size());
        }
    }

    /** Those that have something of a stretch. */
    List<Replacement.Found> in(int start, int end) {
        int first = firstBehind(start);
        int last = first;
        while (last < all.size() && all.get(last).start() < end) {
            last++;
        }
        return all.subList(first, last);
    }

    /** The first that ends behind a place. */
    private int firstBehind(int place) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).end() > place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The text was edited: what the edit touched is no hit any more. */
    void shift(TextEdit edit) {
        if (all.isEmpty()) {
            return;
        }
        int behind = edit.start() + edit.deleted();
        int by = edit.inserted().length() - edit.deleted();
        List<Replacement.Found> kept = new ArrayList<>(all.size());
        int now = -1;
        for (int i = 0; i < all.size(); i++) {
            Replacement.Found hit = all.get(i);
            boolean stays = hit.end() <= edit.start();
            if (stays || hit.start() >= behind) {
                now = i == at ? kept.size() : now;
                kept.add(stays ? hit : moved(hit, by));
            }
        }
        all = kept;
        at = now;
    }

    private static Replacement.Found moved(Replacement.Found hit, int by) {
        return new Replacement.Found(hit.start() + by, hit.end() + by, hit.with());
    }
}
