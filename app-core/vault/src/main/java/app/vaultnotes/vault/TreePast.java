package app.vaultnotes.vault;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.TreeDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import app.vaultnotes.vault.Timeline.Deed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What folders were, from the versions of the tree. To be used under the session's lock. */
final class TreePast {

    private final Session session;

    TreePast(Session session) {
        this.session = session;
    }

    /**
     * What happened to one folder, newest first. What several devices did is told in the order of
     * their clocks, each as the tree was with all that came before.
     */
    List<Timeline.FolderVersion> of(Id folder) {
        List<Timeline.FolderVersion> found = new ArrayList<>();
        Map<Id, Heads> byDevice = new HashMap<>();
        Folder before = null;
        List<History.Version> oldestFirst = new ArrayList<>(versions());
        Collections.reverse(oldestFirst);
        for (History.Version version : oldestFirst) {
            byDevice.put(version.device(), version.heads());
            Optional<CrdtReader> tree = at(together(byDevice.values()));
            if (tree.isPresent()) {
                Folder after = TreeDocument.folder(tree.get(), folder).orElse(null);
                Set<Deed> deeds = deeds(before, after);
                if (after != null && !deeds.isEmpty()) {
                    found.add(
                            new Timeline.FolderVersion(
                                    version, deeds, path(tree.get(), after), after.parent()));
                }
                before = after;
            }
        }
        Collections.reverse(found);
        return found;
    }

    /**
     * The paths of the folders that something lay in, each as the folders were called when it came
     * there. A note may be older than its folder, such as one that was imported with the time of
     * its file: then as the folder was first called.
     *
     * @param places the oldest first
     */
    List<String> paths(List<Placement> places) {
        List<String> paths = new ArrayList<>(places.size());
        Map<Id, Heads> byDevice = new HashMap<>();
        Deque<History.Version> newestFirst = new ArrayDeque<>(versions());
        for (Placement place : places) {
            while (!newestFirst.isEmpty()
                    && newestFirst.peekLast().toMillis() <= place.atMillis()) {
                History.Version version = newestFirst.removeLast();
                byDevice.put(version.device(), version.heads());
            }
            paths.add(
                    at(together(byDevice.values()))
                            .flatMap(tree -> path(tree, place.folder()))
                            .orElseGet(() -> firstPath(place.folder())));
        }
        return paths;
    }

    private static Optional<String> path(CrdtReader tree, Id folder) {
        return folder.isRoot()
                ? Optional.of("")
                : TreeDocument.folder(tree, folder).map(found -> path(tree, found));
    }

    private String firstPath(Id folder) {
        List<History.Version> newestFirst = versions();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            Optional<String> path =
                    at(newestFirst.get(i).heads()).flatMap(tree -> path(tree, folder));
            if (path.isPresent()) {
                return path.get();
            }
        }
        return folder.toString(); // its past went with a repair or an older backup
    }

    private static Set<Deed> deeds(@Nullable Folder before, @Nullable Folder after) {
        Set<Deed> deeds = EnumSet.noneOf(Deed.class);
        if (after == null) {
            return deeds;
        }
        if (before == null) {
            deeds.add(Deed.CREATED);
            return deeds;
        }
        Timeline.add(deeds, Deed.RENAMED, !before.name().equals(after.name()));
        Timeline.add(deeds, Deed.MOVED, !before.parent().equals(after.parent()));
        boolean was = before.trashed().isPresent();
        boolean is = after.trashed().isPresent();
        Timeline.add(deeds, Deed.TRASHED, !was && is);
        Timeline.add(deeds, Deed.RESTORED, was && !is);
        return deeds;
    }

    private static String path(CrdtReader tree, Folder folder) {
        Deque<String> names = new ArrayDeque<>();
        Set<Id> met = new HashSet<>();
        Optional<Folder> at = Optional.of(folder);
        while (at.isPresent() && met.add(at.get().id())) {
            names.push(at.get().name());
            at = TreeDocument.folder(tree, at.get().parent());
        }
        return String.join("/", names);
    }

    /** A folder that is in the tree no more, as it last was there. */
    Optional<Folder> last(Id folder) {
        return versions().stream()
                .flatMap(version -> at(version.heads()).stream())
                .flatMap(tree -> TreeDocument.folder(tree, folder).stream())
                .findFirst();
    }

    private List<History.Version> versions() {
        return session.store.history().versions(session.store.vaultId());
    }

    /** The tree at a moment; empty when that went with a repair or an older backup. */
    private Optional<CrdtReader> at(Heads heads) {
        try {
            return Optional.of(session.tree().document().at(heads));
        } catch (CrdtException e) {
            return Optional.empty();
        }
    }

    private static Heads together(Iterable<Heads> heads) {
        List<ChangeHash> all = new ArrayList<>();
        heads.forEach(each -> all.addAll(each.hashes()));
        return Heads.of(all);
    }
}
