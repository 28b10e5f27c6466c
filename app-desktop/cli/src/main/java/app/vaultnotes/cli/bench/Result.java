package app.vaultnotes.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One figure beside what it is compared with.
 *
 * @param name what was measured
 * @param ours the figure
 * @param unit its unit
 * @param baselineName what it is compared with
 * @param baseline that figure, in the same unit
 * @param goal the ratio to stay at or below
 * @param limit the figure itself is to stay at or below, in its unit
 */
public record Result(
        String name,
        double ours,
        String unit,
        String baselineName,
        double baseline,
        double goal,
        double limit) {

    /** The goal, or limit, of a figure that is only shown. */
    public static final double NO_GOAL = Double.POSITIVE_INFINITY;

    /** A figure without a limit of its own. */
    public Result(
            String name,
            double ours,
            String unit,
            String baselineName,
            double baseline,
            double goal) {
        this(name, ours, unit, baselineName, baseline, goal, NO_GOAL);
    }

    /** Whether there is a ratio to reach. */
    public boolean hasGoal() {
        return goal != NO_GOAL;
    }

    /** Whether the figure itself has something to reach. */
    public boolean hasLimit() {
        return limit != NO_GOAL;
    }

    /** How many times the baseline. */
    public double ratio() {
        return baseline == 0 ? 0 : ours / baseline;
    }

    /** Whether the ratio is what it is to be. */
    public boolean goalMet() {
        return ratio() <= goal;
    }

    /** Whether the figure itself is what it is to be. */
    public boolean limitMet() {
        return ours <= limit;
    }

    /** The figures by name. */
    public Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("name", name);
        shape.put("ours", rounded(ours));
        shape.put("unit", unit);
        shape.put("baselineName", baselineName);
        shape.put("baseline", rounded(baseline));
        shape.put("ratio", rounded(ratio()));
        shape.put("goal", hasGoal() ? goal : null);
        shape.put("limit", hasLimit() ? limit : null);
        shape.put("met", goalMet() && limitMet());
        return shape;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
