package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TreeDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds what is wrong with a vault and mends what can be mended. */
final class Doctor {

    private static final int REBUILD_BATCH = 500;

    /** The local fact that says that lists are being made anew. */
    private static final String REBUILDING = "rebuild-unfinished";

    /** Said of a database that was written anew until it is repaired. */
    private static final String UNFINISHED = "repair-unfinished";

    /** What is amiss with rows when pages are damaged is told by what comes of it. */
    private static final Set<String> OF_ROWS =
            Set.of(
                    "document-damaged",
                    "change-damaged",
                    "snapshot-damaged",
                    "history-damaged",
                    "lists-outdated",
                    "changes-missing",
                    "purge-unfinished",
                    "entry-lost",
                    UNFINISHED);

    private static final String MISSING = "attachment-missing";
    private static final String AWAITED = "attachment-awaited";

    /** Said of bytes that a process left that was killed while it brought them or purged. */
    private static final String UNUSED = "attachment-unused";

    /** Said of what a repair took out of the way, so that the rest works. */
    private static final String SET_ASIDE = "set-aside";

    private static final String BAD_HISTORY = "history-damaged";

    private static final Set<String> LOST = Set.of("document-lost", "vault-id-lost", BAD_HISTORY);

    private final Session session;

    Doctor(Session session) {
        this.session = session;
    }

    /**
     * Something that is wrong.
     *
     * @param code a word that scripts can rely on
     * @param where which document or file
     * @param message what it means
     * @param repaired whether it was mended
     */
    record Problem(String code, String where, String message, boolean repaired) {}

    List<Problem> check(Progress progress) {
        return problems(session.store.care().check(progress), progress);
    }

    private List<Problem> problems(List<StoreCare.Damage> damages, Progress progress) {
        List<Problem> problems = new ArrayList<>();
        damages.forEach(d -> problems.add(new Problem(d.code(), d.where(), d.message(), false)));
        nameAttachments(problems);
        if (problems.stream().allMatch(Doctor::isAttachment)) {
            compare(progress).forEach(problems::add);
        }
        if (problems.stream().allMatch(Doctor::isAttachment)) {
            unused().forEach(problems::add); // else what refers to them may be what is damaged
        }
        return problems;
    }

    private List<Problem> unused() {
        Blobs blobs = session.store.blobs();
        return attachments().unusedBlobs().orElse(List.of()).stream()
                .map(blob -> blobs.where(blob.hash()))
                .map(file ->
                        new Problem(
                                UNUSED,
                                file,
                                "Neither the vault nor a backup has a file or note with the bytes"
                                        + " in "
                                        + file
                                        + ".",
                                false))
                .toList();
    }

    private Attachments attachments() {
        return new Attachments(session, new Paths(session));
    }

    /** Says of attachments without their bytes where they are in the vault, and what helps. */
    private void nameAttachments(List<Problem> problems) {
        if (problems.stream().anyMatch(Doctor::isAttachment)) {
            Map<BlobHash, List<String>> names = attachmentNames();
            problems.replaceAll(p -> isAttachment(p) ? named(p, names) : p);
        }
    }

    private static boolean isAttachment(Problem problem) {
        return problem.code().equals(MISSING)
                || problem.code().equals(AWAITED)
                || problem.code().equals("attachment-damaged");
    }

    private Map<BlobHash, List<String>> attachmentNames() {
        try {
            return BlobNames.of(session);
        } catch (VaultException e) {
            return Map.of(); // lists are damaged, too; that is told beside it
        }
    }

    private static Problem named(Problem problem, Map<BlobHash, List<String>> names) {
        List<String> paths =
                BlobHash.parse(problem.where())
                        .map(hash -> names.getOrDefault(hash, List.of()))
                        .filter(all -> !all.isEmpty())
                        .orElse(List.of(problem.where()));
        String message =
                "The bytes of “"
                        + String.join("”, “", paths)
                        + "” "
                        + what(problem.code()).formatted(problem.where());
        return new Problem(problem.code(), String.join(", ", paths), message, false);
    }

    private static String what(String code) {
        String back = " “vaultnotes attach” with the same file brings them back; so does ";
        return switch (code) {
            case AWAITED ->
                    "have not come yet (%s): no other device has sent them to the relay."
                            + back
                            + "syncing the device that has them.";
            case MISSING ->
                    "are missing (%s)." + back + "“vaultnotes merge” with a copy that has them.";
            default ->
                    "are not what was kept (%s)."
                            + back
                            + "“vaultnotes merge --attachments” with a copy that has them.";
        };
    }

    /** Whether lists show what the documents say; each is read for that. */
    private List<Problem> compare(Progress progress) {
        List<Problem> problems = new ArrayList<>();
        List<ChangeLog.DocumentEntry> all = session.store.changes().documents();
        Set<Id> outdated = new HashSet<>(session.store.changes().stale());
        int done = 0;
        for (ChangeLog.DocumentEntry entry : all) {
            problems.addAll(compare(entry, outdated.contains(entry.id())));
            progress.report("notes compared with lists", ++done, all.size());
        }
        return problems;
    }

    /** What a list shows; empty where its bytes are damaged. */
    private static <T> Optional<T> readable(Supplier<T> list) {
        try {
            return Optional.of(list.get());
        } catch (VaultException e) {
            if (e.code() != VaultException.Code.DAMAGED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean showsText(Projection.Note said) {
        Catalogue shown = session.store.catalogue();
        Id id = said.state().id();
        return shown.text(id).equals(Optional.of(said.text()))
                && (said.state().trashed().isPresent()
                        || (shown.links(id).equals(said.content().links())
                                && shown.aliases(id).equals(said.content().aliases())
                                && shown.tasks(id).equals(said.content().tasks())));
    }

    private List<Problem> compare(ChangeLog.DocumentEntry entry, boolean outdated) {
        try (CrdtDocument document = session.loadForReading(entry.id())) {
            if (!document.heads().equals(entry.heads())) {
                return List.of(
                        new Problem(
                                "changes-missing",
                                "document " + entry.id(),
                                "Changes of document " + entry.id() + " are missing.",
                                false));
            }
            List<Problem> problems =
                    new ArrayList<>(new LeftOutRows(session).problems(entry.id(), document));
            problems.addAll(
                    switch (entry.kind()) {
                        case NOTE -> compareNote(entry.id(), document, outdated);
                        case FILE -> compareFile(entry.id(), document);
                        case TREE -> compareFolders(document);
                    });
            return problems;
        } catch (CrdtException e) {
            return List.of(
                    new Problem(
                            "note-unreadable",
                            entry.id().toString(),
                            "A note cannot be read: " + e.getMessage(),
                            false));
        }
    }

    private List<Problem> compareNote(Id id, CrdtDocument document, boolean outdated) {
        LiveNote.text(document); // a note without one is listed, but cannot be read
        if (outdated) {
            return List.of(); // lists follow it before they are next asked
        }
        Optional<Catalogue.NoteRow> row =
                readable(() -> session.store.catalogue().note(id)).flatMap(Function.identity());
        long updated = row.map(r -> r.state().updatedMillis()).orElse(0L);
        Projection.Note said = note(id, document, Map.of(id, updated));
        boolean same = row.map(r -> r.state().equals(said.state())).orElse(false);
        return same && readable(() -> showsText(said)).orElse(false)
                ? List.of()
                : List.of(outdated(id, said.state().title()));
    }

    private List<Problem> compareFile(Id id, CrdtDocument document) {
        Optional<Projection.FileState> shown =
                readable(() -> session.store.catalogue().file(id))
                        .flatMap(Function.identity())
                        .map(Catalogue.FileRow::state);
        return FileDocument.read(document.now())
                .map(meta -> Projections.file(session.folders(), id, meta).state())
                .filter(said -> !shown.equals(Optional.of(said)))
                .map(said -> List.of(outdated(id, said.name())))
                .orElse(List.of());
    }

    /** Compares each folder that is, or that is shown, with the other. */
    private List<Problem> compareFolders(CrdtDocument document) {
        Map<Id, Projection.FolderState> said = new LinkedHashMap<>();
        LiveTree.difference(
                        FolderTree.of(Map.of()),
                        FolderTree.of(TreeDocument.folders(document.now())))
                .changed()
                .forEach(folder -> said.put(folder.id(), folder));
        Map<Id, Projection.FolderState> wrong = new LinkedHashMap<>(said);
        for (Projection.FolderState shown :
                readable(session.store.catalogue()::folders).orElse(List.of())) {
            if (shown.equals(said.get(shown.id()))) {
                wrong.remove(shown.id());
            } else {
                wrong.putIfAbsent(shown.id(), shown);
            }
        }
        return wrong.values().stream().map(folder -> outdated(folder.id(), folder.name())).toList();
    }

    private static Problem outdated(Id id, String name) {
        return new Problem(
                "lists-outdated",
                id.toString(),
                "Lists show “" + name + "” otherwise than it is.",
                false);
    }

    /**
     * Mends pages, sets damaged rows aside, keeping what can be kept, brings in what backups have
     * of what is lost, and makes the lists anew.
     */
    List<Problem> repair(Progress progress) {
        List<Problem> before = check(progress);
        Optional<Path> kept = session.store.care().mendPages(session.clock.instant(), progress);
        if (kept.isPresent()) {
            session.renewWriter();
        }
        List<StoreCare.Damage> damages = session.store.care().check(progress);
        boolean anew = damages.stream().anyMatch(d -> d.code().equals(UNFINISHED));
        LostParts lost = LostParts.of(session, damages, progress);
        LastShown shown = new LastShown(session, lost.documents());
        Set<String> aside = new HashSet<>();
        new LeftOutRows(session).setAside(progress).forEach(p -> aside.add(key(p)));
        session.store.care().setAside().forEach(d -> aside.add(d.code() + d.where() + d.message()));
        session.forgetAll();
        rebuild(progress);
        List<Problem> problems = new ArrayList<>();
        kept.ifPresent(path -> problems.add(keptAside(path)));
        problems.addAll(lost.bringBack(progress));
        problems.addAll(shown.putBack(lost));
        attachments().removeUnusedBlobs();
        List<Problem> found = new ArrayList<>(before);
        found.replaceAll(p -> aside.contains(key(p)) ? setAside(p) : p);
        if (anew) {
            found.removeIf(p -> OF_ROWS.contains(p.code()) || LOST.contains(p.code()));
            found.addAll(lost(damages, lost));
        }
        problems.addAll(told(found, check(progress)));
        return problems;
    }

    /** What a new database says is lost for good; what else is amiss in it is mended at once. */
    private static List<Problem> lost(List<StoreCare.Damage> damages, LostParts lost) {
        return damages.stream()
                .filter(d -> LOST.contains(d.code()) && !lost.wasBrought(d.document()))
                .filter(d -> !d.where().equals("vault.db") || !d.document().isRoot())
                .map(d -> lost(d, lost))
                .toList();
    }

    private static Problem lost(StoreCare.Damage damage, LostParts lost) {
        Optional<String> name =
                Id.parse(damage.where().replace("document ", "")).flatMap(lost::name);
        return damage.code().equals(BAD_HISTORY)
                ? new Problem(
                        "history-lost",
                        damage.where(),
                        "Versions or places in the history of “"
                                + name.orElse(damage.where())
                                + "” are lost.",
                        false)
                : new Problem(damage.code(), damage.where(), damage.message(), false);
    }

    private static Problem setAside(Problem damaged) {
        String what =
                damaged.code().equals("document-damaged")
                        ? " Its changes were set aside and are kept"
                        : " That was set aside and is kept";
        return new Problem(
                SET_ASIDE,
                damaged.where(),
                damaged.message() + what + " in the table “damaged” of vault.db.",
                false);
    }

    private static Problem keptAside(Path kept) {
        Vault.Problem told = Vault.Problem.keptAside(kept);
        return new Problem(told.code(), told.where(), told.message(), told.repaired());
    }

    /** What was found, and whether it is mended; what only shows now is told, too. */
    private static List<Problem> told(List<Problem> found, List<Problem> left) {
        Set<String> still = new HashSet<>(left.stream().map(Doctor::key).toList());
        Map<String, Problem> told = new LinkedHashMap<>();
        found.forEach(p ->
                told.put(
                        key(p),
                        new Problem(p.code(), p.where(), p.message(), !still.contains(key(p)))));
        left.forEach(p -> told.putIfAbsent(key(p), p));
        return List.copyOf(told.values());
    }

    private static String key(Problem problem) {
        return problem.code() + problem.where() + problem.message();
    }

    /** Makes everything that is listed and searched anew from the documents. */
    void rebuild(Progress progress) {
        Map<Id, Long> updated = new HashMap<>();
        session.store
                .catalogue()
                .notes(Catalogue.Page.ALL)
                .forEach(row -> updated.put(row.state().id(), row.state().updatedMillis()));
        session.store
                .catalogue()
                .trashedNotes()
                .forEach(row -> updated.put(row.state().id(), row.state().updatedMillis()));
        session.store.care().dropProjections(REBUILDING);
        session.foldersChanged();
        List<ChangeLog.DocumentEntry> all = new ArrayList<>(session.store.changes().documents());
        all.sort(java.util.Comparator.comparing(entry -> entry.kind() != DocumentKind.TREE));
        List<Commit> commits = new ArrayList<>();
        int done = 0;
        for (ChangeLog.DocumentEntry entry : all) {
            project(entry, updated).ifPresent(commits::add);
            if (commits.size() >= REBUILD_BATCH || entry.kind() == DocumentKind.TREE) {
                session.commit(commits);
                commits.clear();
                session.foldersChanged();
            }
            progress.report("documents", ++done, all.size());
        }
        session.commit(commits);
        session.store.facts().put(REBUILDING, "");
    }

    /** Whether lists show a part only of what there is. */
    static boolean isRebuilding(Session session) {
        return session.store.facts().get(REBUILDING).isPresent();
    }

    /**
     * Makes the lists anew when the process died while it did: they would show half of it. Where
     * the damage does not allow it, the vault opens with what there is; {@link #check} tells.
     */
    void goOn() {
        if (isRebuilding(session)) {
            try {
                rebuild(Progress.NONE);
            } catch (VaultException e) {
                if (e.code() != VaultException.Code.DAMAGED) {
                    throw e;
                }
            }
        }
    }

    private Optional<Commit> project(ChangeLog.DocumentEntry entry, Map<Id, Long> updated) {
        try (CrdtDocument document = session.loadForReading(entry.id())) {
            return projection(entry, document, updated)
                    .map(shown ->
                            new Commit(
                                    entry.id(),
                                    entry.kind(),
                                    List.of(),
                                    document.heads(),
                                    session.now(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(),
                                    shown));
        } catch (CrdtException e) {
            return Optional.empty();
        }
    }

    private Optional<Projection> projection(
            ChangeLog.DocumentEntry entry, CrdtDocument document, Map<Id, Long> updated) {
        return switch (entry.kind()) {
            case TREE ->
                    Optional.of(
                            LiveTree.difference(
                                    FolderTree.of(Map.of()),
                                    FolderTree.of(TreeDocument.folders(document.now()))));
            case FILE ->
                    FileDocument.read(document.now())
                            .map(meta -> Projections.file(session.folders(), entry.id(), meta));
            case NOTE -> Optional.of(note(entry.id(), document, updated));
        };
    }

    private Projection.Note note(Id id, CrdtDocument document, Map<Id, Long> updated) {
        String text = LiveNote.textIfAny(document).orElse("");
        long lastVersion =
                session.store.history().newest(id).map(History.Version::toMillis).orElse(0L);
        long at = updated.getOrDefault(id, lastVersion);
        NoteDocument.Meta meta = NoteDocument.read(document.now());
        return new Projection.Note(
                Projections.note(session.folders(), id, meta, text, at),
                text,
                NoteContents.of(text));
    }
}
