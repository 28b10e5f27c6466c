package app.vaultnotes.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings the bytes of attachments from another copy. What cannot be read there is left out and told
 * at the end; a later merge with a copy that has it brings it.
 */
final class ArrivingBlobs {

    private final Session session;
    private final Blobs here;
    private final Blobs there;

    /** Why bytes did not come. */
    private final Map<BlobHash, String> leftOut = new LinkedHashMap<>();

    /** Bytes that came for what was here without them. */
    private final Set<BlobHash> mended = new LinkedHashSet<>();

    ArrivingBlobs(Session session, Store other) {
        this.session = session;
        this.here = session.store.blobs();
        this.there = other.blobs();
    }

    /** Brings the bytes that a document that arrives refers to. */
    void bring(BlobHash hash) {
        if (here.has(hash) || leftOut.containsKey(hash)) {
            return;
        }
        if (there.has(hash)) {
            copy(hash);
        } else {
            leftOut.put(hash, "missing");
        }
    }

    /** Brings what is still missing here of documents that arrived earlier. */
    void bringRest() {
        Set<BlobHash> missing = new HashSet<>(session.store.catalogue().usedBlobs());
        here.all().forEach(stored -> missing.remove(stored.hash()));
        missing.removeAll(leftOut.keySet());
        missing.stream().filter(there::has).forEach(this::mend);
    }

    /**
     * Brings the bytes anew that are here, but no longer what was kept. All that are here are read
     * for that, which takes a while and needs no lock. What is damaged comes under the lock: it may
     * have been purged meanwhile, and must not come back as bytes that nothing refers to.
     */
    void mendDamaged(Progress progress) {
        List<BlobHash> both =
                session.store.catalogue().usedBlobs().stream()
                        .filter(hash -> here.has(hash) && there.has(hash))
                        .toList();
        int done = 0;
        for (BlobHash hash : both) {
            if (!isWhole(hash)) {
                session.locked(() -> mendUsed(hash));
            }
            progress.report("attachments", ++done, both.size());
        }
    }

    private boolean mendUsed(BlobHash hash) {
        boolean used = session.store.catalogue().usedBlobs().contains(hash);
        if (used) {
            mend(hash);
        }
        return used;
    }

    private boolean isWhole(BlobHash hash) {
        try (InputStream in = here.open(hash)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException | VaultException e) {
            return false;
        }
    }

    private void mend(BlobHash hash) {
        copy(hash);
        if (!leftOut.containsKey(hash)) {
            mended.add(hash);
        }
    }

    private void copy(BlobHash hash) {
        Reading reading = new Reading();
        try (InputStream in = reading.watch(there.open(hash))) {
            here.put(in, Attachments.MAX_BYTES);
        } catch (IOException e) {
            leftOut.put(hash, "unreadable");
        } catch (VaultException e) {
            if (!reading.failed(e)) {
                throw e;
            }
            leftOut.put(hash, "damaged");
        }
    }

    /** Tells what went wrong with the other copy from what went wrong with this one. */
    private static final class Reading {
        private boolean opened;
        private boolean broken;

        InputStream watch(InputStream in) {
            opened = true;
            return new WatchedStream(in) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    try {
                        return in.read(buffer, offset, length);
                    } catch (VaultException e) {
                        broken = true;
                        throw e;
                    }
                }
            };
        }

        boolean failed(VaultException e) {
            return !opened || broken || e.code() == VaultException.Code.TOO_LARGE;
        }
    }

    /** What did not come, by what people call it. */
    List<String> problems() {
        Function<BlobHash, String> names = names(leftOut.keySet());
        List<String> problems = new ArrayList<>();
        leftOut.forEach((hash, why) ->
                problems.add(
                        "“"
                                + names.apply(hash)
                                + "”: its bytes are "
                                + why
                                + " where they come from"));
        return problems;
    }

    /** What has its bytes again, by what people call it. */
    List<String> mended() {
        return mended.stream().map(names(mended)).toList();
    }

    private Function<BlobHash, String> names(Set<BlobHash> wanted) {
        Map<BlobHash, List<String>> names = wanted.isEmpty() ? Map.of() : BlobNames.of(session);
        return hash -> names.getOrDefault(hash, List.of(hash.hex())).get(0);
    }
}
