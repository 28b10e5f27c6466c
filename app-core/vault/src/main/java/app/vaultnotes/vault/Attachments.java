package app.vaultnotes.vault;

import static java.util.stream.Collectors.toSet;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Attachments: files kept once however often they are attached. */
public final class Attachments {

    /** Largest attachment, in bytes: a little less than 2 GiB. */
    public static final long MAX_BYTES = Integer.MAX_VALUE;

    /**
     * The local fact in which earlier versions listed the bytes that were to stay for notes that
     * lists did not know, or said that all were.
     */
    private static final String FORMER_UNTOLD = "blobs-untold";

    private static final String ALL = "yes";

    /** The local fact that says that bytes may be here that nothing refers to. */
    private static final String LEFT = "attachments-left";

    /** With more attachments missing than this, nothing is removed. */
    private static final int MOST_MISSING = 100;

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
        requireNote(notePath);
        Stored stored = stored(file);
        return session.locked(() -> {
            Item.Note note = paths.note(notePath);
            Id folder = folder(folders);
            Batch batch = new Batch(session);
            String embed = kept(note, stored, folder, batch);
            LiveNote live = session.note(note.id());
            String text = live.text();
            String added = (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + embed + "\n";
            Notes.checkLength(text + added);
            TextEdit edit = new TextEdit(NoteDocument.TEXT, text.length(), 0, added);
            batch.note(live, live.meta(), List.of(edit), Batch.Step.COMMAND);
            batch.commit(); // file and embed at once: neither is ever there without the other
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
            requireNote(notePath);
            Stored stored = stored(file);
            return session.locked(() -> {
                Id folder = folder(folders);
                Batch batch = new Batch(session);
                String embed = kept(paths.note(notePath), stored, folder, batch);
                batch.commit();
                return embed;
            });
        } finally {
            held.close();
        }
    }

    /** Before bytes are stored that nothing would refer to. */
    private void requireNote(String path) {
        session.locked(() -> paths.note(path));
    }

    private record Stored(String name, Blobs.Stored blob, long modifiedMillis) {}

    private Stored stored(Path file) throws IOException {
        OwnFiles.refuse(file);
        long modified = Files.getLastModifiedTime(file).toMillis();
        try (InputStream in = Files.newInputStream(file)) {
            return new Stored(
                    Paths.checked(file.getFileName().toString()),
                    session.store.blobs().put(in, MAX_BYTES),
                    modified);
        }
    }

    /** The folder that new attachments go to, made before a batch looks at folders. */
    private Id folder(Folders folders) {
        String where = VaultSetting.ATTACHMENT_FOLDER.in(session.tree().settings());
        return folders.ensure(Paths.segments(where));
    }

    /** Has a batch keep a file, unless it is there; the Markdown that embeds it in a note. */
    private String kept(Item.Note note, Stored stored, Id folder, Batch batch) {
        String name = stored.name();
        for (int n = 2; ; n++) {
            Optional<Item.File> there = paths.fileIn(folder, name);
            if (there.isEmpty()) {
                Id id = batch.newFile(meta(folder, name, stored));
                return embedding(note.id(), new LinkWorld.Place(id, false, name, folder));
            }
            if (there.get().row().state().blob().equals(stored.blob().hash())) {
                return embedding(note.id(), LinkWorld.Place.of(there.get().row().state()));
            }
            name = numbered(stored.name(), n);
        }
    }

    private static FileDocument.Meta meta(Id folder, String name, Stored stored) {
        return new FileDocument.Meta(
                name,
                folder,
                stored.blob().hash().hex(),
                MediaTypes.of(name),
                stored.blob().size(),
                stored.modifiedMillis(),
                Optional.empty());
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        String extension = dot <= 0 ? "" : name.substring(dot);
        String stem = name.substring(0, name.length() - extension.length());
        String end = " " + number + extension;
        while (!stem.isEmpty() && Names.problem(stem + end).isPresent()) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + end;
    }

    private String embedding(Id note, LinkWorld.Place file) {
        LinkWorld world =
                new LinkWorld(session.store.catalogue(), paths.folders(), Map.of(file.id(), file));
        String target = world.spell(file, file.name(), shelf(note), false).orElse(file.name());
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
        LinkWorld world = new LinkWorld(session.store.catalogue(), paths.folders(), Map.of());
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
     * that may be restored; says how many. While a backup cannot be read, or the lists are not what
     * the documents say, none.
     */
    public int removeUnusedBlobs() {
        Optional<List<Blobs.Stored>> unused = unusedBlobs();
        unused.ifPresent(all -> {
            all.forEach(blob -> session.store.blobs().remove(blob.hash()));
            session.store.facts().put(LEFT, "");
        });
        return unused.map(List::size).orElse(0);
    }

    /**
     * The bytes that nothing refers to and that nobody is about to refer to; empty while that is
     * not known.
     */
    Optional<List<Blobs.Stored>> unusedBlobs() {
        if (Doctor.isRebuilding(session) || session.store.facts().get(FORMER_UNTOLD).isPresent()) {
            return Optional.empty();
        }
        Set<BlobHash> used = new HashSet<>(session.store.catalogue().usedBlobs());
        Set<BlobHash> listed = Set.copyOf(used);
        used.addAll(session.store.facts().untold());
        try {
            used.addAll(session.store.care().usedByCopies());
        } catch (VaultException e) {
            return Optional.empty();
        }
        List<Blobs.Stored> unused =
                session.store.blobs().all().stream()
                        .filter(blob -> !used.contains(blob.hash()))
                        .filter(blob -> !session.store.blobs().isHeld(blob.hash()))
                        .toList();
        return unused.isEmpty() || areRight(listed) ? Optional.of(unused) : Optional.empty();
    }

    /**
     * Keeps the bytes that nothing names now for notes that lists do not know: they may have come
     * from them.
     */
    void keepUntold(Collection<Id> notes) {
        session.store.facts().keepUntold(notes, notes.isEmpty() ? Set.of() : unnamed());
    }

    private Set<BlobHash> unnamed() {
        Set<BlobHash> unnamed = new HashSet<>();
        session.store.blobs().all().forEach(blob -> unnamed.add(blob.hash()));
        unnamed.removeAll(Set.copyOf(session.store.catalogue().usedBlobs()));
        return unnamed;
    }

    /** Which notes it was for, that fact does not say: those that are here, as far as is known. */
    private void readFormerUntold() {
        LocalFacts facts = session.store.facts();
        facts.get(FORMER_UNTOLD)
                .ifPresent(former -> {
                    Set<BlobHash> blobs = unnamed();
                    if (!former.equals(ALL)) {
                        blobs.retainAll(
                                Arrays.stream(former.split(" ", -1))
                                        .flatMap(hex -> BlobHash.parse(hex).stream())
                                        .collect(toSet()));
                    }
                    facts.keepUntold(notes(), blobs);
                    facts.put(FORMER_UNTOLD, "");
                });
    }

    private List<Id> notes() {
        return session.store.changes().documents().stream()
                .filter(entry -> entry.kind() == DocumentKind.NOTE)
                .map(ChangeLog.DocumentEntry::id)
                .toList();
    }

    /**
     * Whether the lists name the bytes that the documents name. A wrong bit makes them name bytes
     * that are not there: of those the documents are asked, of the others there is no need.
     */
    private boolean areRight(Set<BlobHash> listed) {
        if (!session.store.catalogue().tellsUsedBlobs()) {
            return false;
        }
        List<BlobHash> missing =
                listed.stream()
                        .filter(hash -> !session.store.blobs().has(hash))
                        .filter(hash -> !session.store.blobLog().isThere(hash))
                        .limit(MOST_MISSING + 1)
                        .toList();
        return missing.size() <= MOST_MISSING && missing.stream().allMatch(this::isNamed);
    }

    private boolean isNamed(BlobHash hash) {
        return session.store.catalogue().usersOf(hash).stream().allMatch(id -> names(id, hash));
    }

    private boolean names(Id id, BlobHash hash) {
        try (CrdtDocument document = session.loadForReading(id)) {
            Optional<String> named =
                    session.store.catalogue().file(id).isPresent()
                            ? FileDocument.read(document.now()).map(FileDocument.Meta::blob)
                            : NoteDocument.read(document.now()).source().map(TextSource::blob);
            return named.equals(Optional.of(hash.hex()));
        } catch (VaultException | CrdtException e) {
            return false;
        }
    }

    /**
     * Opens a hold for bringing in many files. What nothing refers to when it is closed is removed,
     * with the next opening of the vault if the process dies before.
     */
    public Blobs.Hold hold() {
        Blobs.Hold held = session.store.blobs().hold();
        leaving();
        return () -> {
            held.close();
            session.locked(this::goOn);
        };
    }

    /** Work begins that leaves bytes that nothing refers to: {@link #goOn} removes them. */
    void leaving() {
        session.store.facts().put(LEFT, "yes");
    }

    /**
     * Removes the bytes that work left, also if the process died in it.
     *
     * @return whether none are left; else the next opening of the vault tries again
     */
    boolean goOn() {
        try {
            readFormerUntold();
            if (session.store.facts().get(LEFT).isEmpty()) {
                return true;
            }
            removeUnusedBlobs();
            return session.store.facts().get(LEFT).isEmpty();
        } catch (VaultException | IllegalStateException e) {
            return false; // all else works without; or the vault was closed while work went on
        }
    }

    /** Removes the bytes that nothing refers to since a change or a backup went. */
    void keepHouse() {
        leaving();
        goOn();
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
