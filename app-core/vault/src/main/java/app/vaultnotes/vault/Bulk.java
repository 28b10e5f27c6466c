package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TextSource;
import java.util.List;
import java.util.Optional;

/**
 * Bringing in many notes and files at once. Preparing costs time and may run on several threads;
 * {@link #commit} makes what was prepared durable in one transaction.
 */
public final class Bulk {

    private final Session session;
    private final Folders folders;
    private final Notes notes;

    Bulk(Session session, Folders folders, Notes notes) {
        this.session = session;
        this.folders = folders;
        this.notes = notes;
        session.writer();
    }

    /** Something prepared. */
    public static final class Prepared {
        private final Id id;
        private final List<Commit> commits;

        Prepared(Id id, List<Commit> commits) {
            this.id = id;
            this.commits = commits;
        }

        /** What it will be. */
        public Id id() {
            return id;
        }

        /** Whether all of its text was analysed; else its end was taken for plain text. */
        public boolean whole() {
            return Bulk.whole(commits);
        }
    }

    private static boolean whole(List<Commit> commits) {
        return commits.stream()
                .allMatch(commit ->
                        !(commit.projection() instanceof Projection.Note note)
                                || note.content().whole());
    }

    /**
     * A note to make.
     *
     * @param folder where
     * @param title its title
     * @param fileName its file's name
     * @param text its text
     * @param source the original bytes, where they are no UTF-8
     * @param createdMillis when its file was made
     * @param updatedMillis when its file was last changed
     */
    public record NewNote(
            Id folder,
            String title,
            String fileName,
            String text,
            Optional<TextSource> source,
            long createdMillis,
            long updatedMillis) {}

    /** The folder at a path of names spelt exactly so, made when it is missing. */
    public Id folder(List<String> names) {
        return folders(List.of(new FolderPlace(Id.ROOT, names))).get(0);
    }

    /**
     * Like {@link #folder}, for many at once: those that are missing are made in one transaction.
     *
     * @return the folders in the order of their places
     */
    public List<Id> folders(List<FolderPlace> places) {
        return session.locked(() -> folders.ensureExactly(places));
    }

    /**
     * Where a folder is or will be.
     *
     * @param base a folder that is there
     * @param names the path from it, spelt exactly so
     */
    public record FolderPlace(Id base, List<String> names) {}

    /** Whether there is such a folder outside the trash. */
    public boolean hasFolder(Id id) {
        return session.locked(() -> session.tree().folder(id))
                .filter(folder -> folder.trashed().isEmpty())
                .isPresent();
    }

    /** Prepares a note. Safe for many threads. */
    public Prepared note(NewNote note) {
        NoteDocument.Meta meta =
                NoteDocument.Meta.of(note.title(), note.folder(), note.createdMillis())
                        .withFileName(note.fileName())
                        .withSource(note.source());
        Batch batch = new Batch(session, note.updatedMillis());
        Id id = batch.newNote(meta, note.text());
        return new Prepared(id, batch.prepared());
    }

    /** Prepares a file whose bytes are kept already. Safe for many threads. */
    public Prepared file(Id folder, String name, Blobs.Stored bytes, long modifiedMillis) {
        Batch batch = new Batch(session, modifiedMillis);
        Id id =
                batch.newFile(
                        new FileDocument.Meta(
                                name,
                                folder,
                                bytes.hash().hex(),
                                MediaTypes.of(name),
                                bytes.size(),
                                modifiedMillis,
                                Optional.empty()));
        return new Prepared(id, batch.prepared());
    }

    /** Makes all of it durable, in one transaction. */
    public void commit(List<Prepared> prepared) {
        List<Commit> commits = prepared.stream().flatMap(p -> p.commits.stream()).toList();
        session.locked(() -> {
            session.commit(commits);
            return true;
        });
    }

    /**
     * A note that has the text of its source again.
     *
     * @param whole whether all of the text was analysed; else its end was taken for plain text
     */
    public record Followed(boolean whole) {}

    /**
     * Gives an imported note the text that its source has now, as an edit.
     *
     * @param last what it was imported as
     * @return empty when it was edited since; then nothing is changed
     */
    public Optional<Followed> follow(
            LocalFacts.Imported last, String text, Optional<TextSource> source) {
        return session.locked(() -> {
            Id note = last.document();
            if (!BlobHash.of(notes.bytes(note)).equals(last.sha256())) {
                return Optional.empty();
            }
            LiveNote live = session.note(note);
            Batch batch = new Batch(session);
            NoteDocument.Meta meta = live.meta().withSource(source);
            batch.note(
                    live,
                    meta,
                    TextDiff.edits(NoteDocument.TEXT, live.text(), text),
                    Batch.Step.COMMAND);
            boolean whole = whole(batch.prepared());
            batch.commit();
            return Optional.of(new Followed(whole));
        });
    }

    /**
     * Gives an imported file the bytes that its source has now, as an edit.
     *
     * @param last what it was imported as
     * @return false when it has other bytes by now; then nothing is changed
     */
    public boolean follow(LocalFacts.Imported last, Blobs.Stored bytes, long modifiedMillis) {
        return session.locked(() -> {
            Optional<FileDocument.Meta> before =
                    session.store
                            .catalogue()
                            .file(last.document())
                            .filter(row -> row.state().blob().equals(last.sha256()))
                            .map(row -> Attachments.meta(row.state()));
            before.ifPresent(meta -> {
                Batch batch = new Batch(session);
                batch.file(
                        last.document(),
                        meta,
                        meta.withBytes(bytes.hash().hex(), bytes.size(), modifiedMillis));
                batch.commit();
            });
            return before.isPresent();
        });
    }

    /** The bytes a note would be exported as. */
    public byte[] bytes(Id note) {
        return notes.bytes(note);
    }

    /** What an import brought, by where it came from. */
    public Optional<LocalFacts.Imported> imported(String sourceKey) {
        return session.store.facts().imported(sourceKey);
    }

    /** Remembers what an import brought. */
    public void remember(java.util.Map<String, LocalFacts.Imported> bySourceKey) {
        session.store.facts().imported(bySourceKey);
    }
}
