package app.vaultnotes.cli.bench;

import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures the same on our engine and on automerge-java, one right after the other. */
final class EngineComparison {

    private static final String REFERENCE = "automerge";

    private final CrdtEngine ours = engine("java");
    private final CrdtEngine reference = engine(REFERENCE);
    private final Progress progress;
    private final List<Result> results = new ArrayList<>();

    EngineComparison(Progress progress) {
        this.progress = progress;
    }

    /** One figure of an engine. */
    @FunctionalInterface
    interface Measure {
        double of(CrdtEngine engine) throws IOException;
    }

    private static CrdtEngine engine(String name) {
        return Engines.named(name).orElseThrow();
    }

    CrdtEngine ours() {
        return ours;
    }

    List<Result> results() {
        return List.copyOf(results);
    }

    /** A row whose figure is to be at most so many times that of automerge-java. */
    void within(double goal, String name, String unit, Measure measure) throws IOException {
        row(name, unit, goal, Result.NO_GOAL, measure);
    }

    /** A row whose figure is to be at most this. */
    void atMost(double limit, String name, String unit, Measure measure) throws IOException {
        row(name, unit, Result.NO_GOAL, limit, measure);
    }

    /** A row that is only shown. */
    void shown(String name, String unit, Measure measure) throws IOException {
        row(name, unit, Result.NO_GOAL, Result.NO_GOAL, measure);
    }

    private void row(String name, String unit, double goal, double limit, Measure measure)
            throws IOException {
        progress.report(name, 0, 0);
        double mine = measure.of(ours);
        double theirs = measure.of(reference);
        results.add(new Result(name, mine, unit, REFERENCE, theirs, goal, limit));
    }

    /** A row of two figures of ours. */
    void among(double goal, String name, double figure, String unit, String other, double base) {
        progress.report(name, 0, 0);
        results.add(new Result(name, figure, unit, other, base, goal));
    }
}
