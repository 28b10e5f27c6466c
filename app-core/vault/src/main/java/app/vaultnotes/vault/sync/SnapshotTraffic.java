package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.RelaySnapshots.Got;
import app.vaultnotes.vault.relay.RelaySnapshots.Which;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the calls that a {@link SnapshotSync} wants made, each on a thread that may wait, and tells
 * it what became of them. For the thread of the sync.
 */
final class SnapshotTraffic implements Caller.Calls<SnapshotAct.Call, SnapshotAct> {

    private final String vaultId;
    private final RelayClient relay;
    private final CallThreads threads;
    private final SnapshotSync sync;
    private final Caller<SnapshotAct.Call, SnapshotAct> caller;
    private final Consumer<SnapshotAct.ForCore> forCore;

    /**
     * Snapshots of a vault.
     *
     * @param forCore hears what the core is to be told
     */
    SnapshotTraffic(
            Vault vault,
            RelayClient relay,
            Access access,
            CallThreads threads,
            SnapshotSync sync,
            Consumer<SnapshotAct.ForCore> forCore) {
        this.vaultId = vault.id().toString();
        this.relay = relay;
        this.threads = threads;
        this.sync = sync;
        this.forCore = forCore;
        this.caller = new Caller<>(access, threads, this, this::act);
    }

    int toGet() {
        return sync.toGet();
    }

    List<String> problems() {
        return sync.problems();
    }

    long wakeMillis() {
        return sync.wakeMillis();
    }

    void begin() {
        act(sync.begin(threads.nowMillis()));
    }

    void end() {
        sync.end();
    }

    void devicesKnown() {
        act(sync.devicesKnown(threads.nowMillis()));
    }

    void caughtUp() {
        act(sync.caughtUp(threads.nowMillis()));
    }

    void changed(Collection<Id> documents) {
        act(sync.changed(documents, threads.nowMillis()));
    }

    void fetch(Id document) {
        act(sync.fetch(document, threads.nowMillis()));
    }

    void tick() {
        act(sync.tick(threads.nowMillis()));
    }

    private void act(List<SnapshotAct> acts) {
        for (SnapshotAct act : acts) {
            if (act instanceof SnapshotAct.Call call) {
                caller.call(call);
            } else if (act instanceof SnapshotAct.ForCore told) {
                threads.later(() -> forCore.accept(told)); // which may be in the middle of a step
            }
        }
    }

    @Override
    public List<SnapshotAct> failed(SnapshotAct.Call call, Error error, long nowMillis) {
        return sync.failed(call, error, nowMillis);
    }

    @Override
    public Caller.Answer<SnapshotAct> answer(SnapshotAct.Call call, String token) {
        if (call instanceof SnapshotAct.ListAll list) {
            String after = list.after().equals(Id.ROOT) ? "" : list.after().toString();
            List<Snapshot> page = relay.snapshots().list(vaultId, after, token);
            return now -> sync.listed(list, page, now);
        } else if (call instanceof SnapshotAct.Describe describe) {
            Optional<Snapshot> newest =
                    relay.snapshots().describe(which(describe.document(), false), token);
            return now -> sync.described(describe, newest, now);
        } else if (call instanceof SnapshotAct.Get get) {
            Got got = relay.snapshots().get(which(get.document(), get.attested()), token);
            return now -> sync.got(get, got.description(), got.bytes(), now);
        } else if (call instanceof SnapshotAct.Put put) {
            Snapshot newest =
                    relay.snapshots().put(put.description().toMessage(), put.bytes(), token);
            return now -> sync.stored(put, newest, now);
        }
        return attest((SnapshotAct.Attest) call, token);
    }

    private Which which(Id document, boolean attested) {
        return new Which(vaultId, document.toString(), attested);
    }

    private Caller.Answer<SnapshotAct> attest(SnapshotAct.Attest attest, String token) {
        AttestSnapshotRequest request =
                AttestSnapshotRequest.newBuilder()
                        .setVaultId(vaultId)
                        .setDocId(attest.document().toString())
                        .setHash(ByteString.copyFrom(attest.hash().toByteArray()))
                        .setSignature(ByteString.copyFrom(attest.signature()))
                        .build();
        relay.calls().call(Routes.ATTEST_SNAPSHOT, request, token);
        return now -> sync.attested(attest, now);
    }
}
