package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;

/** How ten times the history changes what things cost: edits not at all, load and save tenfold. */
final class GrowthCosts {

    private static final int TIMES = 10;
    private static final int EDITS_PER_CHANGE = 10;

    /** A history is that many edits of each character that is left. */
    private static final double USUAL = 2.5;

    private static final double GOAL = 1.5;

    private final EngineComparison rows;
    private final CrdtBench.Size size;

    GrowthCosts(EngineComparison rows, CrdtBench.Size size) {
        this.rows = rows;
        this.size = size;
    }

    void measure() {
        int edits = size.edits() / TIMES;
        int chars = (int) (edits / USUAL);
        byte[] small = saved(edits, chars);
        byte[] long1 = saved(edits * TIMES, chars);
        byte[] large = saved(edits * TIMES, chars * TIMES);
        CrdtEngine ours = rows.ours();
        tenfold(
                "key, 10 times the history",
                "µs",
                TextCosts.key(ours, long1, size),
                TextCosts.key(ours, small, size));
        tenfold(
                "edit from elsewhere, 10 times the history",
                "µs",
                TextCosts.remote(ours, long1, size),
                TextCosts.remote(ours, small, size));
        tenfold("load, a tenth of 10 times as much", "ms", load(large) / TIMES, load(small));
        tenfold("save, a tenth of 10 times as much", "ms", save(large) / TIMES, save(small));
    }

    private void tenfold(String name, String unit, double large, double small) {
        rows.among(GOAL, name, large, unit, "a tenth of it", small);
    }

    private byte[] saved(int edits, int chars) {
        return TextCosts.saved(
                rows.ours(), Typist.trace(4, edits, chars).inSteps(EDITS_PER_CHANGE));
    }

    private double load(byte[] saved) {
        return size.rounds()
                .bestMillis(() -> saved, bytes -> rows.ours().load(Authors.next(), bytes));
    }

    /** Saving what was loaded and edited since: all of it is written anew. */
    private double save(byte[] saved) {
        return size.rounds()
                .bestMillis(
                        () -> {
                            CrdtDocument document = rows.ours().load(Authors.next(), saved);
                            TextCosts.type(document, 0);
                            return document;
                        },
                        document -> {
                            document.save();
                            return document;
                        });
    }
}
