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
 */
public record Result(
        String name, double ours, String unit, String baselineName, double baseline, double goal) {

    /** The goal of a figure that is only shown. */
    public static final double NO_GOAL = Double.POSITIVE_INFINITY;

    /** Whether there is something to reach. */
    public boolean hasGoal() {
        return goal != NO_GOAL;
    }

    /** How many times the baseline. */
    public double ratio() {
        return baseline == 0 ? 0 : ours / baseline;
    }

    /** Whether the goal was met. */
    public boolean met() {
        return ratio() <= goal;
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
        shape.put("met", met());
        return shape;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
