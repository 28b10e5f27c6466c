package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.Map;
import java.util.Optional;

/** Documents that were purged, here or elsewhere, and are not back. */
final class PurgedDocuments {

    private final Store store;
    private final Map<Id, SeenChanges> here;

    PurgedDocuments(Store store) {
        this.store = store;
        this.here = store.changes().purged();
    }

    /** What was known of a document by those who purged it; empty for one that is here. */
    Optional<SeenChanges> of(Id document) {
        SeenChanges known =
                store.records()
                        .purgedOf(document)
                        .and(here.getOrDefault(document, SeenChanges.NONE));
        boolean isGone = store.changes().document(document).isEmpty();
        return Optional.of(known).filter(k -> isGone && !k.equals(SeenChanges.NONE));
    }
}
