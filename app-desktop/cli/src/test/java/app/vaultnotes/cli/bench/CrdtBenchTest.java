package app.vaultnotes.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdtBenchTest {

    private static final CrdtBench.Size TINY =
            new CrdtBench.Size(600, 250, 3, 40, 20, 5, 20, 3, new Rounds(1, 0));

    private static final List<String> ROWS =
            List.of(
                    "replay, a change for 10 edits",
                    "load, a change for 10 edits",
                    "load, a change for each edit",
                    "first key after loading, a change for each",
                    "first view of the past, a change for each",
                    "memory, a change for 10 edits",
                    "memory, a change for each edit",
                    "the whole text",
                    "key at a random place, committed",
                    "heap allocated for such a key",
                    "edit from elsewhere, told",
                    "saved size",
                    "1,000 notes of 2 kB, load",
                    "1,000 notes of 2 kB, memory",
                    "merge 10k edits with 10k, in bursts",
                    "merge 10k edits with 10k, anywhere",
                    "three authors on long branches",
                    "three authors, beside one who does the same",
                    "5,000 strokes, put one by one",
                    "5,000 strokes, load",
                    "maps, 10,000 operations",
                    "lists, 10,000 operations",
                    "counters, 10,000 operations from elsewhere",
                    "marks, 10,000 operations",
                    "key, 10 times the history",
                    "edit from elsewhere, 10 times the history",
                    "load, a tenth of 10 times as much",
                    "save, a tenth of 10 times as much");

    @TempDir Path folder;

    @Test
    void everyRowHasTwoFigures() throws IOException {
        List<Result> results = CrdtBench.measure(folder, Optional.empty(), TINY, Progress.NONE);
        assertEquals(ROWS, results.stream().map(Result::name).toList());
        for (Result result : results) {
            assertEquals(
                    Set.of(
                            "name",
                            "ours",
                            "unit",
                            "baselineName",
                            "baseline",
                            "ratio",
                            "goal",
                            "limit",
                            "met"),
                    result.shape().keySet());
            boolean memory = result.unit().equals("MB"); // a few pages may be there already
            assertTrue(memory || (result.ours() > 0 && result.baseline() > 0), result::toString);
        }
    }

    @Test
    void aFigureHasARatioToReachOrALimitOfItsOwn() {
        Result ratio = new Result("a", 3, "ms", "b", 2, 1.5);
        assertTrue(ratio.hasGoal() && ratio.goalMet() && !ratio.hasLimit() && ratio.limitMet());
        Result limit = new Result("a", 3, "ms", "b", 1, Result.NO_GOAL, 2.5);
        assertTrue(limit.goalMet() && !limit.hasGoal());
        assertFalse(limit.limitMet());
        assertEquals(false, limit.shape().get("met"));
        assertEquals(2.5, limit.shape().get("limit"));
    }

    @Test
    void recordingsThatAreMadeUpAreTheSameEachTimeAndOfTheShapeAskedFor() {
        EditingTrace trace = Typist.trace(1, 20_000, 8_000);
        assertEquals(trace, Typist.trace(1, 20_000, 8_000));
        assertEquals(20_000, trace.edits());
        assertEquals(8_000, trace.end().length(), 1_000);
        EditingTrace grouped = trace.inSteps(7);
        assertEquals(20_000, grouped.edits());
        assertEquals((20_000 + 6) / 7, grouped.steps().size());
    }
}
