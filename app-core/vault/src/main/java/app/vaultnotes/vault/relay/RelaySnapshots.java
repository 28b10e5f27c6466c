package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Snapshots of documents on their way to a relay and back. Any thread may call; it waits. What
 * fails is a {@link RelayFailure}.
 */
public interface RelaySnapshots {

    /**
     * Which one.
     *
     * @param vault its id as text
     * @param document its id as text
     * @param attested whether it is the newest that a second device vouches for, or of all
     */
    record Which(String vault, String document, boolean attested) {}

    /** One that came. */
    record Got(Snapshot description, byte[] bytes) {}

    /** A page of the newest of each document, in the order of documents; none at the end. */
    List<Snapshot> list(String vault, String afterDocument, String accessToken);

    /** What the relay says of one; empty when there is none. */
    Optional<Snapshot> describe(Which which, String accessToken);

    /** Gets one. */
    Got get(Which which, String accessToken);

    /** Sends one; the newest that is there then. */
    Snapshot put(Snapshot description, byte[] bytes, String accessToken);
}
