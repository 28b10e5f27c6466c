package app.vaultnotes.vault;

import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.List;
import java.util.Set;

/** What went into the trash together, with a folder around it. */
final class TrashedTogether {

    private final Session session;

    TrashedTogether(Session session) {
        this.session = session;
    }

    /**
     * A thing in the trash with all that was trashed with it; of a folder that went with one around
     * it, what is inside.
     *
     * @param all what lies in the trash
     */
    List<Trash.Entry> with(Trash.Entry entry, List<Trash.Entry> all) {
        Id with = entry.mark().with();
        Set<Id> inside =
                entry.kind().equals("folder")
                        ? session.tree().tree().subtree(entry.id())
                        : Set.of();
        return all.stream()
                .filter(e ->
                        e.id().equals(entry.id())
                                || e.mark().with().equals(entry.id())
                                || (e.mark().with().equals(with) && inside.contains(folderOf(e))))
                .toList();
    }

    /** What went with a living folder, or with one around it that is back. */
    List<Trash.Entry> leftOf(Id folder, List<Trash.Entry> all) {
        Set<Id> inside = session.tree().tree().subtree(folder);
        return all.stream()
                .filter(this::isLeft)
                .filter(e -> e.mark().with().equals(folder) || inside.contains(folderOf(e)))
                .toList();
    }

    /**
     * Whether it went with a folder that is not in the trash any more, and lies in none that went
     * there for another reason.
     */
    private boolean isLeft(Trash.Entry entry) {
        Id with = entry.mark().with();
        boolean left = !with.equals(entry.id()) && !isTrashed(with);
        if (!left) {
            return false;
        }
        FolderTree tree = session.tree().tree();
        for (Id at = folderOf(entry); left && !at.isRoot(); at = tree.parent(at)) {
            left =
                    tree.folder(at)
                            .flatMap(Folder::trashed)
                            .map(mark -> mark.with().equals(with))
                            .orElse(true);
        }
        return left;
    }

    private Id folderOf(Trash.Entry entry) {
        Catalogue catalogue = session.store.catalogue();
        return catalogue
                .note(entry.id())
                .map(row -> row.state().folder())
                .or(() -> catalogue.file(entry.id()).map(row -> row.state().folder()))
                .orElse(entry.id());
    }

    /** Whether one of two folders is in the trash. */
    boolean isTrashed(Id folder, Id other) {
        return isTrashed(folder) || isTrashed(other);
    }

    private boolean isTrashed(Id folder) {
        return session.folders().folder(folder).filter(f -> f.trashed().isPresent()).isPresent();
    }
}
