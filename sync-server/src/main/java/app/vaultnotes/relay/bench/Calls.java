package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetHistoryRequest;
import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListSnapshotsRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The calls a device makes beside its records, each at a steady rate. Those without a token are
 * left out: their limits allow one a second from an address.
 */
final class Calls {

    private static final int BLOB_BYTES = 100_000;

    private final BenchDevice device;
    private final String vault;
    private final UUID doc = UUID.randomUUID();

    Calls(BenchDevice device) {
        this.device = device;
        vault = device.vaultId();
    }

    /** Each call, and how long it took. */
    Map<String, Latencies> run(int perSecond, int seconds) throws InterruptedException {
        Documents documents = new Documents(device);
        documents.write(doc, 20);
        ByteString blob = device.bytes(BLOB_BYTES);
        putBlob(blob);
        Map<String, Latencies> all = new LinkedHashMap<>();
        for (Map.Entry<String, Runnable> call : calls(blob).entrySet()) {
            var _ = paced(call.getValue(), perSecond, 1);
            all.put(call.getKey(), paced(call.getValue(), perSecond, seconds));
        }
        return all;
    }

    private Map<String, Runnable> calls(ByteString blob) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put(
                "ValidateToken",
                () -> device.auth().validateToken(ValidateTokenRequest.getDefaultInstance()));
        calls.put(
                "ListDevices",
                () -> device.auth().listDevices(ListDevicesRequest.getDefaultInstance()));
        calls.put(
                "GetVault",
                () ->
                        device.vaults()
                                .getVault(GetVaultRequest.newBuilder().setVaultId(vault).build()));
        calls.put(
                "ListVaults",
                () -> device.vaults().listVaults(ListVaultsRequest.getDefaultInstance()));
        calls.put(
                "RenameVault",
                () ->
                        device.vaults()
                                .renameVault(
                                        RenameVaultRequest.newBuilder()
                                                .setVaultId(vault)
                                                .setName("Bench")
                                                .build()));
        calls.put(
                "ListMembers",
                () ->
                        device.vaults()
                                .listMembers(
                                        ListMembersRequest.newBuilder().setVaultId(vault).build()));
        addSync(calls);
        addBlobs(calls, blob);
        return calls;
    }

    private void addSync(Map<String, Runnable> calls) {
        calls.put(
                "GetChanges",
                () ->
                        drain(
                                device.syncBlocking()
                                        .getChanges(
                                                GetChangesRequest.newBuilder()
                                                        .setVaultId(vault)
                                                        .build())));
        calls.put(
                "GetHistory",
                () ->
                        drain(
                                device.syncBlocking()
                                        .getHistory(
                                                GetHistoryRequest.newBuilder()
                                                        .setVaultId(vault)
                                                        .setDocId(WireId.text(doc))
                                                        .build())));
        calls.put(
                "ListSnapshots",
                () ->
                        drain(
                                device.syncBlocking()
                                        .listSnapshots(
                                                ListSnapshotsRequest.newBuilder()
                                                        .setVaultId(vault)
                                                        .build())));
        calls.put(
                "GetReceipts",
                () ->
                        device.syncBlocking()
                                .getReceipts(
                                        GetReceiptsRequest.newBuilder().setVaultId(vault).build()));
    }

    private void addBlobs(Map<String, Runnable> calls, ByteString blob) {
        calls.put(
                "Blob Has",
                () ->
                        device.blobsBlocking()
                                .has(
                                        HasRequest.newBuilder()
                                                .setVaultId(vault)
                                                .addHashes(hash(blob))
                                                .build()));
        calls.put(
                "Blob GetState",
                () ->
                        device.blobsBlocking()
                                .getState(
                                        BlobStateRequest.newBuilder()
                                                .setVaultId(vault)
                                                .setHash(hash(blob))
                                                .build()));
        calls.put(
                "Blob Get, 100 kB",
                () ->
                        drain(
                                device.blobsBlocking()
                                        .get(
                                                GetBlobRequest.newBuilder()
                                                        .setVaultId(vault)
                                                        .setHash(hash(blob))
                                                        .build())));
        calls.put("Blob Put, 100 kB", () -> putBlob(device.bytes(BLOB_BYTES)));
    }

    private static ByteString hash(ByteString bytes) {
        return ByteString.copyFrom(Hash.of(bytes.toByteArray()).toByteArray());
    }

    private void putBlob(ByteString bytes) {
        BlobDescription description =
                BlobDescription.newBuilder()
                        .setVaultId(vault)
                        .setHash(hash(bytes))
                        .setSizeBytes(bytes.size())
                        .build();
        device.put(description, bytes);
    }

    private static void drain(Iterator<?> answers) {
        answers.forEachRemaining(each -> {});
    }

    /** Calls when they are due, whether the ones before have been answered or not. */
    private static Latencies paced(Runnable call, int perSecond, int seconds)
            throws InterruptedException {
        Latencies latencies = new Latencies();
        long periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long startNanos = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < perSecond * seconds; i++) {
                long dueNanos = startNanos + i * periodNanos;
                TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
                callers.execute(() -> {
                    call.run();
                    latencies.add(System.nanoTime() - dueNanos);
                });
            }
        }
        if (latencies.count() < perSecond * seconds) {
            throw new IllegalStateException("calls were refused");
        }
        return latencies;
    }
}
