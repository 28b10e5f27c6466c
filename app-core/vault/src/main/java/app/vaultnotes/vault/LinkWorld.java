package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What links mean: the names and places of all living notes and files, as they are or as they will
 * be after a move.
 *
 * <p>A link names a path from the root, a path from the folder of the note it stands in, or the end
 * of a path. Among several things it could mean, notes come before files, then the folder of the
 * linking note, then the shortest path, then the note whose file is called as it is written, then
 * the first in order of path and id: the same on every device.
 */
final class LinkWorld {

    private static final EqualNames NOTHING = new EqualNames();

    private final Catalogue catalogue;
    private final FolderPaths folders;
    private final Map<Id, Place> moved;
    private final Map<Id, List<String>> shelfKeys = new HashMap<>();
    private final Map<String, Candidates> candidates = new HashMap<>();
    private final Map<String, Map<Id, List<Place>>> notes = new HashMap<>();
    private final Map<String, List<Place>> movedNotes = new HashMap<>();
    private final Map<String, List<Place>> movedFiles = new HashMap<>();

    LinkWorld(Catalogue catalogue, FolderPaths folders, Map<Id, Place> moved) {
        this.catalogue = catalogue;
        this.folders = folders;
        this.moved = moved;
        moved.values()
                .forEach(place ->
                        (place.note() ? movedNotes : movedFiles)
                                .computeIfAbsent(Names.key(place.name()), k -> new ArrayList<>())
                                .add(place));
    }

    /**
     * A living note or file.
     *
     * @param id which
     * @param note whether it is a note
     * @param name title of a note, name of a file
     * @param fileName what its file is called
     * @param shelf the folder it is listed in
     */
    record Place(Id id, boolean note, String name, String fileName, Id shelf) {

        /** One whose file is called as its name has it. */
        Place(Id id, boolean note, String name, Id shelf) {
            this(id, note, name, note ? Names.fileName(name) : name, shelf);
        }

        static Place of(Projection.NoteState note) {
            return new Place(note.id(), true, note.title(), note.file(), note.shelf());
        }

        static Place of(Projection.FileState file) {
            return new Place(file.id(), false, file.name(), file.shelf());
        }
    }

    /** Where a note is listed after the move, when it is among the moved ones. */
    Optional<Id> shelfOf(Id note) {
        return Optional.ofNullable(moved.get(note)).map(Place::shelf);
    }

    /** A place as it is after the move. */
    Place placeOf(Place old) {
        return moved.getOrDefault(old.id(), old);
    }

    /** What a link's target means in a note on this shelf. */
    Optional<Place> resolve(String target, Id from, boolean standard) {
        List<String> written = List.of(target.split("/", -1));
        String name = Paths.last(written);
        Candidates candidates = candidates(name);
        if (name.isEmpty() || candidates.all().isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> root = keys(List.of(), written);
        Optional<List<String>> near = keys(shelf(from), written);
        boolean absolute = target.startsWith("/");
        boolean dotted = target.startsWith("./") || target.startsWith("../");
        List<Optional<List<String>>> tries =
                absolute
                        ? List.of(root)
                        : standard || dotted ? List.of(near, root) : List.of(root, near);
        boolean bare = written.size() == 1 && !standard;
        for (Optional<List<String>> exact : bare ? List.<Optional<List<String>>>of() : tries) {
            Optional<Place> found = exact.flatMap(keys -> candidates.at(keys).best(from));
            if (found.isPresent()) {
                return found;
            }
        }
        return absolute || root.isEmpty() || dotted
                ? Optional.empty()
                : candidates.endingWith(root.get()).best(from);
    }

    /**
     * Whether a target names this place when it is read from the folder of its note alone, as all
     * programs read Markdown's own links.
     */
    boolean isNear(String target, Id from, Place place) {
        List<String> written = List.of(target.split("/", -1));
        return !target.startsWith("/")
                && keys(shelf(from), written)
                        .flatMap(keys -> candidates(Paths.last(written)).at(keys).best(from))
                        .filter(found -> found.id().equals(place.id()))
                        .isPresent();
    }

    /** The keys of the folder a path leads to; empty when it leads out of the vault. */
    private static Optional<List<String>> keys(List<String> start, List<String> written) {
        List<String> keys = new ArrayList<>(start);
        for (String segment : written.subList(0, written.size() - 1)) {
            if (segment.equals("..")) {
                if (keys.isEmpty()) {
                    return Optional.empty();
                }
                keys.remove(keys.size() - 1);
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                keys.add(Names.key(segment));
            }
        }
        return Optional.of(keys);
    }

    /** Things that a name could mean, the best first. */
    private static final class EqualNames {
        private final List<Place> places = new ArrayList<>();
        private final Map<Id, Place> firstOfShelf = new HashMap<>();

        void add(Place next) {
            places.add(next);
            firstOfShelf.putIfAbsent(next.shelf(), next);
        }

        boolean isEmpty() {
            return places.isEmpty();
        }

        /** The best one, for a link on this shelf. */
        Optional<Place> best(Id from) {
            Optional<Place> first = places.stream().findFirst();
            return Optional.ofNullable(firstOfShelf.get(from))
                    .filter(near -> first.map(Place::note).equals(Optional.of(near.note())))
                    .or(() -> first);
        }
    }

    /** Everything that the last segment of a link could mean, by the ends of the ways there. */
    private final class Candidates {
        private final EqualNames all = new EqualNames();
        private final Map<List<String>, EqualNames> byShelf = new HashMap<>();
        private final Map<List<String>, EqualNames> byEnd = new HashMap<>();

        Candidates(String name, List<Place> places) {
            places.stream()
                    .sorted(
                            Comparator.comparing((Place p) -> !p.note())
                                    .thenComparingInt(p -> shelf(p.shelf()).size())
                                    .thenComparing(p -> String.join("/", shelf(p.shelf())))
                                    .thenComparingInt(p -> distance(p, name))
                                    .thenComparing(Place::id))
                    .forEach(all::add);
        }

        /** How far what a place is called is from what is written. */
        private static int distance(Place place, String name) {
            if (place.fileName().equals(name) || place.name().equals(name)) {
                return 0;
            }
            return Names.key(place.fileName()).equals(Names.key(name)) ? 1 : 2;
        }

        EqualNames all() {
            return all;
        }

        /** Those in the folder at this path. */
        EqualNames at(List<String> keys) {
            if (byShelf.isEmpty()) {
                all.places.forEach(place -> add(byShelf, shelf(place.shelf()), place));
            }
            return byShelf.getOrDefault(keys, NOTHING);
        }

        /** Those in folders whose paths end so. */
        EqualNames endingWith(List<String> keys) {
            if (keys.isEmpty()) {
                return all;
            }
            if (byEnd.isEmpty()) {
                all.places.forEach(this::addEnds);
            }
            return byEnd.getOrDefault(keys, NOTHING);
        }

        private void addEnds(Place place) {
            List<String> path = shelf(place.shelf());
            for (int from = 0; from < path.size(); from++) {
                add(byEnd, path.subList(from, path.size()), place);
            }
        }

        private static void add(Map<List<String>, EqualNames> to, List<String> keys, Place place) {
            to.computeIfAbsent(keys, k -> new EqualNames()).add(place);
        }
    }

    private List<String> shelf(Id shelf) {
        return shelfKeys.computeIfAbsent(
                shelf, id -> Paths.segments(folders.path(id)).stream().map(Names::key).toList());
    }

    /** Everything the last segment of a link could name. */
    private Candidates candidates(String name) {
        return candidates.computeIfAbsent(name, n -> new Candidates(n, named(n)));
    }

    private List<Place> named(String name) {
        List<Place> found = new ArrayList<>(notes(Names.key(withoutExtension(name))));
        if (!withoutExtension(name).equals(name)) {
            found.addAll(notes(Names.key(name)));
        } else {
            found.addAll(otherNoteFiles(name));
        }
        found.addAll(files(Names.key(name)));
        return found.isEmpty() ? numbered(withoutExtension(name)) : found;
    }

    /** The notes whose files are called so, with another extension than {@code .md}. */
    private List<Place> otherNoteFiles(String name) {
        String title = Paths.withoutAnyExtension(name);
        return title.equals(name)
                ? List.of()
                : notes(Names.key(title)).stream()
                        .filter(place -> Names.key(place.fileName()).equals(Names.key(name)))
                        .toList();
    }

    /** Of equal names in a folder, the one shown with this number. */
    private List<Place> numbered(String name) {
        Optional<ShownNumbers.Numbered> shown = ShownNumbers.split(name);
        if (shown.isEmpty()) {
            return List.of();
        }
        List<Place> found = new ArrayList<>();
        notesByShelf(Names.key(shown.get().name()))
                .values()
                .forEach(equal -> {
                    int at = numbers(equal).indexOf(shown.get().number());
                    if (at > 0) {
                        found.add(equal.get(at));
                    }
                });
        return found;
    }

    /** The numbers of notes with one name on one shelf. */
    private List<Integer> numbers(List<Place> equal) {
        Place first = equal.get(0);
        String key = Names.key(first.name());
        return ShownNumbers.of(
                equal.size(),
                number ->
                        notesByShelf(ShownNumbers.shown(key, number, false))
                                .containsKey(first.shelf()));
    }

    private List<Place> notes(String key) {
        return notesByShelf(key).values().stream().flatMap(List::stream).toList();
    }

    /** The notes of a name, on each shelf by id. */
    private Map<Id, List<Place>> notesByShelf(String key) {
        Map<Id, List<Place>> known = notes.get(key);
        if (known == null) {
            known = readNotes(key);
            notes.put(key, known);
        }
        return known;
    }

    private Map<Id, List<Place>> readNotes(String key) {
        List<Place> found = new ArrayList<>(movedNotes.getOrDefault(key, List.of()));
        for (Catalogue.NoteRow row : catalogue.notesNamed(key)) {
            if (!moved.containsKey(row.state().id())) {
                found.add(Place.of(row.state()));
            }
        }
        found.sort(Comparator.comparing(Place::id));
        Map<Id, List<Place>> byShelf = new TreeMap<>();
        found.forEach(
                place -> byShelf.computeIfAbsent(place.shelf(), s -> new ArrayList<>()).add(place));
        return byShelf;
    }

    private List<Place> files(String key) {
        List<Place> found = new ArrayList<>(movedFiles.getOrDefault(key, List.of()));
        for (Catalogue.FileRow row : catalogue.filesNamed(key)) {
            if (!moved.containsKey(row.state().id())) {
                found.add(Place.of(row.state()));
            }
        }
        return found;
    }

    /**
     * The shortest spelling in the manner of the old one that means this place here; empty when
     * none does.
     *
     * @param written the old target
     */
    Optional<String> spell(Place place, String written, Id from, boolean standard) {
        boolean file = place.note() && standard && Names.isOtherNoteFile(written);
        return file
                ? spell(place, place.fileName(), written, from, true)
                        .or(() -> spell(place, shownName(place), written, from, true))
                : spell(place, shownName(place), written, from, standard);
    }

    private Optional<String> spell(
            Place place, String name, String written, Id from, boolean standard) {
        String full = join(folders.path(place.shelf()), name);
        String relative = relative(from, place.shelf(), name);
        boolean bare = written.indexOf('/') < 0;
        List<String> spellings =
                standard
                        ? written.startsWith("/")
                                ? List.of("/" + full)
                                : List.of(relative, full, "/" + full)
                        : bare ? List.of(name, full, "/" + full) : List.of(full, "/" + full);
        return spellings.stream()
                .filter(s ->
                        resolve(s, from, standard).map(Place::id).equals(Optional.of(place.id())))
                .findFirst();
    }

    private String shownName(Place place) {
        if (!place.note()) {
            return place.name();
        }
        List<Place> equal =
                notesByShelf(Names.key(place.name())).getOrDefault(place.shelf(), List.of());
        int at = equal.stream().map(Place::id).toList().indexOf(place.id());
        return at < 0
                ? place.name()
                : ShownNumbers.shown(place.name(), numbers(equal).get(at), false);
    }

    private String relative(Id from, Id to, String name) {
        List<String> start = Paths.segments(folders.path(from));
        List<String> end = Paths.segments(folders.path(to));
        int common = 0;
        while (common < start.size()
                && common < end.size()
                && start.get(common).equals(end.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>();
        start.subList(common, start.size()).forEach(s -> way.add(".."));
        way.addAll(end.subList(common, end.size()));
        way.add(name);
        return String.join("/", way);
    }

    private static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    static String withoutExtension(String name) {
        int end = name.length() - Names.NOTE_EXTENSION.length();
        return end > 0
                        && name.regionMatches(
                                true, end, Names.NOTE_EXTENSION, 0, Names.NOTE_EXTENSION.length())
                ? name.substring(0, end)
                : name;
    }
}
