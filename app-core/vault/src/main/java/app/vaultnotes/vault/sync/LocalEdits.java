package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Documents that were edited beside the sync, until it takes them. Any thread may call it. */
final class LocalEdits {

    private final Set<Id> documents = new LinkedHashSet<>();

    /** Adds some; says whether there were none, so that somebody has to come for them. */
    synchronized boolean add(Collection<Id> edited) {
        boolean isFirst = documents.isEmpty() && !edited.isEmpty();
        documents.addAll(edited);
        return isFirst;
    }

    synchronized List<Id> take() {
        List<Id> all = List.copyOf(documents);
        documents.clear();
        return all;
    }
}
