package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.ToRelay;

/** What a {@link SyncCore} wants done, in the order in which it says so. */
public sealed interface Act {

    /** Open a line to the relay, after an old one is gone. */
    record Connect() implements Act {}

    /** Say this on the line. */
    record Send(ToRelay message) implements Act {}

    /** End the line. */
    record HangUp() implements Act {}

    /**
     * Get what an attested snapshot of a document has: the relay has let records of it go, and what
     * follows waits until it is told that this is here or not to be had.
     */
    record Fetch(Id document) implements Act {}

    /**
     * Bind the device under the id that the vault has now: under the former one the relay has
     * records that are not of this vault's folder. The line has ended.
     */
    record Bind() implements Act {}

    /** Ask which devices the vault has, and what they say that they have of it. */
    record AskDevices() implements Act {}
}
