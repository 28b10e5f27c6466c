package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.TreeDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Making folders. Moving and renaming them is {@link Moves}, throwing them away {@link Trash}. */
public final class Folders {

    private final Session session;
    private final Paths paths;

    Folders(Session session, Paths paths) {
        this.session = session;
        this.paths = paths;
    }

    /** Makes a folder and those above it that are missing; one that is there is fine. */
    public Edited create(String path) {
        return session.locked(() -> {
            List<String> segments = Paths.segments(path);
            if (segments.isEmpty()) {
                throw Paths.invalid("“" + path + "” names no folder.");
            }
            Id id = ensure(segments);
            return new Edited(id, paths.of(id), Edited.newest(session, session.store.vaultId()));
        });
    }

    /** The folder at a path, made when it is missing. */
    Id ensure(List<String> segments) {
        Batch batch = new Batch(session);
        Id folder = ensure(batch, segments);
        if (!batch.isEmpty()) {
            batch.commit();
        }
        return folder;
    }

    /** The same, made with all else that a batch does, or not at all. */
    Id ensure(Batch batch, List<String> segments) {
        Id at = Id.ROOT;
        int known = 0;
        while (known < segments.size()) {
            Optional<Id> child = paths.folders().child(at, segments.get(known));
            if (child.isEmpty()) {
                break;
            }
            at = child.get();
            known++;
        }
        return known == segments.size()
                ? at
                : make(batch, at, segments.subList(known, segments.size()));
    }

    /** The folders at paths, like {@link ExactFolders}, the missing ones made together. */
    List<Id> ensureExactly(List<Bulk.FolderPlace> wanted) {
        Batch batch = new Batch(session);
        ExactFolders exact = new ExactFolders(session, paths.folders(), batch.atMillis());
        List<Id> found =
                wanted.stream().map(place -> exact.at(place.base(), place.names())).toList();
        if (!exact.missing().isEmpty()) {
            batch.folders(exact.missing());
            batch.commit();
        }
        return found;
    }

    private Id make(Batch batch, Id parent, List<String> names) {
        List<Folder> made = new ArrayList<>();
        long moved = session.tree().tree().nextMove();
        Id at = parent;
        for (String name : names) {
            Id id = newId(at, name);
            made.add(
                    new Folder(
                            id,
                            Paths.checked(name),
                            moved++,
                            at,
                            batch.atMillis(),
                            Optional.empty()));
            at = id;
        }
        batch.folders(made);
        return at;
    }

    /** The id that every copy gives a folder of this name here, unless an older folder has it. */
    private Id newId(Id parent, String name) {
        Id id = TreeDocument.idFor(parent, name);
        return session.tree().folder(id).isEmpty() ? id : session.newId();
    }
}
