package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Skeleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What it costs to bring together what several wrote without knowing of each other. */
final class MergeCosts {

    private static final int EDITS_PER_CHANGE = 10;
    private static final int AUTHORS = 3;
    private static final int BRANCHES = 3;
    private static final double DELETIONS = 0.3;

    private final EngineComparison rows;
    private final CrdtBench.Size size;

    MergeCosts(EngineComparison rows, CrdtBench.Size size) {
        this.rows = rows;
        this.size = size;
    }

    void measure() throws IOException {
        Sides bursts = sides(new Typist(5, DELETIONS), new Typist(6, DELETIONS));
        rows.atMost(15, "merge 10k edits with 10k, in bursts", "ms", e -> merge(e, bursts));
        Sides anywhere = sides(Typist.restless(5, DELETIONS), Typist.restless(6, DELETIONS));
        rows.atMost(15, "merge 10k edits with 10k, anywhere", "ms", e -> merge(e, anywhere));
        concurrent();
    }

    /** All that one side has, and what another wrote meanwhile. */
    private record Sides(List<Change> here, List<Change> others) {}

    private Sides sides(Typist one, Typist other) {
        int edits = size.operations();
        byte[] base = TextCosts.saved(rows.ours(), Typist.trace(7, 2 * edits, edits));
        try (Writing here = writing(base, one);
                Writing there = writing(base, other)) {
            here.write(edits, EDITS_PER_CHANGE);
            List<Change> all = here.document().changesSince(Heads.NONE);
            return new Sides(all, there.write(edits, EDITS_PER_CHANGE));
        }
    }

    private Writing writing(byte[] base, Typist typist) {
        return new Writing(rows.ours().load(Authors.next(), base), typist);
    }

    private double merge(CrdtEngine engine, Sides sides) {
        return taking(() -> open(engine, sides.here()), sides.others());
    }

    /** A document in use: one just loaded would have to look its history up first. */
    private static CrdtDocument open(CrdtEngine engine, List<Change> changes) {
        CrdtDocument document = anew(engine);
        document.apply(changes);
        return document;
    }

    /** The milliseconds of taking changes in, and saying what they did. */
    private double taking(Supplier<CrdtDocument> into, List<Change> changes) {
        return size.rounds()
                .bestMillis(
                        into,
                        document -> {
                            document.apply(changes);
                            return document;
                        });
    }

    private void concurrent() throws IOException {
        List<Change> together = together();
        List<Change> alone = flattened(together);
        rows.shown("three authors on long branches", "ms", e -> taking(() -> anew(e), together));
        rows.among(
                3,
                "three authors, beside one who does the same",
                taking(() -> anew(rows.ours()), together),
                "ms",
                "flattened",
                taking(() -> anew(rows.ours()), alone));
    }

    private static CrdtDocument anew(CrdtEngine engine) {
        return engine.create(Authors.next(), Skeleton.of(DocumentKind.NOTE));
    }

    /** What several write, a change for each edit, who hear of each other now and then only. */
    private List<Change> together() {
        List<Writing> authors = new ArrayList<>();
        for (int i = 0; i < AUTHORS; i++) {
            authors.add(new Writing(anew(rows.ours()), new Typist(8 + i, DELETIONS)));
        }
        List<Change> all = new ArrayList<>();
        for (int branch = 0; branch < BRANCHES; branch++) {
            List<Change> made = new ArrayList<>();
            authors.forEach(author -> made.addAll(author.write(size.branch(), 1)));
            authors.forEach(author -> author.document().apply(made));
            all.addAll(made);
        }
        authors.forEach(Writing::close);
        return all;
    }

    /** The same edits as one author would have made them, one behind the other. */
    private List<Change> flattened(List<Change> together) {
        List<Change> alone = new ArrayList<>();
        try (CrdtDocument reader = anew(rows.ours());
                CrdtDocument author = anew(rows.ours())) {
            for (Change change : together) {
                repeated(author, reader.apply(List.of(change))).ifPresent(alone::add);
            }
        }
        return alone;
    }

    private static Optional<Change> repeated(CrdtDocument author, List<Edit> edits) {
        return author.change(w -> {
            for (Edit edit : edits) {
                if (edit instanceof TextEdit typed) {
                    w.splice(typed.text(), typed.start(), typed.deleted(), typed.inserted());
                }
            }
        });
    }
}
