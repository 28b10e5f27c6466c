package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayBytes.Blob;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes the calls that a {@link BlobSync} wants made, each on a thread that may wait, and tells it
 * what became of them. For the thread of the sync.
 */
final class BlobTraffic implements Caller.Calls<BlobAct, BlobAct> {

    private final String vaultId;
    private final Blobs blobs;
    private final RelayClient relay;
    private final CallThreads threads;
    private final BlobSync sync;
    private final Caller<BlobAct, BlobAct> caller;

    BlobTraffic(
            Vault vault,
            RelayClient relay,
            Access access,
            CallThreads threads,
            RandomGenerator random) {
        this.vaultId = vault.id().toString();
        this.blobs = vault.relayBlobs().here();
        this.relay = relay;
        this.threads = threads;
        this.sync = new BlobSync(vault.relayBlobs(), BlobSizes.USUAL, random, hash -> {});
        this.caller = new Caller<>(access, threads, this, this::act);
    }

    BlobStatus status() {
        return sync.status();
    }

    boolean isIdle() {
        return sync.isIdle();
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

    void changed(Collection<Id> documents) {
        act(sync.changed(documents, threads.nowMillis()));
    }

    void want(BlobHash hash) {
        act(sync.want(hash, threads.nowMillis()));
    }

    void tick() {
        act(sync.tick(threads.nowMillis()));
    }

    private void act(List<BlobAct> acts) {
        acts.forEach(caller::call);
    }

    @Override
    public List<BlobAct> failed(BlobAct act, Error error, long nowMillis) {
        return sync.failed(act, error, nowMillis);
    }

    @Override
    public Caller.Answer<BlobAct> answer(BlobAct act, String token) {
        if (act instanceof BlobAct.Ask ask) {
            List<Boolean> has = has(ask, token);
            return now -> sync.asked(ask, has, now);
        } else if (act instanceof BlobAct.Look look) {
            BlobState state = state(look, token);
            return now -> sync.stands(look, state, now);
        } else if (act instanceof BlobAct.Get get) {
            Blob blob = new Blob(vaultId, get.hash().hex(), 0);
            byte[] bytes = relay.bytes().get(blob, get.offset(), get.lengthBytes(), token);
            return now -> sync.got(get, bytes, now);
        }
        return put((BlobAct.Put) act, token);
    }

    private List<Boolean> has(BlobAct.Ask ask, String token) {
        HasRequest.Builder request = HasRequest.newBuilder().setVaultId(vaultId);
        ask.hashes().forEach(hash -> request.addHashes(bytes(hash)));
        return relay.calls().call(Routes.HAS, request.build(), token).getHasList();
    }

    private BlobState state(BlobAct.Look look, String token) {
        BlobStateRequest request =
                BlobStateRequest.newBuilder()
                        .setVaultId(vaultId)
                        .setHash(bytes(look.hash()))
                        .build();
        return relay.calls().call(Routes.GET_STATE, request, token);
    }

    private Caller.Answer<BlobAct> put(BlobAct.Put put, String token) {
        Blob blob = new Blob(vaultId, put.hash().hex(), put.sizeBytes());
        Supplier<BlobState> sent =
                () -> relay.bytes().put(blob, put.offset(), () -> blobs.open(put.hash()), token);
        try {
            BlobState state = sent.get();
            return now -> sync.stored(put, state, now);
        } catch (VaultException e) {
            return now -> sync.unreadable(put, e, now);
        }
    }

    private static ByteString bytes(BlobHash hash) {
        return ByteString.copyFrom(hash.toByteArray());
    }
}
