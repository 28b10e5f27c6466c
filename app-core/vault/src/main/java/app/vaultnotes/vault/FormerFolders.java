package app.vaultnotes.vault;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.TreeDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The folders that things in the trash came from. One that was purged meanwhile is still known by
 * the history of the tree, and made anew when something comes back to it.
 */
final class FormerFolders {

    private final Session session;

    private final Function<Id, Optional<Folder>> past;

    /**
     * What was found of folders that are gone; looking means reading all that the tree ever was.
     */
    private final Map<Id, Optional<Folder>> gone = new HashMap<>();

    /** The tree of which nothing was found: one with other changes may know more. */
    private Heads searched = Heads.NONE;

    FormerFolders(Session session) {
        this(session, new TreePast(session)::last);
    }

    FormerFolders(Session session, Function<Id, Optional<Folder>> past) {
        this.session = session;
        this.past = past;
    }

    /** The names of a folder and those above it, living or not, from the top. */
    List<String> names(Id folder) {
        return session.locked(() -> names(session.tree(), folder));
    }

    private List<String> names(LiveTree tree, Id folder) {
        Deque<String> names = new ArrayDeque<>();
        Set<Id> met = new HashSet<>();
        Id at = folder;
        while (!at.isRoot() && met.add(at)) {
            Id id = at;
            Optional<Folder> found = tree.folder(id).or(() -> last(id));
            found.map(Folder::name).ifPresent(names::push);
            at = parent(tree.tree(), id, found);
        }
        return List.copyOf(names);
    }

    /** Circles are broken in the tree alone; what lay in a purged folder still names that. */
    private static Id parent(FolderTree tree, Id folder, Optional<Folder> found) {
        Id raw = found.map(Folder::parent).orElse(Id.ROOT);
        return tree.contains(folder) && tree.contains(raw) ? tree.parent(folder) : raw;
    }

    /** Only to be asked under the session's lock. */
    private Optional<Folder> last(Id folder) {
        Heads now = session.tree().document().heads();
        if (!now.equals(searched)) {
            gone.values().removeIf(Optional::isEmpty);
            searched = now;
        }
        return gone.computeIfAbsent(folder, past);
    }

    /**
     * The folder that something comes back to: that one, or where it was purged the one at its
     * former place, made when it is missing.
     */
    Id make(Batch batch, Id folder) {
        return make(batch, folder, new HashSet<>());
    }

    private Id make(Batch batch, Id folder, Set<Id> met) {
        if (!met.add(folder)) {
            return Id.ROOT; // folders that were moved into one another
        }
        if (batch.folders().contains(folder)) {
            return folder;
        }
        Optional<Folder> former = last(folder);
        if (former.isEmpty()) {
            return folder;
        }
        Id parent = make(batch, former.get().parent(), met);
        String name = former.get().name();
        FolderPaths now = new FolderPaths(batch.folders());
        return now.child(batch.folders().shelf(parent), name)
                .orElseGet(() -> made(batch, parent, name));
    }

    private Id made(Batch batch, Id parent, String name) {
        Id wanted = TreeDocument.idFor(parent, name);
        Id id = batch.folders().contains(wanted) ? session.newId() : wanted;
        long moved = batch.folders().nextMove();
        batch.folders(
                List.of(new Folder(id, name, moved, parent, batch.atMillis(), Optional.empty())));
        return id;
    }
}
