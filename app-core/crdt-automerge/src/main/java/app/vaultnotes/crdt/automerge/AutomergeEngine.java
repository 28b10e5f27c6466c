package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.SavedBytes;
import java.util.List;
import org.automerge.Document;

/** The engine of automerge-java. Needs {@code --enable-native-access=ALL-UNNAMED} on newer JDKs. */
public final class AutomergeEngine implements CrdtEngine {

    /** Loads the native library when it is not loaded yet: some 20 ms, once. */
    public AutomergeEngine() {
        NativeLibrary.load();
    }

    @Override
    public CrdtDocument create(ActorId actor, Change skeleton) {
        Document document = new Document(actor.toByteArray());
        document.applyEncodedChanges(skeleton.toByteArray());
        return new AutomergeDocument(document, actor, true);
    }

    @Override
    public CrdtDocument load(ActorId actor, byte[] bytes) {
        SavedBytes saved = SavedBytes.parse(bytes);
        if (saved.document().isEmpty()) {
            Document document = new Document(actor.toByteArray());
            return checked(new AutomergeDocument(document, actor, true), saved.changes());
        }
        try {
            Document document = Document.load(saved.document().get().bytes());
            return checked(new AutomergeDocument(document, actor, false), saved.changes());
        } catch (RuntimeException e) {
            throw new CrdtException("the saved document is damaged: " + e.getMessage(), e);
        }
    }

    private static CrdtDocument checked(AutomergeDocument document, List<Change> changes) {
        try {
            document.take(changes);
            return document;
        } catch (RuntimeException e) {
            document.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "automerge";
    }
}
