package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes that make a document, taken apart and checked as far as that goes without an engine:
 * frames, checksums, that nothing inflates beyond {@link Change#MAX_BYTES}, and that the parts of a
 * saved document fit together.
 *
 * @param document the saved document, when there is one
 * @param changes the changes beside it, in their order; their operations are not looked at
 */
public record SavedBytes(Optional<Saved> document, List<Change> changes) {

    /**
     * A saved document.
     *
     * @param bytes its chunk
     * @param heads the newest changes of its history
     * @param sequences how many changes each actor made
     * @param lastCounter the highest counter of its operations
     * @param wideIntegers whether a whole number in it needs more than 32 bits
     */
    public record Saved(
            byte[] bytes,
            Heads heads,
            Map<ActorId, Long> sequences,
            long lastCounter,
            boolean wideIntegers) {}

    /**
     * Takes bytes apart.
     *
     * @throws CrdtException when a chunk is damaged, or there is more than one saved document
     */
    public static SavedBytes parse(byte[] bytes) {
        List<Saved> documents = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        Inflation inflation = Inflation.ofDocument(Change.MAX_BYTES, Change.MAX_BYTES);
        Chunk.each(
                bytes,
                (chunk, whole) -> {
                    if (chunk.type() != Chunk.DOCUMENT) {
                        changes.add(inflation.change(chunk, whole));
                    } else if (documents.isEmpty()) {
                        documents.add(chunk.toDocument(whole));
                    } else {
                        throw new CrdtException("a second saved document");
                    }
                });
        return new SavedBytes(documents.stream().findFirst(), List.copyOf(changes));
    }
}
