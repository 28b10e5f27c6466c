package app.vaultnotes.vault;

import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The living folders under the paths that people write and see. Of folders with equal names in one
 * place all but the lowest id are shown as {@code Name (2)}, {@code (3)}.
 */
final class FolderPaths {

    private final FolderTree tree;
    private final Map<Id, List<Folder>> children = new HashMap<>();
    private final Map<Id, Integer> ordinals = new HashMap<>();

    FolderPaths(FolderTree tree) {
        this.tree = tree;
        List<Folder> living =
                tree.all().stream()
                        .filter(f -> f.trashed().isEmpty())
                        .sorted(Comparator.comparing(Folder::id))
                        .toList();
        for (Folder folder : living) {
            Id shelf = tree.shelf(tree.parent(folder.id()));
            children.computeIfAbsent(shelf, s -> new ArrayList<>()).add(folder);
        }
        children.values().forEach(this::number);
        children.values()
                .forEach(list -> list.sort(Comparator.comparing(f -> Names.key(f.name()))));
    }

    /** Numbers equal names among the folders of one place, which come in the order of their ids. */
    private void number(List<Folder> siblings) {
        Map<String, List<Folder>> byKey = new HashMap<>();
        siblings.forEach(folder ->
                byKey.computeIfAbsent(Names.key(folder.name()), k -> new ArrayList<>())
                        .add(folder));
        byKey.forEach((key, equal) -> {
            List<Integer> numbers =
                    ShownNumbers.of(
                            equal.size(),
                            number -> byKey.containsKey(ShownNumbers.shown(key, number, false)));
            for (int i = 0; i < equal.size(); i++) {
                ordinals.put(equal.get(i).id(), numbers.get(i));
            }
        });
    }

    FolderTree tree() {
        return tree;
    }

    /** The living folders in a living folder, by name. */
    List<Folder> children(Id parent) {
        return children.getOrDefault(parent, List.of());
    }

    /** The path of a living folder; the root's is empty. */
    String path(Id folder) {
        Deque<String> names = new ArrayDeque<>();
        for (Id at = folder; !at.isRoot(); at = tree.shelf(tree.parent(at))) {
            names.push(name(at));
        }
        return String.join("/", names);
    }

    /** The name a living folder is shown under. */
    String name(Id folder) {
        String name = tree.folder(folder).map(Folder::name).orElse("");
        return numbered(name, ordinals.getOrDefault(folder, 1));
    }

    /** The folder that a name means in a folder. */
    Optional<Id> child(Id parent, String name) {
        return Numbered.pick(
                        name,
                        key -> named(parent, key),
                        Folder::name,
                        folder -> ordinals.getOrDefault(folder.id(), 1))
                .map(Folder::id);
    }

    private List<Folder> named(Id parent, String key) {
        return children(parent).stream()
                .filter(f -> Names.key(f.name()).equals(key))
                .sorted(Comparator.comparing(Folder::id))
                .toList();
    }

    /** The living folders beside one that have its name, and itself. */
    Stream<Id> namesakes(Id folder) {
        String key = Names.key(tree.folder(folder).map(Folder::name).orElse(""));
        return named(tree.shelf(tree.parent(folder)), key).stream().map(Folder::id);
    }

    /** The folder at a path; the empty path is the root. */
    Optional<Id> find(List<String> segments) {
        Optional<Id> at = Optional.of(Id.ROOT);
        for (String segment : segments) {
            at = at.flatMap(parent -> child(parent, segment));
        }
        return at;
    }

    /** A name as shown: with its number, when it has one. */
    static String numbered(String name, int ordinal) {
        return ShownNumbers.shown(name, ordinal, false);
    }
}
