package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Catalogue.FileRow;
import app.vaultnotes.vault.Catalogue.NoteRow;
import app.vaultnotes.vault.Catalogue.Page;
import app.vaultnotes.vault.Catalogue.Sort;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.Projection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the lists must show. */
final class CatalogueModel {
    private static final String[] TITLES = {"A", "a", "B", "Ä", "b", "Note", "note", "NOTE"};
    private static final String[] TAGS = {"x", "X", "y/z", "Y/z", "ü"};

    private final Random random;
    private final Samples samples;
    private final Id vault;
    private final Map<Id, Projection.Note> notes = new LinkedHashMap<>();
    private final Map<Id, Projection.FileState> files = new LinkedHashMap<>();
    private final Map<Id, Projection.FolderState> folders = new LinkedHashMap<>();
    private final Map<Id, Id> shelves = new HashMap<>();
    private final Map<Id, Heads> heads = new HashMap<>();

    CatalogueModel(Random random, Id vault) {
        this.random = random;
        this.samples = new Samples(random);
        this.vault = vault;
    }

    Id vault() {
        return vault;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    List<Commit> step() {
        List<Commit> commits = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            commits.add(one());
        }
        return commits;
    }

    private Commit one() {
        int kind = random.nextInt(10);
        if (kind < 4) {
            Id id =
                    notes.isEmpty() || random.nextInt(3) == 0
                            ? samples.id()
                            : any(List.copyOf(notes.keySet()));
            return write(id);
        } else if (kind < 6 && !notes.isEmpty()) {
            return move(any(List.copyOf(notes.keySet())));
        } else if (kind < 8) {
            return file(
                    files.isEmpty() || random.nextInt(3) == 0
                            ? samples.id()
                            : any(List.copyOf(files.keySet())));
        }
        return tree();
    }

    private Commit commit(Id id, DocumentKind kind, Projection projection) {
        Change change = samples.change(List.of(), "edit");
        heads.put(id, Heads.of(List.of(change.hash())));
        return new Commit(
                id,
                kind,
                List.of(change),
                heads.get(id),
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                projection);
    }

    private Id shelf(Id folder) {
        return shelves.getOrDefault(folder, folder);
    }

    private Id anyFolder() {
        return folders.isEmpty() || random.nextInt(3) == 0
                ? Id.ROOT
                : any(List.copyOf(folders.keySet()));
    }

    private Optional<Trashed> trashed(Id id) {
        return random.nextInt(4) == 0
                ? Optional.of(new Trashed(5, Samples.DEVICE, id, ""))
                : Optional.empty();
    }

    private Projection.NoteState state(Id id) {
        String title = TITLES[random.nextInt(TITLES.length)];
        Id where = anyFolder();
        Optional<BlobHash> source =
                random.nextInt(4) == 0 ? Optional.of(hash(random.nextInt(5))) : Optional.empty();
        return new Projection.NoteState(
                id,
                title,
                Names.key(title),
                random.nextBoolean() ? Optional.of(title + ".MD") : Optional.empty(),
                where,
                shelf(where),
                random.nextInt(100),
                random.nextInt(100),
                trashed(id),
                random.nextBoolean(),
                source);
    }

    private static BlobHash hash(int number) {
        return BlobHash.ofBytes(Codec.sha256().digest(new byte[] {(byte) number}));
    }

    private Commit write(Id id) {
        Projection.NoteState state = state(id);
        String text = "text\r\n\0 " + random.nextInt() + "x".repeat(random.nextInt(3) * 5_000);
        List<Projection.Link> links = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String target = any(List.of("n/A", "B", "Ä"));
            links.add(
                    new Projection.Link(
                            target,
                            Names.key(target.substring(target.lastIndexOf('/') + 1)),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            i));
        }
        links.sort(Comparator.comparingInt(Projection.Link::start));
        List<String> tags =
                new ArrayList<>(Set.of(TAGS[random.nextInt(2)], TAGS[2 + random.nextInt(3)]));
        List<Projection.Task> tasks =
                List.of(
                        new Projection.Task(random.nextBoolean(), "do", 1),
                        new Projection.Task(true, "done", 9));
        Projection.NoteContent content =
                new Projection.NoteContent(
                        List.of("alias " + random.nextInt(9)),
                        text,
                        links,
                        tags,
                        tasks,
                        List.of(
                                new Projection.Property("k", "v"),
                                new Projection.Property("k", "w")),
                        random.nextInt(50),
                        true);
        Projection.Note note = new Projection.Note(state, text, content);
        notes.put(id, note);
        return commit(id, DocumentKind.NOTE, note);
    }

    private Commit move(Id id) {
        Projection.Note before = Objects.requireNonNull(notes.get(id));
        Projection.NoteState s = state(id);
        Projection.NoteState state =
                new Projection.NoteState(
                        id,
                        s.title(),
                        s.titleKey(),
                        s.fileName(),
                        s.folder(),
                        s.shelf(),
                        s.createdMillis(),
                        before.state().updatedMillis(),
                        s.trashed(),
                        s.bookmarked(),
                        s.sourceBlob());
        notes.put(id, new Projection.Note(state, before.text(), before.content()));
        return commit(id, DocumentKind.NOTE, new Projection.NoteMoved(state));
    }

    private Commit file(Id id) {
        String name = TITLES[random.nextInt(TITLES.length)] + ".png";
        Id where = anyFolder();
        Projection.FileState state =
                new Projection.FileState(
                        id,
                        name,
                        Names.key(name),
                        where,
                        shelf(where),
                        hash(random.nextInt(9)),
                        7,
                        "image/png",
                        3,
                        trashed(id));
        files.put(id, state);
        return commit(id, DocumentKind.FILE, new Projection.File(state));
    }

    /** New and changed folders; now and then one's content is listed elsewhere from now on. */
    private Commit tree() {
        List<Projection.FolderState> changed = new ArrayList<>();
        List<Id> removed = new ArrayList<>();
        Map<Id, Id> moved = new HashMap<>();
        Id id =
                folders.isEmpty() || random.nextBoolean()
                        ? samples.id()
                        : any(List.copyOf(folders.keySet()));
        String name = TITLES[random.nextInt(TITLES.length)];
        Projection.FolderState state =
                new Projection.FolderState(id, name, Names.key(name), Id.ROOT, 4, trashed(id));
        folders.put(id, state);
        changed.add(state);
        if (state.trashed().isPresent()) {
            moved.put(id, Id.ROOT);
        } else if (shelves.containsKey(id)) {
            moved.put(id, id);
        }
        if (folders.size() > 3 && random.nextInt(6) == 0) {
            Id gone = any(List.copyOf(folders.keySet()));
            if (!gone.equals(id)) {
                folders.remove(gone);
                removed.add(gone);
                moved.put(gone, Id.ROOT);
            }
        }
        moved.forEach(this::reshelve);
        return commit(vault, DocumentKind.TREE, new Projection.Tree(changed, removed, moved));
    }

    private void reshelve(Id from, Id shelf) {
        shelves.put(from, shelf);
        notes.replaceAll((id, note) ->
                note.state().folder().equals(from)
                        ? new Projection.Note(
                                shelved(note.state(), shelf), note.text(), note.content())
                        : note);
        files.replaceAll((id, f) ->
                f.folder().equals(from)
                        ? new Projection.FileState(
                                f.id(),
                                f.name(),
                                f.nameKey(),
                                f.folder(),
                                shelf,
                                f.blob(),
                                f.size(),
                                f.mime(),
                                f.modifiedMillis(),
                                f.trashed())
                        : f);
    }

    private static Projection.NoteState shelved(Projection.NoteState s, Id shelf) {
        return new Projection.NoteState(
                s.id(),
                s.title(),
                s.titleKey(),
                s.fileName(),
                s.folder(),
                shelf,
                s.createdMillis(),
                s.updatedMillis(),
                s.trashed(),
                s.bookmarked(),
                s.sourceBlob());
    }

    List<Commit> everything() {
        List<Commit> all = new ArrayList<>();
        all.add(
                shown(
                        vault,
                        DocumentKind.TREE,
                        new Projection.Tree(List.copyOf(folders.values()), List.of(), Map.of())));
        notes.forEach((id, note) -> all.add(shown(id, DocumentKind.NOTE, note)));
        files.forEach(
                (id, file) -> all.add(shown(id, DocumentKind.FILE, new Projection.File(file))));
        return all;
    }

    private Commit shown(Id id, DocumentKind kind, Projection projection) {
        return new Commit(
                id,
                kind,
                List.of(),
                heads.getOrDefault(id, Heads.NONE),
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                projection);
    }

    private List<Projection.NoteState> living(Comparator<Projection.NoteState> order) {
        return notes.values().stream()
                .map(Projection.Note::state)
                .filter(s -> s.trashed().isEmpty())
                .sorted(order.thenComparing(Projection.NoteState::id))
                .toList();
    }

    void compare(Catalogue lists, String message) {
        List<Projection.NoteState> byName =
                living(Comparator.comparing(Projection.NoteState::titleKey));
        assertEquals(byName, states(lists.notes(Page.ALL)), message);
        assertEquals(
                living(Comparator.comparingLong(s -> -s.updatedMillis())),
                states(lists.notes(new Page(Sort.UPDATED, 0, 10_000))),
                message);
        assertEquals(
                living(Comparator.comparingLong(s -> -s.createdMillis())).stream()
                        .skip(2)
                        .limit(3)
                        .toList(),
                states(lists.notes(new Page(Sort.CREATED, 2, 3))),
                message);
        ordinals(lists, message);
        names(lists, byName, message);
        contents(lists, message);
        places(lists, message);
    }

    private static List<Projection.NoteState> states(List<NoteRow> rows) {
        return rows.stream().map(NoteRow::state).toList();
    }

    /** Of equal names on a shelf the lowest id has no number, the others theirs in order. */
    private void ordinals(Catalogue lists, String message) {
        Set<String> names = new HashSet<>();
        living(Comparator.comparing(Projection.NoteState::id))
                .forEach(s -> names.add(s.shelf() + s.titleKey()));
        Map<String, Integer> last = new HashMap<>();
        for (Projection.NoteState s : living(Comparator.comparing(Projection.NoteState::id))) {
            String key = s.shelf() + s.titleKey();
            int ordinal = last.getOrDefault(key, 0) + 1;
            while (ordinal > 1 && names.contains(key + " (" + ordinal + ")")) {
                ordinal++;
            }
            last.put(key, ordinal);
            assertEquals(ordinal, lists.note(s.id()).orElseThrow().ordinal(), message + " " + s);
        }
        last.clear();
        files.values().stream()
                .filter(f -> f.trashed().isEmpty())
                .sorted(Comparator.comparing(Projection.FileState::id))
                .forEach(f -> {
                    int ordinal = last.merge(f.shelf() + f.nameKey(), 1, Integer::sum);
                    assertEquals(
                            ordinal, lists.file(f.id()).orElseThrow().ordinal(), message + " " + f);
                });
    }

    private void names(Catalogue lists, List<Projection.NoteState> byName, String message) {
        for (String title : TITLES) {
            String key = Names.key(title);
            assertEquals(
                    byName.stream().filter(s -> s.titleKey().equals(key)).toList(),
                    states(lists.notesNamed(key)),
                    message);
            assertEquals(
                    sortedFiles(f ->
                            f.trashed().isEmpty() && f.nameKey().equals(Names.key(title + ".png"))),
                    new HashSet<>(
                            lists.filesNamed(Names.key(title + ".png")).stream()
                                    .map(FileRow::state)
                                    .toList()),
                    message);
        }
        assertEquals(
                byName.stream().filter(Projection.NoteState::bookmarked).toList(),
                states(lists.bookmarked()),
                message);
        assertEquals(new HashSet<>(folders.values()), new HashSet<>(lists.folders()), message);
    }

    private Set<Projection.FileState> sortedFiles(
            java.util.function.Predicate<Projection.FileState> wanted) {
        return new HashSet<>(files.values().stream().filter(wanted).toList());
    }

    private void contents(Catalogue lists, String message) {
        Map<String, Integer> tags = new TreeMap<>();
        for (Projection.Note note : notes.values()) {
            Id id = note.state().id();
            assertEquals(Optional.of(note.text()), lists.text(id), message);
            assertEquals(note.content().links(), lists.links(id), message);
            assertEquals(note.content().tasks(), lists.tasks(id), message);
            assertEquals(note.content().aliases(), lists.aliases(id), message);
            assertEquals(note.state(), lists.note(id).orElseThrow().state(), message);
            if (note.state().trashed().isEmpty()) {
                note.content().tags().stream()
                        .map(app.vaultnotes.vault.search.TextFolding::fold)
                        .distinct()
                        .forEach(tag -> tags.merge(tag, 1, Integer::sum));
            }
        }
        List<Id> ids = notes.keySet().stream().sorted().toList();
        assertEquals(ids, states(lists.notes(ids)).stream().map(s -> s.id()).toList(), message);
        Map<String, Integer> shown = new TreeMap<>();
        lists.tags()
                .forEach((tag, count) ->
                        shown.merge(
                                app.vaultnotes.vault.search.TextFolding.fold(tag),
                                count,
                                Integer::sum));
        assertEquals(tags, shown, message);
        for (String key : List.of("a", "b", "ä")) {
            Map<Id, List<Projection.Link>> expected = new HashMap<>();
            notes.forEach((id, note) -> {
                List<Projection.Link> links =
                        note.content().links().stream()
                                .filter(l -> l.nameKey().equals(key))
                                .toList();
                if (note.state().trashed().isEmpty() && !links.isEmpty()) {
                    expected.put(id, links);
                }
            });
            assertEquals(expected, lists.linksNamed(key), message);
        }
    }

    private void places(Catalogue lists, String message) {
        Set<Id> all = new HashSet<>(folders.keySet());
        all.add(Id.ROOT);
        for (Id where : all) {
            assertEquals(
                    living(Comparator.comparing(Projection.NoteState::titleKey)).stream()
                            .filter(s -> s.shelf().equals(where))
                            .toList(),
                    states(lists.notesIn(where, Page.ALL)),
                    message);
            assertEquals(
                    sortedFiles(f -> f.trashed().isEmpty() && f.shelf().equals(where)),
                    new HashSet<>(
                            lists.filesIn(where, Page.ALL).stream().map(FileRow::state).toList()),
                    message);
        }
        assertEquals(
                notes.values().stream()
                        .map(Projection.Note::state)
                        .filter(s -> all.contains(s.folder()))
                        .collect(Collectors.toSet()),
                new HashSet<>(states(lists.notesOf(all))),
                message);
        assertEquals(
                notes.values().stream()
                        .map(Projection.Note::state)
                        .filter(s -> s.trashed().isPresent())
                        .collect(Collectors.toSet()),
                new HashSet<>(states(lists.trashedNotes())),
                message);
        Set<BlobHash> blobs = new HashSet<>();
        files.values().forEach(f -> blobs.add(f.blob()));
        notes.values().forEach(n -> n.state().sourceBlob().ifPresent(blobs::add));
        assertEquals(blobs, new HashSet<>(lists.usedBlobs()), message);
        assertEquals(
                new Catalogue.Counts(
                        living(Comparator.comparing(Projection.NoteState::id)).size(),
                        sortedFiles(f -> f.trashed().isEmpty()).size(),
                        (int) folders.values().stream().filter(f -> f.trashed().isEmpty()).count()),
                lists.counts(),
                message);
    }
}
