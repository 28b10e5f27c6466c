package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.BlobState;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of attachments on their way to a relay and back. Any thread may call; it waits. */
public interface RelayBytes {

    /** Where bytes are read. */
    interface Source {
        /** Opens them at their beginning. */
        InputStream open() throws IOException;
    }

    /**
     * An attachment in a vault.
     *
     * @param vault its id as text
     * @param hash in hexadecimal digits
     * @param sizeBytes of all of it
     */
    record Blob(String vault, String hash, long sizeBytes) {}

    /**
     * Sends bytes from an offset to the end.
     *
     * @return how many the relay has then
     * @throws RelayFailure when the relay refused, or none answered
     */
    BlobState put(Blob blob, long offset, Source bytes, String accessToken);

    /**
     * Gets a range.
     *
     * @return as many bytes as are there of it
     * @throws RelayFailure as {@link #put}
     */
    byte[] get(Blob blob, long offset, int lengthBytes, String accessToken);
}
