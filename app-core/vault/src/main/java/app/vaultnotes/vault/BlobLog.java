package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.List;

/**
 * Which bytes of attachments the relay of a vault has, as far as it said so. It is forgotten with
 * {@link RecordLog#forgetTold}: another log may be without them.
 */
public interface BlobLog {

    /**
     * Bytes that files or notes refer to, living or in the trash.
     *
     * @param there whether the relay has them
     */
    record Used(BlobHash hash, boolean there) {}

    /**
     * Bytes that are referred to, in the order of their hashes; fewer than the limit at the end.
     *
     * @param after behind which hash in hexadecimal; empty for the first
     */
    List<Used> used(String after, int most);

    /** Those that some documents refer to. */
    List<Used> usedBy(Collection<Id> documents);

    /** Whether the relay has them. */
    boolean isThere(BlobHash hash);

    /** The relay has these. */
    void there(Collection<BlobHash> hashes);

    /** The relay does not have them after all. */
    void gone(BlobHash hash);
}
