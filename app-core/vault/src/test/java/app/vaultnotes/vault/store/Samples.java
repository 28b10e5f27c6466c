package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.Projection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes changes and commits as an engine would, without one. */
final class Samples {

    static final long START_MILLIS = 1_700_000_000_000L;
    static final Id DEVICE =
            Id.fromByteArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private static final int CHANGE_TYPE = 1;
    private static final byte[] MAGIC = {(byte) 0x85, 0x6f, 0x4a, (byte) 0x83};

    private final RandomGenerator random;
    private long sequence;

    Samples(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A change with a valid frame, checksum and header; what follows the header is up to the
     * caller.
     */
    Change change(List<ChangeHash> dependencies, byte[] operations) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        leb(body, dependencies.size());
        dependencies.forEach(hash -> body.writeBytes(hash.toByteArray()));
        byte[] actor = Arrays.copyOf(DEVICE.toByteArray(), 16);
        leb(body, actor.length);
        body.writeBytes(actor);
        leb(body, ++sequence);
        leb(body, sequence);
        leb(body, 0); // when it was made: not said
        leb(body, 0); // the length of what its author said
        body.writeBytes(operations);
        return Change.parse(chunk(CHANGE_TYPE, body.toByteArray()));
    }

    /** A change that holds some text and little else. */
    Change change(List<ChangeHash> dependencies, String text) {
        byte[] noise = new byte[24];
        random.nextBytes(noise);
        ByteArrayOutputStream operations = new ByteArrayOutputStream();
        operations.writeBytes(noise);
        operations.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return change(dependencies, operations.toByteArray());
    }

    /** A saved document that covers everything so far: a frame around some bytes. */
    static byte[] snapshot(byte[] content) {
        return chunk(0, content);
    }

    private static byte[] chunk(int type, byte[] body) {
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        hashed.write(type);
        leb(hashed, body.length);
        hashed.writeBytes(body);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(MAGIC);
        whole.write(Codec.sha256().digest(hashed.toByteArray()), 0, 4);
        whole.writeBytes(hashed.toByteArray());
        return whole.toByteArray();
    }

    private static void leb(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    Id id() {
        return Id.random(random);
    }

    /** A new note with one change, a version and a place. */
    Commit newNote(Id id, String title, Id folder, String text) {
        Change change = change(List.of(), text);
        Projection.NoteState state = state(id, title, folder);
        return new Commit(
                id,
                DocumentKind.NOTE,
                List.of(change),
                Heads.of(List.of(change.hash())),
                START_MILLIS,
                Optional.of(new Commit.VersionStep(DEVICE, text.length(), 0, true)),
                Optional.of(new Placement(START_MILLIS, title, folder, false)),
                List.of(),
                new Projection.Note(state, text, content(text)));
    }

    static Projection.NoteState state(Id id, String title, Id folder) {
        return new Projection.NoteState(
                id,
                title,
                Names.key(title),
                Optional.empty(),
                folder,
                folder,
                START_MILLIS,
                START_MILLIS,
                Optional.empty(),
                false,
                Optional.empty());
    }

    static Projection.NoteState trashed(Projection.NoteState state) {
        return new Projection.NoteState(
                state.id(),
                state.title(),
                state.titleKey(),
                state.fileName(),
                state.folder(),
                state.shelf(),
                state.createdMillis(),
                state.updatedMillis(),
                Optional.of(new Trashed(START_MILLIS, DEVICE, state.id(), "")),
                state.bookmarked(),
                state.sourceBlob());
    }

    /** Plain words: what a reader sees is the text itself. */
    static Projection.NoteContent content(String text) {
        int words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
        return new Projection.NoteContent(
                List.of(), text, List.of(), List.of(), List.of(), List.of(), words, true);
    }

    /** One more change on top of a document, shown or not. */
    Commit edit(Commit before, String inserted, Projection projection, boolean begins) {
        Change change = change(List.copyOf(before.heads().hashes()), inserted);
        return new Commit(
                before.document(),
                before.kind(),
                List.of(change),
                Heads.of(List.of(change.hash())),
                before.atMillis() + 1_000,
                Optional.of(new Commit.VersionStep(DEVICE, inserted.length(), 0, begins)),
                Optional.empty(),
                List.of(),
                projection);
    }

    /** A commit that only changes what is shown. */
    static Commit shown(Commit before, Projection projection) {
        return new Commit(
                before.document(),
                before.kind(),
                List.of(),
                before.heads(),
                before.atMillis(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                projection);
    }

    Commit newFile(Id id, String name, Id folder, BlobHash blob, long size) {
        Change change = change(List.of(), name);
        return new Commit(
                id,
                DocumentKind.FILE,
                List.of(change),
                Heads.of(List.of(change.hash())),
                START_MILLIS,
                Optional.empty(),
                Optional.of(new Placement(START_MILLIS, name, folder, false)),
                List.of(),
                new Projection.File(
                        new Projection.FileState(
                                id,
                                name,
                                Names.key(name),
                                folder,
                                folder,
                                blob,
                                size,
                                "application/octet-stream",
                                START_MILLIS,
                                Optional.empty())));
    }
}
