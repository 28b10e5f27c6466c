package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that make a document, taken apart and checked as far as that goes without an engine:
 * frames, checksums, and that nothing inflates beyond {@link Change#MAX_BYTES}.
 *
 * @param document the chunk of a saved document, when there is one
 * @param changes the changes beside it, in their order
 */
public record SavedBytes(Optional<byte[]> document, List<Change> changes) {

    /**
     * Takes bytes apart.
     *
     * @throws CrdtException when a chunk is damaged, or there is more than one saved document
     */
    public static SavedBytes parse(byte[] bytes) {
        Optional<byte[]> document = Optional.empty();
        List<Change> changes = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Chunk chunk = Chunk.read(bytes, at);
            byte[] whole = Arrays.copyOfRange(bytes, at, chunk.end());
            if (chunk.type() == Chunk.DOCUMENT) {
                if (document.isPresent()) {
                    throw new CrdtException("a second saved document at byte " + at);
                }
                chunk.checkDocument();
                document = Optional.of(whole);
            } else {
                changes.add(chunk.toChange(whole));
            }
            at = chunk.end();
        }
        return new SavedBytes(document, List.copyOf(changes));
    }
}
