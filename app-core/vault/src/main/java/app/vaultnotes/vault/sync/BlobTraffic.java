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
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes the calls that a {@link BlobSync} wants made, each on a thread that may wait, and tells it
 * what became of them. For the thread of the sync.
 */
final class BlobTraffic {

    private final String vaultId;
    private final Blobs blobs;
    private final RelayClient relay;
    private final Access access;
    private final CallThreads threads;
    private final BlobSync sync;

    BlobTraffic(
            Vault vault,
            RelayClient relay,
            Access access,
            CallThreads threads,
            RandomGenerator random) {
        this.vaultId = vault.id().toString();
        this.blobs = vault.relayBlobs().here();
        this.relay = relay;
        this.access = access;
        this.threads = threads;
        this.sync = new BlobSync(vault.relayBlobs(), BlobSizes.USUAL, random, hash -> {});
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
        acts.forEach(act -> threads.waiting(() -> call(act)));
    }

    /** What is told when a call was answered. */
    private interface Answer {
        List<BlobAct> tell();
    }

    private void call(BlobAct act) {
        Answer answer;
        try {
            answer = answer(act, access.pass().accessToken());
        } catch (RelayFailure e) {
            answer = failed(act, e.error(), e);
        } catch (RuntimeException e) {
            answer = failed(act, Error.getDefaultInstance(), e); // a call is answered whatever is
        }
        Answer told = answer;
        threads.later(() -> act(told.tell()));
    }

    private Answer failed(BlobAct act, Error said, RuntimeException e) {
        String words = Objects.requireNonNullElse(e.getMessage(), e.toString());
        Error error = said.toBuilder().setMessage(words).build();
        return () -> sync.failed(act, error, threads.nowMillis());
    }

    private Answer answer(BlobAct act, String token) {
        if (act instanceof BlobAct.Ask ask) {
            List<Boolean> has = has(ask, token);
            return () -> sync.asked(ask, has, threads.nowMillis());
        } else if (act instanceof BlobAct.Look look) {
            BlobState state = state(look, token);
            return () -> sync.stands(look, state, threads.nowMillis());
        } else if (act instanceof BlobAct.Get get) {
            Blob blob = new Blob(vaultId, get.hash().hex(), 0);
            byte[] bytes = relay.bytes().get(blob, get.offset(), get.lengthBytes(), token);
            return () -> sync.got(get, bytes, threads.nowMillis());
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

    private Answer put(BlobAct.Put put, String token) {
        Blob blob = new Blob(vaultId, put.hash().hex(), put.sizeBytes());
        Supplier<BlobState> sent =
                () -> relay.bytes().put(blob, put.offset(), () -> blobs.open(put.hash()), token);
        try {
            BlobState state = sent.get();
            return () -> sync.stored(put, state, threads.nowMillis());
        } catch (VaultException e) {
            return () -> sync.unreadable(put, e, threads.nowMillis());
        }
    }

    private static ByteString bytes(BlobHash hash) {
        return ByteString.copyFrom(hash.toByteArray());
    }
}
