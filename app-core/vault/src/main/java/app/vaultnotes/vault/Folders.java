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
        return ensure(segments, (at, name) -> paths.folders().child(at, name));
    }

    /**
     * The folder at a path spelt exactly so, or shown so because two have one name: names that
     * differ only in case are two folders.
     */
    Id ensureExactly(List<String> segments) {
        return ensure(
                segments,
                (at, name) ->
                        paths.folders()
                                .exactChild(at, name)
                                .or(() -> paths.folders().shownChild(at, name)));
    }

    /** Finds a folder in a folder. */
    private interface Lookup {
        Optional<Id> child(Id parent, String name);
    }

    private Id ensure(List<String> segments, Lookup lookup) {
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
        return known == segments.size() ? at : make(at, segments.subList(known, segments.size()));
    }

    private Id make(Id parent, List<String> names) {
        Batch batch = new Batch(session);
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
        batch.commit();
        return at;
    }

    /** The id that every copy gives a folder of this name here, unless an older folder has it. */
    private Id newId(Id parent, String name) {
        Id id = TreeDocument.idFor(parent, name);
        return session.tree().folder(id).isEmpty() ? id : Id.random();
    }
}
