package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the changes of each actor were seen: all of them up to a sequence number, since every
 * change of an actor builds on the one before. It tells what is new in a document without its
 * bytes.
 *
 * @param last the sequence number of each actor's last change
 */
public record SeenChanges(Map<ActorId, Long> last) {

    /** Nothing was seen. */
    public static final SeenChanges NONE = new SeenChanges(Map.of());

    /** Copies the map. */
    public SeenChanges {
        last = Map.copyOf(last);
    }

    /** What these changes make up. */
    public static SeenChanges of(Collection<Change> changes) {
        Map<ActorId, Long> last = new TreeMap<>();
        changes.forEach(change -> last.merge(change.actor(), change.sequence(), Math::max));
        return new SeenChanges(last);
    }

    /** Whether a change was seen. */
    public boolean contains(Change change) {
        return change.sequence() <= last.getOrDefault(change.actor(), 0L);
    }

    /** What was seen here or there. */
    public SeenChanges and(SeenChanges other) {
        Map<ActorId, Long> all = new TreeMap<>(last);
        other.last.forEach((actor, number) -> all.merge(actor, number, Math::max));
        return new SeenChanges(all);
    }

    /** Whether everything was seen that was seen there. */
    public boolean containsAll(SeenChanges other) {
        return other.last.entrySet().stream()
                .allMatch(each -> each.getValue() <= last.getOrDefault(each.getKey(), 0L));
    }

    /** For each actor one byte with the length of its id, the id, and the number in eight bytes. */
    public byte[] toByteArray() {
        int size = last.keySet().stream().mapToInt(a -> 1 + a.toByteArray().length + 8).sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        new TreeMap<>(last)
                .forEach((actor, number) -> {
                    byte[] id = actor.toByteArray();
                    out.put((byte) id.length).put(id).putLong(number);
                });
        return out.array();
    }

    /**
     * Reads what {@link #toByteArray} wrote; bytes that it cannot have written are {@link #NONE}.
     */
    public static SeenChanges fromByteArray(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Map<ActorId, Long> last = new TreeMap<>();
        try {
            while (in.hasRemaining()) {
                byte[] id = new byte[Byte.toUnsignedInt(in.get())];
                in.get(id);
                last.put(ActorId.fromByteArray(id), in.getLong());
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return NONE;
        }
        return new SeenChanges(last);
    }
}
