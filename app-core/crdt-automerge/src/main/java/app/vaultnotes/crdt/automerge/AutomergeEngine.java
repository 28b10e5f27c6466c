package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.SavedBytes;
import java.util.function.Consumer;

/**
 * The engine of automerge-java. Needs {@code --enable-native-access=ALL-UNNAMED} on newer JDKs.
 *
 * <p>The native library is loaded for the first document, since lists and search need none.
 */
public final class AutomergeEngine implements CrdtEngine {

    @Override
    public CrdtDocument create(ActorId actor, Change skeleton) {
        return filled(actor, document -> document.begin(skeleton));
    }

    @Override
    public CrdtDocument load(ActorId actor, byte[] bytes) {
        SavedBytes saved = SavedBytes.parse(bytes);
        if (saved.document().isEmpty() && saved.changes().isEmpty()) {
            throw new CrdtException("no document in " + bytes.length + " bytes");
        }
        if (saved.document().filter(SavedBytes.Saved::wideIntegers).isPresent()) {
            throw new CrdtException("a whole number of more than 32 bits in the saved document");
        }
        return filled(actor, document -> document.fill(saved));
    }

    private static CrdtDocument filled(ActorId actor, Consumer<AutomergeDocument> fill) {
        NativeLibrary.load();
        AutomergeDocument document = new AutomergeDocument(actor);
        try {
            fill.accept(document);
            return document;
        } catch (RuntimeException e) {
            document.close();
            throw e instanceof CrdtException
                    ? e
                    : new CrdtException("the document is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean mayEndTheProcess() {
        return true;
    }

    @Override
    public String name() {
        return "automerge";
    }
}
