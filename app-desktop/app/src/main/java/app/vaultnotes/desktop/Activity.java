package app.vaultnotes.desktop;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When and how much was written in a note, as bars beside each other. Versions follow each other at
 * equal distances, with air between days, so that a busy hour does not hide in a quiet year.
 *
 * @param bars the bars, the oldest first; never more than were asked for
 * @param labels the days and where their versions stand
 * @param places where each version stands, from 0 to 1, ascending
 */
record Activity(List<Bar> bars, List<Label> labels, double[] places) {

    /** The share of all room that the air between days takes at most. */
    private static final double AIR = 0.4;

    private static final double LARGEST_GAP = 6;
    private static final double LOWEST_BAR = 0.08;

    /**
     * What was written in one version, or in several that share a bar.
     *
     * @param at the middle of the bar, from 0 to 1
     * @param last the newest version in it
     * @param height from above 0 to 1
     * @param shares how much of it each device wrote; the sum is 1
     */
    record Bar(double at, int last, double height, double[] shares) {}

    /** A day and the middle of its versions. */
    record Label(double at, LocalDate day) {}

    /**
     * The activity in a history.
     *
     * @param slots most bars, at least 1
     */
    static Activity of(NoteHistory history, ZoneId zone, int slots) {
        List<LocalDate> days = history.entries().stream().map(e -> e.day(zone)).toList();
        double[] places = places(days);
        return new Activity(bars(history, places, slots), labels(days, places), places);
    }

    private static double[] places(List<LocalDate> days) {
        int count = days.size();
        int gaps = 0;
        for (int i = 1; i < count; i++) {
            gaps += days.get(i).equals(days.get(i - 1)) ? 0 : 1;
        }
        double gap = gaps == 0 ? 0 : Math.min(LARGEST_GAP, AIR / (1 - AIR) * count / gaps);
        double total = count + gaps * gap;
        double[] places = new double[count];
        double at = 0;
        for (int i = 0; i < count; i++) {
            at += i > 0 && !days.get(i).equals(days.get(i - 1)) ? gap : 0;
            places[i] = (at + 0.5) / total;
            at++;
        }
        return places;
    }

    private static List<Label> labels(List<LocalDate> days, double[] places) {
        List<Label> labels = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= places.length; i++) {
            if (i == places.length || !days.get(i).equals(days.get(first))) {
                labels.add(new Label((places[first] + places[i - 1]) / 2, days.get(first)));
                first = i;
            }
        }
        return List.copyOf(labels);
    }

    private static List<Bar> bars(NoteHistory history, double[] places, int slots) {
        List<Slot> found = new ArrayList<>();
        boolean room = places.length <= slots;
        for (int i = 0; i < places.length; i++) {
            int number = room ? i : Math.min(slots - 1, (int) (places[i] * slots));
            if (found.isEmpty() || found.get(found.size() - 1).number != number) {
                found.add(new Slot(number, history.devices().size(), places[i]));
            }
            found.get(found.size() - 1).add(i, places[i], history.entries().get(i));
        }
        double most = found.stream().mapToDouble(slot -> slot.weight).max().orElse(1);
        return found.stream().map(slot -> slot.bar(most)).toList();
    }

    /** A bar that is being made. */
    private static final class Slot {
        private final int number;
        private final double[] weights;
        private final double from;
        private double to;
        private int last;
        private double weight;

        Slot(int number, int devices, double from) {
            this.number = number;
            this.weights = new double[devices];
            this.from = from;
        }

        void add(int version, double at, NoteHistory.Entry entry) {
            last = version;
            to = at;
            weight += entry.weight();
            weights[entry.device()] += entry.weight();
        }

        Bar bar(double most) {
            double[] shares = new double[weights.length];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = weights[i] / weight;
            }
            double height = Math.max(LOWEST_BAR, Math.sqrt(weight / most));
            return new Bar((from + to) / 2, last, height, shares);
        }
    }

    /** The version that stands nearest to a place. */
    Optional<Integer> nearest(double place) {
        if (places.length == 0) {
            return Optional.empty();
        }
        int found = java.util.Arrays.binarySearch(places, place);
        if (found >= 0) {
            return Optional.of(found);
        }
        int next = Math.min(-found - 1, places.length - 1);
        int before = Math.max(0, next - 1);
        boolean back = Math.abs(places[before] - place) < Math.abs(places[next] - place);
        return Optional.of(back ? before : next);
    }
}
