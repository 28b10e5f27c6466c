package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.document.TreeDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The tree document in memory, with the tree its folders make. */
final class LiveTree implements AutoCloseable {

    private final Id vault;
    private final CrdtDocument document;
    private Map<Id, Folder> folders;
    private FolderTree tree;

    LiveTree(Id vault, CrdtDocument document) {
        this.vault = vault;
        this.document = document;
        this.folders = TreeDocument.folders(document.now());
        this.tree = FolderTree.of(folders);
    }

    /** A new vault's tree document is its skeleton; the store learns of it before anything else. */
    static void makeIn(Store store, long atMillis) {
        Id vault = store.vaultId();
        if (store.changes().document(vault).isEmpty()) {
            Commit first =
                    new Commit(
                            vault,
                            DocumentKind.TREE,
                            List.of(),
                            Heads.of(List.of(Skeleton.of(DocumentKind.TREE).hash())),
                            atMillis,
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            new Projection.Unchanged());
            store.changes().commit(List.of(first));
        }
    }

    FolderTree tree() {
        return tree;
    }

    CrdtDocument document() {
        return document;
    }

    Optional<Folder> folder(Id id) {
        return Optional.ofNullable(folders.get(id));
    }

    Map<String, String> settings() {
        return TreeDocument.settings(document.now());
    }

    /** Puts folders as given, new ones and changed ones; empty when nothing differs. */
    Optional<Commit> put(Collection<Folder> after, Id device, long atMillis) {
        Map<Id, Folder> next = new HashMap<>(folders);
        after.forEach(f -> next.put(f.id(), f));
        return edit(writer -> after.forEach(f -> write(writer, f)), next, device, atMillis);
    }

    private void write(CrdtWriter writer, Folder after) {
        Folder before = folders.get(after.id());
        if (before == null) {
            TreeDocument.begin(writer, after);
        } else {
            TreeDocument.write(writer, before, after);
        }
    }

    /** Removes folders for good. */
    Optional<Commit> remove(Collection<Id> gone, Id device, long atMillis) {
        Map<Id, Folder> next = new HashMap<>(folders);
        next.keySet().removeAll(gone);
        return edit(w -> gone.forEach(id -> TreeDocument.remove(w, id)), next, device, atMillis);
    }

    /** Sets a setting. */
    Optional<Commit> setting(String name, String value, Id device, long atMillis) {
        return edit(w -> TreeDocument.setting(w, name, value), folders, device, atMillis);
    }

    private Optional<Commit> edit(
            Consumer<CrdtWriter> edits, Map<Id, Folder> next, Id device, long atMillis) {
        Optional<Change> change = document.change(edits);
        FolderTree before = tree;
        folders = next;
        tree = FolderTree.of(next);
        return change.map(made ->
                new Commit(
                        vault,
                        DocumentKind.TREE,
                        List.of(made),
                        document.heads(),
                        atMillis,
                        Optional.of(new Commit.VersionStep(device, 0, 0, true)),
                        Optional.empty(),
                        List.of(),
                        difference(before, tree)));
    }

    /** What lists must learn when one tree takes the place of another. */
    static Projection.Tree difference(FolderTree before, FolderTree after) {
        List<Projection.FolderState> changed = new ArrayList<>();
        Map<Id, Id> shelves = new HashMap<>();
        for (Folder folder : after.all()) {
            Projection.FolderState state = state(after, folder);
            if (!before.contains(folder.id())
                    || !before.folder(folder.id())
                            .map(f -> state(before, f))
                            .equals(Optional.of(state))) {
                changed.add(state);
            }
        }
        for (Id id : union(before, after)) {
            if (!before.shelf(id).equals(after.shelf(id)) || !before.contains(id)) {
                shelves.put(id, after.shelf(id));
            }
        }
        List<Id> removed =
                before.all().stream().map(Folder::id).filter(id -> !after.contains(id)).toList();
        return new Projection.Tree(changed, removed, shelves);
    }

    private static Collection<Id> union(FolderTree one, FolderTree other) {
        Collection<Id> all = new TreeSet<>();
        one.all().forEach(f -> all.add(f.id()));
        other.all().forEach(f -> all.add(f.id()));
        return all;
    }

    private static Projection.FolderState state(FolderTree tree, Folder folder) {
        return new Projection.FolderState(
                folder.id(),
                folder.name(),
                Names.key(folder.name()),
                tree.parent(folder.id()),
                folder.createdMillis(),
                folder.trashed());
    }

    @Override
    public void close() {
        document.close();
    }
}
