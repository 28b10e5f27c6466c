package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.TreeDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folders at paths spelt exactly so, or shown so because two have one name, and those that are
 * still to be made. Names that differ only in case are two folders.
 */
final class ExactFolders {

    private final Session session;
    private final LiveTree tree;
    private final FolderPaths paths;
    private final long atMillis;
    private final Map<Id, Map<String, Id>> children = new HashMap<>();
    private final Set<Id> taken = new HashSet<>();
    private final List<Folder> missing = new ArrayList<>();
    private long moved;

    ExactFolders(Session session, FolderPaths paths, long atMillis) {
        this.session = session;
        this.tree = session.tree();
        this.paths = paths;
        this.atMillis = atMillis;
        this.moved = tree.tree().nextMove();
    }

    /** The folder at a path from another one, to be made when it is missing. */
    Id at(Id base, List<String> names) {
        Id at = base;
        for (String name : names) {
            Map<String, Id> siblings = children.computeIfAbsent(at, this::known);
            Id child = siblings.get(name);
            if (child == null) {
                child = add(at, name);
                siblings.put(name, child);
            }
            at = child;
        }
        return at;
    }

    private Map<String, Id> known(Id parent) {
        Map<String, Id> byName = new HashMap<>();
        List<Folder> folders = paths.children(parent);
        folders.forEach(folder -> byName.putIfAbsent(paths.name(folder.id()), folder.id()));
        Map<String, Id> exact = new HashMap<>();
        folders.forEach(folder ->
                exact.merge(
                        folder.name(),
                        folder.id(),
                        (one, other) -> one.compareTo(other) <= 0 ? one : other));
        byName.putAll(exact);
        return byName;
    }

    private Id add(Id parent, String name) {
        Id wanted = TreeDocument.idFor(parent, Paths.checked(name));
        Id id = tree.folder(wanted).isEmpty() && taken.add(wanted) ? wanted : session.newId();
        missing.add(new Folder(id, name, moved++, parent, atMillis, Optional.empty()));
        return id;
    }

    /** The folders to make, those above before those inside. */
    List<Folder> missing() {
        return missing;
    }
}
