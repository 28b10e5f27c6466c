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
        return committed(batch, ensure(batch, segments));
    }

    /** The same, made with all else that a batch does, or not at all. */
    Id ensure(Batch batch, List<String> segments) {
        return ensure(batch, segments, (at, name) -> paths.folders().child(at, name));
    }

    private static Id committed(Batch batch, Id folder) {
        if (!batch.isEmpty()) {
            batch.commit();
        }
        return folder;
    }

    /**
     * The folder at a path spelt exactly so, or shown so because two have one name: names that
     * differ only in case are two folders.
     */
    Id ensureExactly(List<String> segments) {
        Batch batch = new Batch(session);
        Lookup exact =
                (at, name) ->
                        paths.folders()
                                .exactChild(at, name)
                                .or(() -> paths.folders().shownChild(at, name));
        return committed(batch, ensure(batch, segments, exact));
    }

    /** Finds a folder in a folder. */
    private interface Lookup {
        Optional<Id> child(Id parent, String name);
    }

    private Id ensure(Batch batch, List<String> segments, Lookup lookup) {
        Id at = Id.ROOT;
        int known = 0;
        while (known < segments.size()) {
            Optional<Id> child = lookup.child(at, segments.get(known));
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
        return session.tree().folder(id).isEmpty() ? id : Id.random();
    }
}
