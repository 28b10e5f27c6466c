package app.vaultnotes.vault.sync;

import java.util.List;

/**
 * How the attachments of a vault and its relay are.
 *
 * @param toSend those that are known to wait for being sent, or are on their way
 * @param toGet the same for those that come
 * @param awaited those that are not here, and that the relay does not have yet
 * @param sent those that went since the beginning of this process
 * @param received those that came
 * @param held why some do not go or come at the moment, or empty
 * @param problems what cannot be sent or was not what it should be; the newest last
 */
public record BlobStatus(
        int toSend,
        int toGet,
        int awaited,
        long sent,
        long received,
        String held,
        List<String> problems) {

    /** Copies the list. */
    public BlobStatus {
        problems = List.copyOf(problems);
    }
}
