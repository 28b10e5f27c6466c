package app.vaultnotes.crdt.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a sequence that one actor inserted one after the other, each behind the one before,
 * and that stand side by side: plain characters of equal width that were also removed one after the
 * other or not at all. Anything else is a run of one element with a {@link Slot}.
 */
final class Run extends RunTree.Part {

    /** Most tracks of a run; elements that more have removed have a slot. */
    static final int MOST_TRACKS = 8;

    /** Fields of a track: who removed the elements, with which counter the first, and the step. */
    private static final int TRACK = 3;

    final int actor;

    /** The counter of the first element. */
    final int counter;

    int length;

    /** The element the first one was inserted behind. */
    final long reference;

    /** Where the characters begin in the sequence's store. */
    final int textStart;

    /** UTF-16 units of each character. */
    final int unit;

    /** Of an element that is no plain character, its operations. */
    final @Nullable Slot slot;

    /** Who removed the elements; null when nobody did. */
    private int @Nullable [] tracks;

    /** Whether the tree counts it among the anchors. */
    boolean countsAsAnchor;

    Run(
            int actor,
            int counter,
            int length,
            long reference,
            int textStart,
            int unit,
            @Nullable Slot slot) {
        this.actor = actor;
        this.counter = counter;
        this.length = length;
        this.reference = reference;
        this.textStart = textStart;
        this.unit = unit;
        this.slot = slot;
        this.width = length * unit;
    }

    @Override
    long low() {
        return firstId();
    }

    @Override
    int anchors() {
        return countsAsAnchor ? 1 : 0;
    }

    long firstId() {
        return Ids.of(actor, counter);
    }

    long lastId() {
        return Ids.of(actor, counter + length - 1);
    }

    /** Whether it is the edge of a mark, which nobody sees. */
    boolean isMark() {
        return slot != null && slot.first().isMark();
    }

    /** Whether it is the end of a mark, which has no name. */
    boolean isMarkEnd() {
        return slot != null && slot.first().isMark() && slot.first().markName == null;
    }

    /** Whether it is an edge of a mark that grows over what is typed at its outer side. */
    boolean isAnchor() {
        Op first = slot == null ? null : slot.first();
        return first != null
                && first.isMark()
                && first.successorCount() == 0
                && (first.markName != null) == first.expand;
    }

    boolean isRemoved() {
        return tracks != null;
    }

    /** The units its characters need in the store, seen or not. */
    int units() {
        return length * unit;
    }

    int trackCount() {
        return tracks == null ? 0 : tracks.length / TRACK;
    }

    int trackActor(int track) {
        return tracks == null ? 0 : tracks[track * TRACK];
    }

    /** The counter of the operation that removed an element. */
    int trackCounter(int track, int element) {
        return tracks == null ? 0 : tracks[track * TRACK + 1] + tracks[track * TRACK + 2] * element;
    }

    /** 1 when the elements were removed from the first to the last, -1 the other way. */
    int trackStep(int track) {
        return tracks == null ? 1 : tracks[track * TRACK + 2];
    }

    /** Notes that all elements were removed, the first by the operation of this name. */
    void addTrack(int remover, int first, int step) {
        int[] before = tracks == null ? new int[0] : tracks;
        int at = 0;
        while (at < before.length
                && (before[at] < remover || (before[at] == remover && before[at + 1] < first))) {
            at += TRACK;
        }
        int[] after = Arrays.copyOf(before, before.length + TRACK);
        System.arraycopy(before, at, after, at + TRACK, before.length - at);
        after[at] = remover;
        after[at + 1] = first;
        after[at + 2] = step;
        tracks = after;
    }

    /** Takes the elements from {@code at} on away and answers them as a run of their own. */
    Run cut(int at) {
        Run rest =
                new Run(
                        actor,
                        counter + at,
                        length - at,
                        Ids.of(actor, counter + at - 1),
                        textStart + at * unit,
                        unit,
                        null);
        int[] mine = tracks;
        if (mine != null) {
            int[] theirs = mine.clone();
            for (int t = 0; t < theirs.length; t += TRACK) {
                theirs[t + 1] += theirs[t + 2] * at;
            }
            rest.tracks = theirs;
            rest.width = 0;
        }
        length = at;
        return rest;
    }

    /** Whether the elements of another run could be part of this one, behind its own. */
    boolean continuedBy(Run next) {
        return slot == null
                && next.slot == null
                && next.actor == actor
                && next.counter == counter + length
                && next.unit == unit
                && next.reference == lastId()
                && next.textStart == textStart + units()
                && tracksContinuedBy(next);
    }

    private boolean tracksContinuedBy(Run next) {
        int[] mine = tracks;
        int[] theirs = next.tracks;
        if (mine == null || theirs == null) {
            return mine == null && theirs == null;
        }
        if (mine.length != theirs.length) {
            return false;
        }
        for (int t = 0; t < mine.length; t += TRACK) {
            int step = step(mine, theirs, t, next);
            boolean fits =
                    mine[t] == theirs[t]
                            && (step == 1 || step == -1)
                            && (length == 1 || mine[t + 2] == step)
                            && (next.length == 1 || theirs[t + 2] == step)
                            && mine[t + 1] + step * length == theirs[t + 1];
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private int step(int[] mine, int[] theirs, int t, Run next) {
        if (length > 1) {
            return mine[t + 2];
        }
        return next.length > 1 ? theirs[t + 2] : theirs[t + 1] - mine[t + 1];
    }

    /**
     * Takes in the elements of a run that {@link #continuedBy} said fits; widths are not touched.
     */
    void absorb(Run next) {
        int[] mine = tracks;
        int[] theirs = next.tracks;
        if (mine != null && theirs != null && length == 1) {
            for (int t = 0; t < mine.length; t += TRACK) {
                mine[t + 2] = step(mine, theirs, t, next);
            }
        }
        length += next.length;
    }
}
