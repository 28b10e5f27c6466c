package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.document.TreeDocument.Folder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Throwing away, getting back, and purging.
 *
 * <p>Trashing a folder marks everything in it. What someone edits or makes inside at the same time
 * elsewhere is not in the trash: it is listed in the nearest living folder above. Purging removes
 * every byte from this device and cannot be undone.
 */
public final class Trash {

    private static final String SEEN = "trash-seen:";
    private static final String NO_TEXT = "";

    private final Session session;
    private final Paths paths;
    private final FormerFolders formerly;
    private final TrashedTogether together;

    Trash(Session session, Paths paths) {
        this.session = session;
        this.paths = paths;
        this.formerly = new FormerFolders(session);
        this.together = new TrashedTogether(session);
    }

    /**
     * Something in the trash.
     *
     * @param id what
     * @param kind {@code note}, {@code attachment} or {@code folder}
     * @param path where it was
     * @param mark who trashed it and when
     * @param itself whether it lies there by itself, not with a folder around it
     */
    public record Entry(Id id, String kind, String path, Trashed mark, boolean itself) {}

    /**
     * Puts a note, file or folder into the trash; with a folder also what was left there of what is
     * in it.
     */
    public Edited put(String path) {
        return session.locked(() -> {
            Item item = paths.item(path);
            String was = paths.of(item);
            Batch batch = new Batch(session);
            if (item instanceof Item.Note) {
                mark(batch, item.id(), item.id());
            } else if (item instanceof Item.File file) {
                mark(batch, file.row(), file.id());
            } else {
                mark(batch, item.id());
            }
            batch.commit();
            return new Edited(item.id(), was, newestOf(item.id()));
        });
    }

    private String newestOf(Id id) {
        boolean folder = session.folders().folder(id).isPresent();
        return Edited.newest(session, folder ? session.store.vaultId() : id);
    }

    private Optional<Trashed> mark(Id with, String textSha256, Batch batch) {
        return Optional.of(new Trashed(batch.atMillis(), session.device(), with, textSha256));
    }

    private void mark(Batch batch, Id note, Id with) {
        session.inPassing(
                note,
                live -> {
                    NoteDocument.Meta after =
                            live.meta()
                                    .withTrashed(mark(with, LiveNote.sha256(live.text()), batch));
                    return batch.note(live, after, List.of(), Batch.Step.EFFECT);
                });
    }

    private void mark(Batch batch, Catalogue.FileRow row, Id with) {
        FileDocument.Meta before = Attachments.meta(row.state());
        batch.file(row.state().id(), before, before.withTrashed(mark(with, NO_TEXT, batch)));
    }

    private void mark(Batch batch, Id top) {
        if (top.isRoot()) {
            throw Paths.invalid("The vault itself cannot go into the trash.");
        }
        FolderTree tree = session.tree().tree();
        Set<Id> inside = tree.subtree(top);
        List<Catalogue.NoteRow> notes = session.store.catalogue().notesOf(inside);
        List<Catalogue.FileRow> files = session.store.catalogue().filesOf(inside);
        Set<Id> left = new HashSet<>();
        boolean allLiving =
                inside.stream().allMatch(tree::isLiving)
                        && notes.stream().allMatch(Paths::living)
                        && files.stream().allMatch(Paths::living);
        if (!allLiving) {
            together.leftOf(top, entries()).forEach(entry -> left.add(entry.id()));
        }
        List<Folder> marked =
                inside.stream()
                        .map(tree::folder)
                        .flatMap(Optional::stream)
                        .filter(f -> f.trashed().isEmpty() || left.contains(f.id()))
                        .map(f -> f.withTrashed(mark(top, NO_TEXT, batch)))
                        .toList();
        // Before the folders: living, all of them would come to stand side by side at the top.
        notes.stream()
                .filter(row -> Paths.living(row) || left.contains(row.state().id()))
                .forEach(row -> mark(batch, row.state().id(), top));
        files.stream()
                .filter(row -> Paths.living(row) || left.contains(row.state().id()))
                .forEach(row -> mark(batch, row, top));
        batch.folders(marked);
    }

    /** Everything in the trash, the last trashed first. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Folder f : session.folders().all()) {
            f.trashed()
                    .ifPresent(m ->
                            entries.add(entry(f.id(), "folder", former(f.id()), m, f.parent())));
        }
        for (Catalogue.NoteRow row : session.store.catalogue().trashedNotes()) {
            Projection.NoteState s = row.state();
            s.trashed()
                    .ifPresent(m ->
                            entries.add(
                                    entry(
                                            s.id(),
                                            "note",
                                            former(s.folder(), s.title()),
                                            m,
                                            s.folder())));
        }
        for (Catalogue.FileRow row : session.store.catalogue().trashedFiles()) {
            Projection.FileState s = row.state();
            s.trashed()
                    .ifPresent(m ->
                            entries.add(
                                    entry(
                                            s.id(),
                                            "attachment",
                                            former(s.folder(), s.name()),
                                            m,
                                            s.folder())));
        }
        entries.sort(
                java.util.Comparator.comparingLong((Entry e) -> -e.mark().atMillis())
                        .thenComparing(Entry::id));
        return entries;
    }

    /** What went with a folder that came back since, without it, lies there by itself. */
    private Entry entry(Id id, String kind, String path, Trashed mark, Id folder) {
        boolean alone = mark.with().equals(id) || !together.isTrashed(mark.with(), folder);
        return new Entry(id, kind, path, mark, alone);
    }

    /**
     * Something in the trash and how long it stays.
     *
     * @param entry what
     * @param daysLeft days of use until it is purged, at least 0
     */
    public record Staying(Entry entry, int daysLeft) {}

    /** Like {@link #entries}, with the days that each stays. */
    public List<Staying> staying() {
        return session.locked(() -> {
            int retention = retentionDays();
            Map<String, String> seen = session.store.facts().startingWith(SEEN);
            List<Staying> staying = new ArrayList<>();
            for (Entry entry : entries()) {
                String value = seen.getOrDefault(SEEN + entry.id(), "");
                int left = retention + 1 - Math.max(1, counted(value, entry.mark()));
                staying.add(new Staying(entry, Math.max(0, left)));
            }
            return staying;
        });
    }

    private String former(Id folder) {
        return String.join("/", formerly.names(folder));
    }

    private String former(Id folder, String name) {
        List<String> names = new ArrayList<>(formerly.names(folder));
        names.add(name);
        return String.join("/", names);
    }

    /** All things in the trash that a path or id could mean. */
    public List<Entry> all(String path) {
        String key = Names.key(String.join("/", Paths.segments(path)));
        return entries().stream()
                .filter(e -> e.id().toString().equals(path) || Names.key(e.path()).equals(key))
                .toList();
    }

    /** The one thing in the trash that a path or id means. */
    Entry find(String path) {
        List<Entry> found = all(path);
        if (found.isEmpty()) {
            throw new VaultException(
                    VaultException.Code.NOT_FOUND,
                    "There is no “" + path + "” in the trash.",
                    "“vaultnotes ls --trash” lists what there is.");
        }
        requireOne(path, found.stream().map(e -> e.kind() + " " + e.id()).toList());
        return found.get(0);
    }

    private static void requireOne(String path, List<String> meanings) {
        if (meanings.size() > 1) {
            throw new VaultException(
                    VaultException.Code.AMBIGUOUS,
                    "“" + path + "” could mean: " + String.join(", ", meanings) + ".",
                    "Use the id in the place of the path.");
        }
    }

    /**
     * Brings something back to where it was, a folder with all that was trashed with it. Folders
     * that it lay in come back, too, without what else is in them; that comes with the folder's
     * path, also when the folder is back.
     */
    public Edited restore(String path) {
        return session.locked(() -> {
            List<Entry> left = left(path);
            if (left.isEmpty()) {
                Entry entry = find(path);
                return back(entry.id(), together.with(entry, entries()));
            }
            Id folder = paths.folder(path);
            List<String> meanings = new ArrayList<>(List.of("what is left of folder " + folder));
            all(path).forEach(e -> meanings.add(e.kind() + " " + e.id()));
            requireOne(path, meanings);
            return back(folder, left);
        });
    }

    private Edited back(Id id, List<Entry> with) {
        Batch batch = new Batch(session);
        unmark(batch, with);
        batch.commit();
        return new Edited(id, livingPath(id), newestOf(id));
    }

    /** What went with a folder that is back, at this path or around it, and lies in the trash. */
    public List<Entry> left(String path) {
        return session.locked(() -> {
            Optional<Id> folder = paths.findFolder(path).filter(id -> !id.isRoot());
            return folder.isEmpty() ? List.of() : together.leftOf(folder.get(), entries());
        });
    }

    private String livingPath(Id id) {
        return session.store
                .catalogue()
                .note(id)
                .map(paths::of)
                .or(() -> session.store.catalogue().file(id).map(paths::of))
                .orElseGet(() -> paths.of(id));
    }

    /** The folder that something comes back to, living. */
    private Id home(Batch batch, Id folder) {
        Id home = formerly.make(batch, folder);
        FolderTree tree = session.tree().tree();
        List<Folder> living = new ArrayList<>();
        for (Id at = home; !at.isRoot(); at = tree.parent(at)) {
            tree.folder(at)
                    .filter(f -> f.trashed().isPresent())
                    .map(f -> f.withTrashed(Optional.empty()))
                    .ifPresent(living::add);
        }
        if (!living.isEmpty()) {
            batch.folders(living);
        }
        return home;
    }

    private void unmarkNote(Batch batch, Id id) {
        session.inPassing(
                id,
                live -> {
                    NoteDocument.Meta meta = live.meta();
                    Id home = home(batch, meta.folder());
                    NoteDocument.Meta after =
                            meta.movedTo(home, meta.title()).withTrashed(Optional.empty());
                    return batch.note(live, after, List.of(), Batch.Step.EFFECT);
                });
    }

    private void unmarkFile(Batch batch, Id id) {
        session.store
                .catalogue()
                .file(id)
                .map(row -> Attachments.meta(row.state()))
                .ifPresent(m -> {
                    Id home = home(batch, m.folder());
                    batch.file(id, m, m.movedTo(home, m.name()).withTrashed(Optional.empty()));
                });
    }

    private void unmark(Batch batch, List<Entry> entries) {
        Set<Id> coming = new HashSet<>(entries.stream().map(Entry::id).toList());
        List<Folder> folders =
                entries.stream()
                        .map(e -> session.tree().folder(e.id()))
                        .flatMap(Optional::stream)
                        .map(f -> f.withTrashed(Optional.empty()))
                        .map(f -> coming.contains(f.parent()) ? f : atHome(batch, f))
                        .toList();
        if (!folders.isEmpty()) {
            batch.folders(folders);
        }
        for (Entry entry : entries) {
            if (entry.kind().equals("note")) {
                unmarkNote(batch, entry.id());
            } else if (entry.kind().equals("attachment")) {
                unmarkFile(batch, entry.id());
            }
        }
    }

    private Folder atHome(Batch batch, Folder folder) {
        Id home = home(batch, folder.parent());
        return home.equals(folder.parent())
                ? folder
                : folder.movedTo(home, folder.name(), session.tree().tree().nextMove());
    }

    /**
     * Removes things in the trash for good: text, history, index, attachments that nothing else
     * uses, and the same in the backups.
     *
     * @return how many notes, files and folders are gone
     */
    public int purge(Collection<Entry> entries) {
        return session.locked(() -> purgeLocked(entries));
    }

    /** Purges everything in the trash. */
    public int empty() {
        return session.locked(() -> purgeLocked(entries()));
    }

    /** Purges one thing in the trash, a folder with all that was trashed with it. */
    public int purge(String path) {
        return session.locked(() -> purgeLocked(together.with(find(path), entries())));
    }

    private int purgeLocked(Collection<Entry> entries) {
        session.rights.requireWriter();
        List<Id> documents =
                entries.stream().filter(e -> !e.kind().equals("folder")).map(Entry::id).toList();
        Set<Id> folders =
                new HashSet<>(
                        entries.stream()
                                .filter(e -> e.kind().equals("folder"))
                                .map(Entry::id)
                                .toList());
        removeDocuments(documents);
        Batch batch = new Batch(session);
        new LivingInside(session).moveOut(batch, folders);
        batch.removeFolders(folders);
        Bookmarks.drop(
                batch,
                entries.stream().map(Entry::id).toList(),
                session.tree().settings().keySet());
        if (!batch.isEmpty()) {
            batch.commit();
        }
        entries.forEach(e -> session.store.facts().put(SEEN + e.id(), ""));
        new Attachments(session, paths).removeUnusedBlobs();
        session.tell(documents);
        return entries.size();
    }

    private void removeDocuments(Collection<Id> documents) {
        if (!documents.isEmpty()) {
            documents.forEach(session::forget);
            KeptArrivals.forget(session.store.facts(), documents);
            new Attachments(session, paths).leaving();
            session.store.care().purge(seen(documents), session.now());
        }
    }

    /** Removes documents that were purged elsewhere, wherever they lie. */
    void purgedElsewhere(Collection<Id> documents) {
        removeDocuments(documents);
        if (!documents.isEmpty()) {
            new Attachments(session, paths).removeUnusedBlobs();
            session.tell(documents);
        }
    }

    /** What is known of documents, so that edits that are not can bring them back. */
    private Map<Id, SeenChanges> seen(Collection<Id> documents) {
        Map<Id, SeenChanges> seen = new HashMap<>();
        for (Id id : documents) {
            try {
                seen.put(id, SeenChanges.of(session.changesOf(session.stored(id))));
            } catch (CrdtException e) {
                seen.put(id, SeenChanges.NONE); // damaged: another copy may have it whole
            }
        }
        return seen;
    }

    /** Days on which the vault is opened for writing that something stays in the trash. */
    public int retentionDays() {
        String days = VaultSetting.TRASH_DAYS.in(session.tree().settings());
        boolean sensible = days.matches("\\d{1,5}"); // another copy's version may not have asked
        return Integer.parseInt(sensible ? days : VaultSetting.TRASH_DAYS.usual());
    }

    /**
     * Counts this day for everything in the trash, once a day, and purges what stayed long enough.
     * Only days on which this device was used count, so a clock that is years ahead purges nothing.
     */
    int keepHouse() {
        if (session.rights.isReader()) {
            return 0; // nobody else would hear of it
        }
        LocalDate today = LocalDate.ofInstant(session.clock.instant(), ZoneId.systemDefault());
        int retention = retentionDays();
        Map<String, String> seen = session.store.facts().startingWith(SEEN);
        List<Entry> over = new ArrayList<>();
        List<Entry> all = entries();
        for (Entry entry : all) {
            int days =
                    count(
                            SEEN + entry.id(),
                            seen.getOrDefault(SEEN + entry.id(), ""),
                            entry.mark(),
                            today);
            if (days > retention) {
                over.add(entry);
            }
        }
        Set<String> present = new HashSet<>(all.stream().map(e -> SEEN + e.id()).toList());
        seen.keySet().stream()
                .filter(k -> !present.contains(k))
                .forEach(k -> session.store.facts().put(k, ""));
        return over.isEmpty() ? 0 : purgeLocked(over);
    }

    /** Counts today, unless it is counted; a new trashing starts anew. */
    private int count(String fact, String value, Trashed mark, LocalDate today) {
        int days = counted(value, mark);
        if (days > 0 && value.endsWith(" " + today)) {
            return days;
        }
        session.store.facts().put(fact, mark.atMillis() + " " + (days + 1) + " " + today);
        return days + 1;
    }

    /** The days that were counted for this trashing: when, how many, the last one. */
    private static int counted(String value, Trashed mark) {
        String[] parts = value.split(" ", -1);
        boolean same = parts.length == 3 && parts[0].equals(Long.toString(mark.atMillis()));
        return same && parts[1].matches("\\d{1,9}") ? Integer.parseInt(parts[1]) : 0;
    }
}
