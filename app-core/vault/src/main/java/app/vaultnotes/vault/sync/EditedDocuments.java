package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which documents were edited since they were looked at. */
final class EditedDocuments {

    /** More than this are looked for among all. */
    private static final int MOST_EDITED = 1_000;

    private final Set<Id> documents = new LinkedHashSet<>();
    private boolean all = true;

    void all() {
        all = true;
    }

    void add(Collection<Id> more) {
        documents.addAll(more);
        if (documents.size() > MOST_EDITED) {
            all = true;
        }
    }

    boolean isAll() {
        return all;
    }

    /** How many, where not all may have been. */
    int count() {
        return documents.size();
    }

    boolean isNothing() {
        return !all && documents.isEmpty();
    }

    List<Id> take() {
        List<Id> some = List.copyOf(documents);
        documents.clear();
        all = false;
        return some;
    }
}
