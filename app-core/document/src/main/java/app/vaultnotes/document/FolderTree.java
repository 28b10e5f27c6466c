package app.vaultnotes.document;

import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The folders of a vault as a tree: every device that knows the same moves draws the same tree,
 * whatever the order in which it learnt of them.
 *
 * <p>When concurrent moves put folders into one another, the folder with the lowest {@code (moved,
 * id)} of each such circle goes to the root.
 */
public final class FolderTree {

    private static final Comparator<Folder> BY_MOVE =
            Comparator.comparingLong(Folder::moved).thenComparing(Folder::id);

    private final Map<Id, Folder> folders;
    private final Map<Id, Id> parents;

    private FolderTree(Map<Id, Folder> folders, Map<Id, Id> parents) {
        this.folders = folders;
        this.parents = parents;
    }

    /** The tree these folders make. Linear in their number. */
    public static FolderTree of(Map<Id, Folder> folders) {
        Map<Id, Id> parents = new HashMap<>();
        folders.values().forEach(f -> parents.put(f.id(), known(folders, f.parent())));
        Set<Id> settled = new HashSet<>();
        settled.add(Id.ROOT);
        for (Id start : folders.keySet()) {
            breakCircle(folders, parents, settled, start);
        }
        return new FolderTree(Map.copyOf(folders), Map.copyOf(parents));
    }

    private static Id known(Map<Id, Folder> folders, Id parent) {
        return folders.containsKey(parent) ? parent : Id.ROOT;
    }

    private static void breakCircle(
            Map<Id, Folder> folders, Map<Id, Id> parents, Set<Id> settled, Id start) {
        Set<Id> way = new LinkedHashSet<>();
        Id at = start;
        while (!settled.contains(at) && way.add(at)) {
            at = parents.getOrDefault(at, Id.ROOT);
        }
        if (!settled.contains(at)) {
            parents.put(lowestOfCircle(folders, parents, at), Id.ROOT);
        }
        settled.addAll(way);
    }

    private static Id lowestOfCircle(Map<Id, Folder> folders, Map<Id, Id> parents, Id start) {
        List<Folder> circle = new ArrayList<>();
        Id at = start;
        do {
            circle.add(Objects.requireNonNull(folders.get(at)));
            at = Objects.requireNonNull(parents.get(at));
        } while (!at.equals(start));
        return Collections.min(circle, BY_MOVE).id();
    }

    /** All folders, living and in the trash. */
    public Collection<Folder> all() {
        return folders.values();
    }

    /** A folder by id. */
    public Optional<Folder> folder(Id id) {
        return Optional.ofNullable(folders.get(id));
    }

    /** Whether there is such a folder, living or in the trash; the root always is. */
    public boolean contains(Id folder) {
        return folder.isRoot() || folders.containsKey(folder);
    }

    /** The folder a folder lies in; of an unknown one the root. */
    public Id parent(Id folder) {
        return parents.getOrDefault(folder, Id.ROOT);
    }

    /** Whether a folder exists and is not in the trash. */
    public boolean isLiving(Id folder) {
        Folder known = folders.get(folder);
        return folder.isRoot() || (known != null && known.trashed().isEmpty());
    }

    /**
     * The nearest folder, from this one upwards, that is living: where living content is listed.
     */
    public Id shelf(Id folder) {
        Id at = folder;
        while (!isLiving(at)) {
            at = parent(at);
        }
        return at;
    }

    /** Whether {@code inner} is {@code outer} or lies somewhere inside it. */
    public boolean isWithin(Id inner, Id outer) {
        Id at = inner;
        while (!at.equals(outer) && !at.isRoot()) {
            at = parent(at);
        }
        return at.equals(outer);
    }

    /** A folder and everything below it. */
    public Set<Id> subtree(Id top) {
        Map<Id, Set<Id>> children = new HashMap<>();
        parents.forEach((child, parent) ->
                children.computeIfAbsent(parent, p -> new LinkedHashSet<>()).add(child));
        Set<Id> found = new LinkedHashSet<>();
        ArrayDeque<Id> pending = new ArrayDeque<>(Set.of(top));
        while (!pending.isEmpty()) {
            Id next = pending.poll();
            if (found.add(next)) {
                pending.addAll(children.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }

    /** A number above that of every move in this tree. */
    public long nextMove() {
        return folders.values().stream().mapToLong(Folder::moved).max().orElse(0) + 1;
    }
}
