package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Changes of a note as some device made them, put into a vault's store as rows. */
final class StoredRows {

    private static final int CHECKSUM_AT = 4;
    private static final int TYPE_AT = 8;

    /** Behind one byte of type, one of length, one that counts the one dependency, and that. */
    private static final int ACTOR_AT = TYPE_AT + 2 + 1 + 32;

    private StoredRows() {}

    /** A document of the note as a vault has it, of another device. */
    static JavaDocument author(Vault vault, Id note, int actor) {
        byte[] bytes = Session.bytes(vault.session().stored(note));
        return new JavaEngine().load(ActorId.fromByteArray(new byte[] {(byte) actor}), bytes);
    }

    /** Types in front of a note's text. */
    static Change typed(JavaDocument author, String text) {
        return author.change(w -> w.splice(NoteDocument.TEXT, 0, 0, text)).orElseThrow();
    }

    /** A short change under a number that its actor has not come to: it fits nowhere. */
    static Change misnumbered(Change change) {
        byte[] chunk = change.toByteArray();
        int sequenceAt = ACTOR_AT + 1 + chunk[ACTOR_AT];
        chunk[sequenceAt] = (byte) (chunk[sequenceAt] + 7);
        try {
            byte[] body = Arrays.copyOfRange(chunk, TYPE_AT, chunk.length);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            System.arraycopy(hash, 0, chunk, CHECKSUM_AT, TYPE_AT - CHECKSUM_AT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return Change.parse(chunk);
    }

    /** Stores changes of a note behind those that are stored, as whoever took them in did. */
    static void put(Vault vault, Id note, Change... rows) {
        put(new JavaEngine(), vault, note, rows);
    }

    /** The same, as a device with this engine had it. */
    static void put(CrdtEngine engine, Vault vault, Id note, Change... rows) {
        Session session = vault.session();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Session.bytes(session.stored(note)));
        List.of(rows).forEach(row -> all.writeBytes(row.toByteArray()));
        try (CrdtDocument document = engine.load(Session.READER, all.toByteArray())) {
            session.commit(List.of(commit(note, List.of(rows), document.heads())));
        }
        session.forget(note);
        session.catchUp();
    }

    private static Commit commit(Id note, List<Change> rows, Heads heads) {
        return new Commit(
                note,
                DocumentKind.NOTE,
                rows,
                heads,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Projection.Stale(0));
    }
}
