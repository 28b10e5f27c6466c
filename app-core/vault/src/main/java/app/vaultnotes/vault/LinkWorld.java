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
 * linking note, then the shortest path, then the first in order of path and id: the same on every
 * device.
 */
final class LinkWorld {

    private final Catalogue catalogue;
    private final FolderPaths folders;
    private final Map<Id, Place> moved;
    private final Map<Id, List<String>> shelfKeys = new HashMap<>();

    LinkWorld(Catalogue catalogue, FolderPaths folders, Map<Id, Place> moved) {
        this.catalogue = catalogue;
        this.folders = folders;
        this.moved = moved;
    }

    /**
     * A living note or file.
     *
     * @param id which
     * @param note whether it is a note
     * @param name title of a note, name of a file
     * @param shelf the folder it is listed in
     */
    record Place(Id id, boolean note, String name, Id shelf) {
        static Place of(Projection.NoteState note) {
            return new Place(note.id(), true, note.title(), note.shelf());
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
        List<Place> candidates = candidates(name);
        if (name.isEmpty() || candidates.isEmpty()) {
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
            Optional<Place> found = exact.flatMap(keys -> best(at(candidates, keys), from));
            if (found.isPresent()) {
                return found;
            }
        }
        return absolute || root.isEmpty() || dotted
                ? Optional.empty()
                : best(endingWith(candidates, root.get()), from);
    }

    /**
     * Whether a target names this place when it is read from the folder of its note alone, as all
     * programs read Markdown's own links.
     */
    boolean isNear(String target, Id from, Place place) {
        List<String> written = List.of(target.split("/", -1));
        return !target.startsWith("/")
                && keys(shelf(from), written)
                        .flatMap(keys -> best(at(candidates(Paths.last(written)), keys), from))
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

    private List<Place> at(List<Place> candidates, List<String> keys) {
        return candidates.stream().filter(c -> shelf(c.shelf()).equals(keys)).toList();
    }

    private List<Place> endingWith(List<Place> candidates, List<String> keys) {
        return candidates.stream().filter(c -> endsWith(shelf(c.shelf()), keys)).toList();
    }

    private static boolean endsWith(List<String> path, List<String> end) {
        int from = path.size() - end.size();
        return from >= 0 && path.subList(from, path.size()).equals(end);
    }

    private Optional<Place> best(List<Place> places, Id from) {
        return places.stream()
                .min(
                        Comparator.comparing((Place p) -> !p.note())
                                .thenComparing(p -> !p.shelf().equals(from))
                                .thenComparingInt(p -> shelf(p.shelf()).size())
                                .thenComparing(p -> String.join("/", shelf(p.shelf())))
                                .thenComparing(Place::id));
    }

    private List<String> shelf(Id shelf) {
        return shelfKeys.computeIfAbsent(
                shelf, id -> Paths.segments(folders.path(id)).stream().map(Names::key).toList());
    }

    /** Everything the last segment of a link could name. */
    private List<Place> candidates(String name) {
        List<Place> found = new ArrayList<>(notes(Names.key(withoutExtension(name))));
        if (!withoutExtension(name).equals(name)) {
            found.addAll(notes(Names.key(name)));
        }
        found.addAll(files(Names.key(name)));
        return found.isEmpty() ? numbered(withoutExtension(name)) : found;
    }

    /** Of equal names in a folder, the one shown with this number. */
    private List<Place> numbered(String name) {
        Optional<ShownNumbers.Numbered> shown = ShownNumbers.split(name);
        if (shown.isEmpty()) {
            return List.of();
        }
        Map<Id, List<Place>> byShelf = new TreeMap<>();
        for (Place place : notes(Names.key(shown.get().name()))) {
            byShelf.computeIfAbsent(place.shelf(), s -> new ArrayList<>()).add(place);
        }
        List<Place> found = new ArrayList<>();
        byShelf.values()
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
                        notes(ShownNumbers.shown(key, number, false)).stream()
                                .anyMatch(other -> other.shelf().equals(first.shelf())));
    }

    private List<Place> notes(String key) {
        List<Place> found = new ArrayList<>();
        for (Catalogue.NoteRow row : catalogue.notesNamed(key)) {
            if (!moved.containsKey(row.state().id())) {
                found.add(Place.of(row.state()));
            }
        }
        moved.values().stream()
                .filter(p -> p.note() && Names.key(p.name()).equals(key))
                .forEach(found::add);
        found.sort(Comparator.comparing(Place::id));
        return found;
    }

    private List<Place> files(String key) {
        List<Place> found = new ArrayList<>();
        for (Catalogue.FileRow row : catalogue.filesNamed(key)) {
            if (!moved.containsKey(row.state().id())) {
                found.add(Place.of(row.state()));
            }
        }
        moved.values().stream()
                .filter(p -> !p.note() && Names.key(p.name()).equals(key))
                .forEach(found::add);
        return found;
    }

    /**
     * The shortest spelling in the manner of the old one that means this place here; empty when
     * none does.
     *
     * @param written the old target
     */
    Optional<String> spell(Place place, String written, Id from, boolean standard) {
        String name = shownName(place);
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
                notes(Names.key(place.name())).stream()
                        .filter(p -> p.shelf().equals(place.shelf()))
                        .toList();
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
