package app.vaultnotes.vault;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** What happens next, on a clock that jumps from one event to the next. */
final class SimWorld {

    final Random random;
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::order));
    private long nowMillis;
    private long order;

    private record Event(long atMillis, long order, Runnable what) {}

    SimWorld(long seed) {
        random = new Random(seed);
    }

    long nowMillis() {
        return nowMillis;
    }

    void after(long millis, Runnable what) {
        queue.add(new Event(nowMillis + millis, order++, what));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Lets things happen up to a moment. */
    void runUntil(long millis) {
        while (!queue.isEmpty() && queue.peek().atMillis() <= millis) {
            Event next = queue.remove();
            nowMillis = next.atMillis();
            next.what().run();
        }
        nowMillis = millis;
    }
}
