package app.vaultnotes.vault;

import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.TreeDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a vault: {@code Folder/Title} for notes (without {@code .md}), {@code
 * Folder/name.ext} for files, and ids in the place of either.
 */
public final class Paths {

    /** Deepest path that is accepted. */
    private static final int MAX_SEGMENTS = 256;

    private final Session session;
    private @Nullable FolderPaths cached;

    Paths(Session session) {
        this.session = session;
    }

    FolderPaths folders() {
        FolderTree tree = session.folders();
        FolderPaths paths = cached;
        if (paths == null || paths.tree() != tree) {
            paths = new FolderPaths(tree);
            cached = paths;
        }
        return paths;
    }

    /** The segments of a path; slashes at its ends do not matter. */
    static List<String> segments(String path) {
        List<String> segments =
                Arrays.stream(path.split("/", -1)).filter(s -> !s.isEmpty()).toList();
        if (segments.size() > MAX_SEGMENTS) {
            throw invalid("The path has more than " + MAX_SEGMENTS + " parts.");
        }
        return segments;
    }

    /** The path a note is shown under. */
    public String of(Catalogue.NoteRow row) {
        return join(row.state().shelf(), FolderPaths.numbered(row.state().title(), row.ordinal()));
    }

    /** The path a file is shown under. */
    public String of(Catalogue.FileRow row) {
        return join(
                row.state().shelf(), ShownNumbers.shown(row.state().name(), row.ordinal(), true));
    }

    /** The path a folder is shown under. */
    public String of(Id folder) {
        return folders().path(folder);
    }

    /** The path a thing is shown under. */
    public String of(Item item) {
        if (item instanceof Item.Note note) {
            return of(note.row());
        }
        return item instanceof Item.File file ? of(file.row()) : of(item.id());
    }

    /** The folders on the way from the top, {@link Id#ROOT}, to a living folder, both included. */
    public List<Id> above(Id folder) {
        List<Id> way = new ArrayList<>();
        FolderTree tree = session.folders();
        for (Id at = folder; !at.isRoot(); at = tree.shelf(tree.parent(at))) {
            way.add(at);
        }
        way.add(Id.ROOT);
        Collections.reverse(way);
        return way;
    }

    /** The folders in a folder, by name. */
    public List<Id> foldersIn(Id folder) {
        return folders().children(folder).stream().map(TreeDocument.Folder::id).toList();
    }

    /** A folder's own name, without the number it may be shown with. */
    public String nameOf(Id folder) {
        return session.folders().folder(folder).map(TreeDocument.Folder::name).orElse("");
    }

    private String join(Id shelf, String name) {
        String folder = folders().path(shelf);
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /**
     * The one thing a path or id means.
     *
     * @throws VaultException with {@code NOT_FOUND} or {@code AMBIGUOUS}, the latter listing ids
     */
    public Item item(String path) {
        return only(path, all(path));
    }

    /** The note a path or id means; like {@link #item}. */
    public Item.Note note(String path) {
        return findNote(path).orElseThrow(() -> notFound("note", path));
    }

    /** The note a path means, or an id, which may also be that of a note in the trash. */
    public Item.Note anyNote(String path) {
        return findNote(path).or(() -> trashed(path)).orElseThrow(() -> notFound("note", path));
    }

    /** The note in the trash that has this id. */
    Optional<Item.Note> trashed(String id) {
        return Id.parse(id)
                .flatMap(session.store.catalogue()::note)
                .filter(row -> !living(row))
                .map(Item.Note::new);
    }

    /** The folder a path or id means; the empty path and {@code /} are the root. */
    public Id folder(String path) {
        return findFolder(path).orElseThrow(() -> notFound("folder", path));
    }

    /** The note a path or id means, if there is one. */
    public Optional<Item.Note> findNote(String path) {
        Optional<Item.Note> byId =
                Id.parse(path)
                        .flatMap(session.store.catalogue()::note)
                        .filter(Paths::living)
                        .map(Item.Note::new);
        return byId.isPresent() ? byId : noteAt(segments(path));
    }

    private Optional<Item.Note> noteAt(List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String name = last(segments);
        Optional<Id> shelf = folders().find(segments.subList(0, segments.size() - 1));
        return shelf.flatMap(s -> noteIn(s, name).or(() -> noteOfFile(s, name)));
    }

    /** The note whose file is called so; with {@code .md}, any note of that title. */
    private Optional<Item.Note> noteOfFile(Id shelf, String fileName) {
        List<Item.Note> alike = notesAlike(shelf, fileName);
        Optional<Item.Note> file =
                alike.stream()
                        .filter(note -> fileName(note).equals(fileName))
                        .findFirst()
                        .or(() -> alike.stream().findFirst());
        if (file.isPresent() || !fileName.endsWith(Names.NOTE_EXTENSION)) {
            return file;
        }
        int end = fileName.length() - Names.NOTE_EXTENSION.length();
        return noteIn(shelf, fileName.substring(0, end));
    }

    Optional<Item.Note> noteIn(Id shelf, String title) {
        return Numbered.pick(
                        title,
                        key -> session.store.catalogue().notesNamed(shelf, key),
                        row -> row.state().title(),
                        Catalogue.NoteRow::ordinal)
                .map(Item.Note::new);
    }

    Optional<Item.File> fileIn(Id shelf, String name) {
        List<Catalogue.FileRow> equal = filesNamed(shelf, name);
        if (!equal.isEmpty()) {
            return Numbered.pick(
                            name,
                            key -> equal,
                            row -> row.state().name(),
                            Catalogue.FileRow::ordinal)
                    .map(Item.File::new);
        }
        int dot = name.lastIndexOf('.');
        String extension = dot <= 0 ? "" : name.substring(dot);
        String stem = name.substring(0, name.length() - extension.length());
        return Numbered.pick(
                        stem,
                        key -> filesNamed(shelf, key + extension),
                        row -> row.state().name(),
                        Catalogue.FileRow::ordinal)
                .map(Item.File::new);
    }

    private List<Catalogue.FileRow> filesNamed(Id shelf, String name) {
        return session.store.catalogue().filesNamed(shelf, Names.key(name));
    }

    /** The folder a path or id means, if there is one. */
    public Optional<Id> findFolder(String path) {
        Optional<Id> byId =
                Id.parse(path)
                        .filter(id -> !id.isRoot() && session.folders().folder(id).isPresent());
        return byId.filter(session.folders()::isLiving).or(() -> folders().find(segments(path)));
    }

    /** All living things a path or id can mean. */
    public List<Item> all(String path) {
        List<Item> found = new ArrayList<>();
        Optional<Id> id = Id.parse(path);
        id.flatMap(session.store.catalogue()::note)
                .filter(Paths::living)
                .map(Item.Note::new)
                .ifPresent(found::add);
        id.flatMap(session.store.catalogue()::file)
                .filter(Paths::living)
                .map(Item.File::new)
                .ifPresent(found::add);
        id.filter(session.folders()::isLiving).map(Item.Folder::new).ifPresent(found::add);
        List<String> segments = segments(path);
        if (found.isEmpty() && !segments.isEmpty()) {
            if (!path.endsWith("/")) {
                noteAt(segments).ifPresent(found::add);
                folders()
                        .find(segments.subList(0, segments.size() - 1))
                        .flatMap(shelf -> fileIn(shelf, last(segments)))
                        .ifPresent(found::add);
            }
            folders().find(segments).map(Item.Folder::new).ifPresent(found::add);
        }
        return found;
    }

    /** The notes whose file would have this name, and the files that have it, in a folder. */
    public List<Item> at(Id shelf, String fileName) {
        return alike(shelf, fileName).stream()
                .filter(item -> fileName(item).equals(fileName))
                .toList();
    }

    /** Like {@link #at}, with those whose names differ only by case or Unicode form; by id. */
    public List<Item> alike(Id shelf, String fileName) {
        List<Item> found = new ArrayList<>(notesAlike(shelf, fileName));
        filesNamed(shelf, fileName).stream().map(Item.File::new).forEach(found::add);
        return found;
    }

    /** The paths of what else in its folder is of the same kind and name. */
    public List<String> namesakes(Item item) {
        Stream<Item> equal;
        if (item instanceof Item.Note note) {
            Projection.NoteState state = note.row().state();
            equal =
                    session
                            .store
                            .catalogue()
                            .notesNamed(state.shelf(), Names.key(state.title()))
                            .stream()
                            .map(Item.Note::new);
        } else if (item instanceof Item.File file) {
            Projection.FileState state = file.row().state();
            equal = filesNamed(state.shelf(), state.name()).stream().map(Item.File::new);
        } else {
            equal = folders().namesakes(item.id()).map(Item.Folder::new);
        }
        return equal.filter(other -> !other.id().equals(item.id())).map(this::of).toList();
    }

    private List<Item.Note> notesAlike(Id shelf, String fileName) {
        String title = withoutAnyExtension(fileName);
        return session.store.catalogue().notesNamed(shelf, Names.key(title)).stream()
                .map(Item.Note::new)
                .filter(note -> Names.key(fileName(note)).equals(Names.key(fileName)))
                .toList();
    }

    /** A file's name up to its last dot. */
    static String withoutAnyExtension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    private static String fileName(Item item) {
        if (item instanceof Item.Note note) {
            return note.row().state().file();
        }
        return item instanceof Item.File file ? file.row().state().name() : "";
    }

    Item only(String path, List<Item> found) {
        if (found.isEmpty()) {
            throw notFound("note, file or folder", path);
        }
        if (found.size() > 1) {
            throw new VaultException(
                    VaultException.Code.AMBIGUOUS,
                    "“"
                            + path
                            + "” could mean: "
                            + found.stream().map(Paths::described).collect(Collectors.joining(", "))
                            + ".",
                    "Use the id in the place of the path.");
        }
        return found.get(0);
    }

    private static String described(Item item) {
        return item.kind() + " " + item.id();
    }

    static boolean living(Catalogue.NoteRow row) {
        return row.state().trashed().isEmpty();
    }

    static boolean living(Catalogue.FileRow row) {
        return row.state().trashed().isEmpty();
    }

    static String last(List<String> segments) {
        return segments.get(segments.size() - 1);
    }

    static VaultException notFound(String what, String path) {
        return new VaultException(
                VaultException.Code.NOT_FOUND,
                "There is no " + what + " “" + path + "”.",
                "“vaultnotes ls --recursive” lists what there is.");
    }

    static VaultException invalid(String message) {
        return new VaultException(VaultException.Code.INVALID, message, "");
    }

    /** Checks a name that a person chose. */
    static String checked(String name) {
        Names.problem(name)
                .ifPresent(problem -> {
                    throw invalid("“" + shortened(name) + "” cannot be used: " + problem + ".");
                });
        return name;
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 59) + "…";
    }
}
