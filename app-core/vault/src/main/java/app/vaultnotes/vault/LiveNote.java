package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A note in memory: its document and, beside it, what the document says, kept in step. */
final class LiveNote implements AutoCloseable {

    private final Id id;
    private final CrdtDocument document;
    private final int weight;
    private NoteDocument.Meta meta;
    private String text;
    private long updatedMillis;

    /** When the typing version that this note is in was last extended; 0 when it is in none. */
    private long typingMillis;

    LiveNote(
            Id id, CrdtDocument document, NoteDocument.Meta meta, String text, long updatedMillis) {
        this.id = id;
        this.document = document;
        this.meta = meta;
        this.text = text;
        this.updatedMillis = updatedMillis;
        this.weight = text.length();
    }

    static LiveNote load(Id id, CrdtDocument document, Catalogue catalogue) {
        long updated = catalogue.note(id).map(row -> row.state().updatedMillis()).orElse(0L);
        return new LiveNote(
                id, document, NoteDocument.read(document.now()), text(document), updated);
    }

    /**
     * What a note's document says.
     *
     * @throws CrdtException when it has no text; then nobody can show the note or write in it
     */
    static String text(CrdtDocument document) {
        return textIfAny(document).orElseThrow(() -> new CrdtException("the note has no text"));
    }

    /** The same where a text stands: anything may be put there by others. */
    static Optional<String> textIfAny(CrdtDocument document) {
        CrdtReader now = document.now();
        return now.value(NoteDocument.TEXT)
                .filter(Value.TextObject.class::isInstance)
                .map(text -> now.text(NoteDocument.TEXT));
    }

    Id id() {
        return id;
    }

    CrdtDocument document() {
        return document;
    }

    NoteDocument.Meta meta() {
        return meta;
    }

    String text() {
        return text;
    }

    long updatedMillis() {
        return updatedMillis;
    }

    long typingMillis() {
        return typingMillis;
    }

    int weight() {
        return weight;
    }

    /**
     * The document was edited; what is kept beside it follows.
     *
     * @param edited its text, if that was edited
     */
    void edited(NoteDocument.Meta after, Optional<EditedText> edited, long atMillis, long typing) {
        meta = after;
        typingMillis = typing;
        if (edited.isPresent()) {
            text = edited.get().after();
            updatedMillis = atMillis;
        }
    }

    /** Hexadecimal SHA-256 of a text in UTF-8. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        document.close();
    }
}
