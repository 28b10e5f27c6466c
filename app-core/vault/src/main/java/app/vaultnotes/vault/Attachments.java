package app.vaultnotes.vault;

import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Attachments: files kept once however often they are attached. */
public final class Attachments {

    /** Largest attachment, in bytes: a little less than 2 GiB. */
    public static final long MAX_BYTES = Integer.MAX_VALUE;

    /** Setting: the folder that new attachments go to. */
    public static final String FOLDER_SETTING = "attachmentFolder";

    /** The folder that new attachments go to unless set otherwise. */
    public static final String DEFAULT_FOLDER = "Attachments";

    private final Session session;
    private final Paths paths;

    Attachments(Session session, Paths paths) {
        this.session = session;
        this.paths = paths;
    }

    /**
     * Keeps a file in the vault and embeds it at the end of a note. A file with the same name and
     * bytes that is there already is used again.
     */
    public Edited attach(String notePath, Path file, Folders folders, Notes notes)
            throws IOException {
        Blobs.Hold held = session.store.blobs().hold();
        try {
            return attachHeld(notePath, file, folders, notes);
        } finally {
            held.close();
        }
    }

    private Edited attachHeld(String notePath, Path file, Folders folders, Notes notes)
            throws IOException {
        Stored stored = stored(file);
        return session.locked(() -> {
            Item.Note note = paths.note(notePath);
            String embed = kept(note, stored, folders);
            String text = session.note(note.id()).text();
            String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
            notes.rewrite(note.id(), text + gap + embed + "\n");
            return notes.edited(note.id());
        });
    }

    /**
     * Keeps a file in the vault for a note whose text stays as it is.
     *
     * @return the Markdown that embeds it there
     */
    String keep(String notePath, Path file, Folders folders) throws IOException {
        Blobs.Hold held = session.store.blobs().hold();
        try {
            Stored stored = stored(file);
            return session.locked(() -> kept(paths.note(notePath), stored, folders));
        } finally {
            held.close();
        }
    }

    private record Stored(String name, Blobs.Stored blob, long modifiedMillis) {}

    private Stored stored(Path file) throws IOException {
        long modified = Files.getLastModifiedTime(file).toMillis();
        try (InputStream in = Files.newInputStream(file)) {
            return new Stored(
                    Paths.checked(file.getFileName().toString()),
                    session.store.blobs().put(in, MAX_BYTES),
                    modified);
        }
    }

    private String kept(Item.Note note, Stored stored, Folders folders) {
        String where = session.tree().settings().getOrDefault(FOLDER_SETTING, DEFAULT_FOLDER);
        Id folder = folders.ensure(Paths.segments(where));
        String name = keep(folder, stored.name(), stored.blob(), stored.modifiedMillis());
        return embedding(note.id(), folder, name);
    }

    private String keep(Id folder, String name, Blobs.Stored stored, long modifiedMillis) {
        String free = name;
        for (int n = 2; ; n++) {
            Optional<Item.File> there = paths.fileIn(folder, free);
            if (there.isEmpty()) {
                break;
            }
            if (there.get().row().state().blob().equals(stored.hash())) {
                return there.get().row().state().name();
            }
            free = numbered(name, n);
        }
        Batch batch = new Batch(session);
        batch.newFile(
                new FileDocument.Meta(
                        free,
                        folder,
                        stored.hash().hex(),
                        MediaTypes.of(free),
                        stored.size(),
                        modifiedMillis,
                        Optional.empty()));
        batch.commit();
        return free;
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot <= 0
                ? name + " " + number
                : name.substring(0, dot) + " " + number + name.substring(dot);
    }

    private String embedding(Id note, Id folder, String name) {
        LinkWorld world =
                new LinkWorld(session.store.catalogue(), paths.folders(), java.util.Map.of());
        Id shelf =
                session.store
                        .catalogue()
                        .note(note)
                        .map(row -> row.state().shelf())
                        .orElse(Id.ROOT);
        Optional<Item.File> file = paths.fileIn(folder, name);
        String target =
                file.map(f -> LinkWorld.Place.of(f.row().state()))
                        .flatMap(place -> world.spell(place, name, shelf, false))
                        .orElse(name);
        return "![[" + target + "]]";
    }

    /** Living files that no living note links to or embeds. */
    public List<Catalogue.FileRow> unlinked() {
        return session.locked(() ->
                session.store.catalogue().files(Catalogue.Page.ALL).stream()
                        .filter(row -> !isLinked(row))
                        .toList());
    }

    private boolean isLinked(Catalogue.FileRow row) {
        LinkWorld world =
                new LinkWorld(session.store.catalogue(), paths.folders(), java.util.Map.of());
        return session.store.catalogue().linksNamed(row.state().nameKey()).entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().stream()
                                .anyMatch(link ->
                                        world.resolve(
                                                        link.target(),
                                                        shelf(entry.getKey()),
                                                        link.standard())
                                                .map(LinkWorld.Place::id)
                                                .equals(Optional.of(row.state().id()))));
    }

    private Id shelf(Id note) {
        return session.store.catalogue().note(note).map(row -> row.state().shelf()).orElse(Id.ROOT);
    }

    /**
     * Removes bytes that no file and no note refers to, living or in the trash, here or in a backup
     * that may be restored; says how many. While a backup cannot be read, none.
     */
    public int removeUnusedBlobs() {
        Set<BlobHash> used = new HashSet<>(session.store.catalogue().usedBlobs());
        try {
            used.addAll(session.store.care().usedByCopies());
        } catch (VaultException e) {
            return 0; // what it needs is not known
        }
        Collection<Blobs.Stored> all = session.store.blobs().all();
        List<Blobs.Stored> unused = all.stream().filter(b -> !used.contains(b.hash())).toList();
        unused.forEach(blob -> session.store.blobs().remove(blob.hash()));
        return unused.size();
    }

    static FileDocument.Meta meta(Projection.FileState state) {
        return new FileDocument.Meta(
                state.name(),
                state.folder(),
                state.blob().hex(),
                state.mime(),
                state.size(),
                state.modifiedMillis(),
                state.trashed());
    }
}
