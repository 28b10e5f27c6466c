package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Documents that damage took something from, and what can be had back: from backups, and from
 * changes that are there but whose forerunners are lost.
 */
final class LostParts {

    private static final String CODE = "brought-back";

    private final Session session;

    /** The newest changes that each had, where that is known. */
    private final Map<Id, Optional<Heads>> recorded = new LinkedHashMap<>();

    private final Set<Id> whole = new HashSet<>();
    private final Set<Id> brought = new LinkedHashSet<>();

    private LostParts(Session session) {
        this.session = session;
    }

    /** Looks for them, before anything of them is mended. */
    static LostParts of(Session session, List<StoreCare.Damage> damages, Progress progress) {
        LostParts lost = new LostParts(session);
        for (StoreCare.Damage damage : damages) {
            if (!damage.document().isRoot()) {
                lost.recorded.put(damage.document(), Optional.empty());
            }
        }
        lost.look(progress);
        return lost;
    }

    private void look(Progress progress) {
        List<ChangeLog.DocumentEntry> all = entries();
        int done = 0;
        for (ChangeLog.DocumentEntry entry : all) {
            if (!isWhole(entry.id(), entry.heads())) {
                recorded.put(entry.id(), Optional.of(entry.heads()));
            }
            progress.report("documents", ++done, all.size());
        }
    }

    /** The entries, unless one of them is damaged itself; which that is, is known by then. */
    private List<ChangeLog.DocumentEntry> entries() {
        try {
            return session.store.changes().documents();
        } catch (VaultException e) {
            return List.of();
        }
    }

    private boolean isWhole(Id id, Heads heads) {
        try (CrdtDocument document = session.loadForReading(id)) {
            return document.heads().equals(heads);
        } catch (CrdtException e) {
            return false;
        }
    }

    /** All of them. */
    Set<Id> documents() {
        return recorded.keySet();
    }

    /** Whether a document is again what it was. */
    boolean isWhole(Id document) {
        return whole.contains(document);
    }

    /** Whether a backup had something of a document that was missing. */
    boolean wasBrought(Id document) {
        return brought.contains(document);
    }

    /** Those that came back from a backup, but may have been edited since it was made. */
    Set<Id> older() {
        Set<Id> older = new HashSet<>(brought);
        older.removeAll(whole);
        return older;
    }

    /** Brings in what backups have of them, and documents that only backups know of. */
    List<Doctor.Problem> bringBack(Progress progress) {
        List<Doctor.Problem> problems = new ArrayList<>();
        if (!recorded.isEmpty()) {
            session.store.care().eachBackup(backup -> isEnough(backup, progress));
            for (Id id : brought) {
                name(id).map(name -> broughtBack(id, name)).ifPresent(problems::add);
            }
            setUnreadableFilesAside();
        }
        return problems;
    }

    private boolean isEnough(Store backup, Progress progress) {
        try {
            Merging merging = new Merging(session, backup);
            brought.addAll(merging.runOf(this::isWanted, progress));
        } catch (CrdtException e) {
            return false; // an older one may do
        }
        recorded.forEach((id, heads) -> {
            if (heads.isPresent() && isWhole(id, heads.get())) {
                whole.add(id);
            }
        });
        return whole.containsAll(recorded.keySet());
    }

    private boolean isWanted(Id id) {
        return (recorded.containsKey(id) && !whole.contains(id))
                || session.store.changes().document(id).isEmpty();
    }

    /** What lists call a document. */
    Optional<String> name(Id id) {
        if (id.equals(session.store.vaultId())) {
            return Optional.of("folders");
        }
        Catalogue catalogue = session.store.catalogue();
        return catalogue
                .note(id)
                .map(row -> row.state().title())
                .or(() -> catalogue.file(id).map(row -> row.state().name()));
    }

    private Doctor.Problem broughtBack(Id id, String name) {
        String message =
                isWhole(id)
                        ? "A backup had what was lost of “" + name + "”."
                        : "“"
                                + name
                                + "” came back from a backup; what was written since may be lost.";
        return new Doctor.Problem(CODE, name, message, true);
    }

    /** A file that does not say what it is can be listed nowhere. */
    private void setUnreadableFilesAside() {
        List<Id> unreadable =
                session.store.changes().documents().stream()
                        .filter(entry -> entry.kind() == DocumentKind.FILE)
                        .map(ChangeLog.DocumentEntry::id)
                        .filter(id -> recorded.containsKey(id) && !isFile(id))
                        .toList();
        session.store.care().setAside(unreadable);
    }

    private boolean isFile(Id id) {
        try (CrdtDocument document = session.loadForReading(id)) {
            return FileDocument.read(document.now()).isPresent();
        } catch (CrdtException e) {
            return false;
        }
    }

    /** The words that were written by changes of a note that wait for lost ones, in their order. */
    String waitingWords(Id note) {
        Set<ChangeHash> applied = new HashSet<>();
        StringBuilder words = new StringBuilder();
        try (CrdtDocument document = session.loadForReading(note)) {
            document.changesSince(Heads.NONE).forEach(change -> applied.add(change.hash()));
            for (byte[] bytes : session.stored(note).loose()) {
                Change change = Change.parse(bytes);
                if (!applied.contains(change.hash())) {
                    words.append(words(change));
                }
            }
        } catch (CrdtException e) {
            return words.toString();
        }
        return words.toString();
    }

    private static String words(Change change) {
        StringBuilder words = new StringBuilder();
        change.operations(operation -> {
            if (operation.insert() && operation.value() instanceof Value.Str text) {
                words.append(text.value());
            }
        });
        return words.isEmpty() ? "" : words.append('\n').toString();
    }
}
