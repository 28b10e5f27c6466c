package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The bytes of attachments of a vault that is shared: which are here, and which on its relay. */
public final class RelayBlobs {

    /** The local fact that says that bytes come when they are wanted only. */
    private static final String ON_DEMAND = "attachments-on-demand";

    private final Session session;
    private final Records records;

    RelayBlobs(Session session, Records records) {
        this.session = session;
        this.records = records;
    }

    /** Which bytes are fetched from a relay. */
    public enum Fetching {
        /** All of them, at once. */
        ALL,
        /** Those that somebody wants to see. */
        ON_DEMAND
    }

    /** What holds for this copy of the vault; all, unless somebody chose. */
    public Fetching fetching() {
        return session.store.facts().get(ON_DEMAND).isPresent() ? Fetching.ON_DEMAND : Fetching.ALL;
    }

    /** Chooses for this copy of the vault. What is here stays. */
    public void choose(Fetching fetching) {
        session.store.facts().put(ON_DEMAND, fetching == Fetching.ON_DEMAND ? "yes" : "");
    }

    /** What the relay has. */
    public BlobLog log() {
        return session.store.blobLog();
    }

    /** In which life of the relay's log that is so; empty before it is known. */
    public String incarnation() {
        return records.position().incarnation();
    }

    /** What people call what refers to bytes, or the hash. */
    public String name(BlobHash hash) {
        Catalogue catalogue = session.store.catalogue();
        return catalogue.usersOf(hash).stream()
                .flatMap(id ->
                        catalogue
                                .file(id)
                                .map(row -> row.state().name())
                                .or(() -> catalogue.note(id).map(row -> row.state().title()))
                                .stream())
                .findFirst()
                .orElse(hash.hex());
    }

    /** Whether some of these documents are not here any more. */
    public boolean isAnyGone(Collection<Id> documents) {
        return documents.stream().anyMatch(id -> session.store.changes().document(id).isEmpty());
    }

    /** All bytes that anything refers to. */
    public Set<BlobHash> used() {
        return new HashSet<>(session.store.catalogue().usedBlobs());
    }

    /** What is here. */
    public Blobs here() {
        return session.store.blobs();
    }
}
