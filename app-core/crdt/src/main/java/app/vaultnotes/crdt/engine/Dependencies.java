package app.vaultnotes.crdt.engine;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What each change is built on, by places in the history. Nearly all are built on just the one
 * before, of which nothing is kept; of the others what they name, side by side in one array.
 */
final class Dependencies {
    private int[] exceptions = new int[4];

    /** For each exception where in {@link #named} what it is built on ends. */
    private int[] ends = new int[4];

    private int[] named = new int[4];
    private int count;

    /** Notes what a change is built on; it comes behind all others so far. */
    void add(int place, int[] places) {
        if (isOnTheOneBefore(place, places)) {
            return;
        }
        if (count == exceptions.length) {
            exceptions = Arrays.copyOf(exceptions, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        int start = end(count - 1);
        int end = start + places.length;
        if (end > named.length) {
            named = Arrays.copyOf(named, Math.max(end, 2 * named.length));
        }
        System.arraycopy(places, 0, named, start, places.length);
        exceptions[count] = place;
        ends[count] = end;
        count++;
    }

    private static boolean isOnTheOneBefore(int place, int[] places) {
        return places.length == 1 && places[0] == place - 1;
    }

    /** How much of what a change is built on has to be kept. */
    static int links(int place, int[] places) {
        return isOnTheOneBefore(place, places) ? 0 : places.length;
    }

    private int end(int exception) {
        return exception < 0 ? 0 : ends[exception];
    }

    /** What a change is built on. */
    int[] of(int place) {
        int exception = Arrays.binarySearch(exceptions, 0, count, place);
        return exception < 0
                ? new int[] {place - 1}
                : Arrays.copyOfRange(named, end(exception - 1), end(exception));
    }

    /** Passes on what a change is built on. */
    void each(int place, IntConsumer dependency) {
        int exception = Arrays.binarySearch(exceptions, 0, count, place);
        if (exception < 0) {
            dependency.accept(place - 1);
            return;
        }
        for (int i = end(exception - 1); i < end(exception); i++) {
            dependency.accept(named[i]);
        }
    }
}
