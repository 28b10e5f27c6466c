package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Skeleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What many short notes cost. */
final class NoteCosts {

    private static final long SEED = 9;

    private final EngineComparison rows;
    private final CrdtBench.Size size;
    private final Path folder;

    NoteCosts(EngineComparison rows, CrdtBench.Size size, Path folder) {
        this.rows = rows;
        this.size = size;
        this.folder = folder.resolve("notes");
    }

    void measure() throws IOException {
        List<byte[]> notes = notes();
        rows.atMost(60, "1,000 notes of 2 kB, load", "ms", engine -> load(engine, notes));
        Files.createDirectories(folder);
        for (int i = 0; i < notes.size(); i++) {
            Files.write(folder.resolve("note-" + i), notes.get(i));
        }
        rows.atMost(
                15,
                "1,000 notes of 2 kB, memory",
                "MB",
                engine -> LoadedMemory.megabytes(engine, folder));
    }

    private List<byte[]> notes() {
        Samples samples = new Samples(SEED);
        List<byte[]> notes = new ArrayList<>();
        for (int i = 0; i < size.notes(); i++) {
            String text = samples.note(i, size.notes());
            try (CrdtDocument note =
                    rows.ours().create(Authors.next(), Skeleton.of(DocumentKind.NOTE))) {
                note.change(w -> w.splice(TextCosts.TEXT, 0, 0, text));
                notes.add(note.save());
            }
        }
        return notes;
    }

    /** One after the other: automerge-java takes a megabyte for each that is open. */
    private double load(CrdtEngine engine, List<byte[]> notes) {
        return size.rounds()
                .bestMillis(
                        () -> notes,
                        all -> {
                            CrdtDocument last = engine.load(Authors.next(), all.get(0));
                            for (byte[] note : all.subList(1, all.size())) {
                                last.close();
                                last = engine.load(Authors.next(), note);
                            }
                            return last;
                        });
    }
}
