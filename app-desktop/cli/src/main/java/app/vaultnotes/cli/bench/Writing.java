package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import java.util.ArrayList;
import java.util.List;

/** A document and somebody made up who writes its text. */
record Writing(CrdtDocument document, Typist typist) implements AutoCloseable {

    /** So many edits more, some in each change. */
    List<Change> write(int edits, int editsPerChange) {
        List<Change> changes = new ArrayList<>();
        int[] length = {document.now().length(TextCosts.TEXT)};
        for (int done = 0; done < edits; done += editsPerChange) {
            document.change(
                            w -> {
                                for (int i = 0; i < editsPerChange; i++) {
                                    EditingTrace.Patch patch = typist.next(length[0]);
                                    w.splice(
                                            TextCosts.TEXT,
                                            patch.at(),
                                            patch.deleted(),
                                            patch.inserted());
                                    length[0] += patch.inserted().length() - patch.deleted();
                                }
                            })
                    .ifPresent(changes::add);
        }
        return changes;
    }

    @Override
    public void close() {
        document.close();
    }
}
