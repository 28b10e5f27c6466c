package app.vaultnotes.cli.bench;

import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures the engine of documents beside automerge-java, through the port that both have. */
public final class CrdtBench {

    /** What the group is called on the command line. */
    public static final String GROUP = "crdt";

    private static final long SEED = 20_261_129;

    private CrdtBench() {}

    /**
     * How much is measured.
     *
     * @param edits in the recording that is made up where none is given
     * @param chars how many characters it leaves
     * @param notes short ones
     * @param operations on each side of a merge, and of each kind of object
     * @param branch edits of each author before they hear of each other
     * @param strokes in one document
     * @param keys single keys that a median is of
     * @param texts readings of a whole text that a median is of
     * @param rounds of what is not counted in keys
     */
    record Size(
            int edits,
            int chars,
            int notes,
            int operations,
            int branch,
            int strokes,
            int keys,
            int texts,
            Rounds rounds) {

        static final Size FULL =
                new Size(
                        260_000,
                        105_000,
                        1_000,
                        10_000,
                        2_000,
                        5_000,
                        10_000,
                        1_500,
                        new Rounds(3, 2_500));
    }

    /**
     * The group {@code crdt}.
     *
     * @param trace a recording in the format of josephg/editing-traces; one of the same shape is
     *     made up without
     */
    public record Group(Optional<Path> trace) implements Bench {
        @Override
        public String name() {
            return GROUP;
        }

        @Override
        public List<Result> run(Path folder, boolean large, Progress progress) throws IOException {
            return measure(folder, trace, Size.FULL, progress);
        }
    }

    static List<Result> measure(Path folder, Optional<Path> trace, Size size, Progress progress)
            throws IOException {
        EditingTrace recorded =
                trace.isPresent()
                        ? EditingTrace.read(trace.get())
                        : Typist.trace(SEED, size.edits(), size.chars());
        EngineComparison rows = new EngineComparison(progress);
        new TextCosts(rows, size, folder, recorded).measure();
        new NoteCosts(rows, size, folder).measure();
        new MergeCosts(rows, size).measure();
        new ObjectCosts(rows, size).measure();
        new GrowthCosts(rows, size).measure();
        return rows.results();
    }
}
