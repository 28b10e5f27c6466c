package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.Attachments;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bytes that come: small ones wait in memory to become durable together, others on the disk. */
final class BlobArrivals {

    /** So many small ones become durable together. */
    private static final int KEPT_AT_ONCE = 64;

    private final Blobs here;
    private final int rangeBytes;
    private final Map<BlobHash, byte[]> small = new LinkedHashMap<>();

    BlobArrivals(Blobs here, int rangeBytes) {
        this.here = here;
        this.rangeBytes = rangeBytes;
    }

    /** What a range made of the bytes that it is of. */
    enum Outcome {
        /** More is to come, or they wait to become durable. */
        UNFINISHED,
        /** They are here, durable. */
        HERE,
        /** They are not those of the hash; nothing is left of them. */
        WRONG
    }

    Set<BlobHash> waiting() {
        return small.keySet();
    }

    /** Only these are needed any more. */
    void keepOnly(Set<BlobHash> used) {
        small.keySet().retainAll(used);
    }

    /** From where on a range is to be got. */
    long offset(BlobHash hash) {
        return here.arriving().bytes(hash);
    }

    Outcome take(BlobAct.Get get, byte[] bytes) {
        boolean isEnd = bytes.length < get.lengthBytes();
        if (isEnd && get.offset() == 0) {
            return whole(get.hash(), bytes);
        }
        long end = get.offset() + bytes.length;
        if (bytes.length > get.lengthBytes() || end > Attachments.MAX_BYTES) {
            here.arriving().drop(get.hash());
            return Outcome.WRONG;
        }
        here.arriving().add(get.hash(), get.offset(), bytes);
        return isEnd ? finish(get.hash()) : Outcome.UNFINISHED;
    }

    Outcome whole(BlobHash hash, byte[] bytes) {
        if (!BlobHash.of(bytes).equals(hash)) {
            return Outcome.WRONG;
        }
        small.put(hash, bytes);
        return Outcome.UNFINISHED;
    }

    /** All that there is has come. */
    Outcome finish(BlobHash hash) {
        return here.arriving().finish(hash) ? Outcome.HERE : Outcome.WRONG;
    }

    /**
     * Makes durable what waits in memory.
     *
     * @param isLast whether no more of them are on their way
     * @return what is here now
     */
    Collection<BlobHash> keep(boolean isLast) {
        long bytes = small.values().stream().mapToLong(all -> all.length).sum();
        boolean isDue = isLast || small.size() >= KEPT_AT_ONCE || bytes >= rangeBytes;
        if (!isDue || small.isEmpty()) {
            return List.of();
        }
        put();
        List<BlobHash> kept = List.copyOf(small.keySet());
        small.clear();
        return kept;
    }

    private void put() {
        try {
            here.batch(() -> {
                for (byte[] bytes : small.values()) {
                    here.put(new ByteArrayInputStream(bytes), bytes.length);
                }
                return small.size();
            });
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be read", e);
        }
    }
}
