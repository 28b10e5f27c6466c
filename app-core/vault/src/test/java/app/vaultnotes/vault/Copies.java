package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Copies of one vault that are edited at random, each on its own, and merged now and then. */
final class Copies implements AutoCloseable {

    final List<Vault> vaults = new ArrayList<>();

    private final Vaults root;
    private final Random random;
    private Exchange exchange = (one, other) -> one.merge(other.session().store, Progress.NONE);
    private final RandomEdits edits;

    /** How a copy gets what others have. */
    interface Exchange {
        void bring(Vault one, Vault other);
    }

    /** Every word that was written and acknowledged, by the note it was written into. */
    Map<Id, Set<String>> written() {
        return edits.written();
    }

    /** From now on copies meet this way. */
    void meetBy(Exchange other) {
        exchange = other;
    }

    /** Makes a vault with a few notes, and copies of it. */
    Copies(Path folder, Random random, int count) throws IOException {
        this(folder, random, count, i -> Vaults.engine());
    }

    /** The same, each copy opened with an engine of its own. */
    Copies(Path folder, Random random, int count, IntFunction<CrdtEngine> engines)
            throws IOException {
        this.root = new Vaults(folder);
        this.random = random;
        this.edits = new RandomEdits(random);
        Vault first = root.create("v0");
        vaults.add(first);
        for (int i = 0; i < 6; i++) {
            edits.write(first);
        }
        first.close();
        vaults.clear();
        for (int i = 1; i < count; i++) {
            root.copy("v0", "v" + i);
        }
        for (int i = 0; i < count; i++) {
            vaults.add(root.open("v" + i, engines.apply(i), "device"));
        }
    }

    /** One edit of one copy, or a meeting of two. */
    void step() {
        Vault vault = edits.any(vaults);
        root.clock.advance(Duration.ofSeconds(random.nextInt(400)));
        if (random.nextInt(12) == 0) {
            merge();
        } else {
            edits.step(vault);
        }
    }

    private void merge() {
        Vault one = edits.any(vaults);
        Vault other = edits.any(vaults);
        if (one != other) {
            exchange.bring(one, other);
        }
    }

    /** Merges all copies until nothing is left to bring. */
    void settle() {
        boolean moved = true;
        for (int round = 0; moved; round++) {
            if (round > vaults.size()) {
                throw new AssertionError("merging does not come to an end");
            }
            moved = false;
            for (Vault one : vaults) {
                for (Vault other : vaults) {
                    if (one != other) {
                        Merged merged = one.merge(other.session().store, Progress.NONE);
                        moved |= merged.received() > 0;
                        if (!merged.problems().isEmpty()) {
                            throw new AssertionError(merged.problems());
                        }
                    }
                }
            }
        }
    }

    /** What a person sees of a copy: every path with its text, the trash, the folders. */
    static Map<String, String> seen(Vault vault) {
        Map<String, String> seen = new TreeMap<>();
        for (Catalogue.NoteRow row : vault.catalogue().notes(Catalogue.Page.ALL)) {
            Id id = row.state().id();
            seen.put("note " + id, vault.paths().of(row) + "\n" + vault.notes().text(id));
        }
        for (Trash.Entry entry : vault.trash().entries()) {
            String text = entry.kind().equals("note") ? vault.notes().text(entry.id()) : "";
            seen.put("trash " + entry.id(), entry.path() + "\n" + text);
        }
        for (Projection.FolderState folder : vault.catalogue().folders()) {
            if (folder.trashed().isEmpty()) {
                seen.put("folder " + folder.id(), vault.paths().of(folder.id()));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        vaults.forEach(Vault::close);
    }
}
