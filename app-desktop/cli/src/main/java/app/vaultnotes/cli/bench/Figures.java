package app.vaultnotes.cli.bench;

import java.util.Arrays;

/** Statistics over measurements. */
public final class Figures {

    private Figures() {}

    /** The value that so many percent of the measurements do not exceed. */
    public static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
    }
}
