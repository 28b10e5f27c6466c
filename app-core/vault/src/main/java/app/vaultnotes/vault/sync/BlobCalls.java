package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.BlobHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls for attachments that are underway, and those that are to be made now. */
final class BlobCalls {

    private final Map<Long, BlobAct> underway = new LinkedHashMap<>();
    private List<BlobAct> acts = new ArrayList<>();
    private long lastNumber;

    void ask(List<BlobHash> hashes) {
        call(new BlobAct.Ask(++lastNumber, hashes));
    }

    void look(BlobHash hash) {
        call(new BlobAct.Look(++lastNumber, hash));
    }

    void put(BlobHash hash, long sizeBytes, long offset) {
        call(new BlobAct.Put(++lastNumber, hash, sizeBytes, offset));
    }

    void get(BlobHash hash, long offset, int lengthBytes) {
        call(new BlobAct.Get(++lastNumber, hash, offset, lengthBytes));
    }

    private void call(BlobAct act) {
        underway.put(act.number(), act);
        acts.add(act);
    }

    /** Those to be made. */
    List<BlobAct> take() {
        List<BlobAct> some = acts;
        acts = new ArrayList<>();
        return some;
    }

    boolean isIdle() {
        return underway.isEmpty();
    }

    boolean isAsking() {
        return underway.values().stream().anyMatch(BlobAct.Ask.class::isInstance);
    }

    long gets() {
        return underway.values().stream().filter(BlobAct.Get.class::isInstance).count();
    }

    long puts() {
        return underway.values().stream()
                .filter(act -> act instanceof BlobAct.Put || act instanceof BlobAct.Look)
                .count();
    }

    /** Attachments that something is being done with, or that wait for others. */
    Set<BlobHash> busy(Collection<BlobHash> waiting) {
        Set<BlobHash> busy = new HashSet<>(waiting);
        for (BlobAct act : underway.values()) {
            if (act instanceof BlobAct.Get get) {
                busy.add(get.hash());
            } else if (act instanceof BlobAct.Put put) {
                busy.add(put.hash());
            } else if (act instanceof BlobAct.Look look) {
                busy.add(look.hash());
            }
        }
        return busy;
    }

    /** Whether the answer to a call is waited for, which it is once. */
    boolean isAnswered(BlobAct act) {
        return underway.remove(act.number()) != null;
    }

    /** No answer is waited for. */
    void forget() {
        underway.clear();
        acts.clear();
    }
}
