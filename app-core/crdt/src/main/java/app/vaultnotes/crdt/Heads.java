package app.vaultnotes.crdt;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A moment in a document's history: the hashes of its newest changes.
 *
 * @param hashes the hashes, sorted
 */
public record Heads(SortedSet<ChangeHash> hashes) {

    /** The beginning, before any change. */
    public static final Heads NONE = new Heads(new TreeSet<>());

    /** Copies the hashes. */
    public Heads {
        hashes = Collections.unmodifiableSortedSet(new TreeSet<>(hashes));
    }

    /** The moment of these hashes. */
    public static Heads of(Collection<ChangeHash> hashes) {
        return new Heads(new TreeSet<>(hashes));
    }

    /** All hashes one after the other, 32 bytes each, in order. */
    public byte[] toByteArray() {
        byte[] all = new byte[hashes.size() * ChangeHash.LENGTH];
        int at = 0;
        for (ChangeHash hash : hashes) {
            System.arraycopy(hash.toByteArray(), 0, all, at, ChangeHash.LENGTH);
            at += ChangeHash.LENGTH;
        }
        return all;
    }

    /**
     * Reads what {@link #toByteArray} wrote; another length is an {@link IllegalArgumentException}.
     */
    public static Heads fromByteArray(byte[] bytes) {
        if (bytes.length % ChangeHash.LENGTH != 0) {
            throw new IllegalArgumentException("heads of " + bytes.length + " bytes");
        }
        SortedSet<ChangeHash> hashes = new TreeSet<>();
        for (int at = 0; at < bytes.length; at += ChangeHash.LENGTH) {
            hashes.add(ChangeHash.fromByteArray(bytes, at));
        }
        return new Heads(hashes);
    }
}
