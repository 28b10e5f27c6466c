package app.vaultnotes.crdt.automerge;

import java.lang.ref.Cleaner;
import org.automerge.Document;
import org.jspecify.annotations.Nullable;

/** The native memory of one document: freed when closed, or when its owner is forgotten. */
final class NativeDocument {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Holder holder;
    private final Cleaner.Cleanable cleanable;

    /** What is freed, apart from the owner so that an unreachable one can be noticed. */
    private static final class Holder implements Runnable {
        private @Nullable Document document;

        Holder(Document document) {
            this.document = document;
        }

        @Override
        public void run() {
            Document last = document;
            document = null;
            if (last != null) {
                last.free();
            }
        }
    }

    /**
     * Takes over a document.
     *
     * @param owner whose end is this document's end
     */
    NativeDocument(Object owner, Document document) {
        holder = new Holder(document);
        cleanable = CLEANER.register(owner, holder);
    }

    Document get() {
        Document open = holder.document;
        if (open == null) {
            throw new IllegalStateException("the document is closed");
        }
        return open;
    }

    void replace(Document fresh) {
        get().free();
        holder.document = fresh;
    }

    void free() {
        cleanable.clean();
    }
}
