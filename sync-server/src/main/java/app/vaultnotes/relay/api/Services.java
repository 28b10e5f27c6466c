package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.GetReceiptsResponse;
import app.vaultnotes.proto.v1.ListVaultDevicesRequest;
import app.vaultnotes.proto.v1.ListVaultDevicesResponse;
import app.vaultnotes.proto.v1.PutReceiptsResponse;
import app.vaultnotes.proto.v1.RelayServiceGrpc;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPiece;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.relay.account.AccountExport;
import app.vaultnotes.relay.account.AuthService;
import app.vaultnotes.relay.admin.RelayService;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.content.Blobs;
import app.vaultnotes.relay.content.Snapshots;
import app.vaultnotes.relay.live.Lines;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.relay.log.Receipts;
import app.vaultnotes.relay.vault.VaultService;
import app.vaultnotes.wire.Routes;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Every call that a relay answers, once, for all ways in. */
public final class Services {

    private final AuthService auth;
    private final RelayService relay;
    private final VaultService vaults;
    private final Receipts receipts;
    private final Snapshots snapshots;
    private final Blobs blobs;
    private final Lines lines;
    private final SyncStreams streams;
    private final Exports exports;

    /** What answers. */
    public record Parts(
            AuthService auth,
            RelayService relay,
            VaultService vaults,
            LogReader reader,
            Log log,
            Receipts receipts,
            Snapshots snapshots,
            Blobs blobs,
            Lines lines,
            AccountExport export) {}

    /** The calls that these parts answer. */
    public Services(Parts parts) {
        auth = parts.auth();
        relay = parts.relay();
        vaults = parts.vaults();
        receipts = parts.receipts();
        snapshots = parts.snapshots();
        blobs = parts.blobs();
        lines = parts.lines();
        streams = new SyncStreams(parts.reader(), parts.log(), parts.snapshots(), lines.traffic());
        exports = new Exports(parts.export());
    }

    Exports exports() {
        return exports;
    }

    SyncStreams streams() {
        return streams;
    }

    Blobs blobs() {
        return blobs;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Lines lines() {
        return lines;
    }

    /** Calls of one request and one answer. */
    List<Call<?, ?>> calls() {
        return Stream.of(
                        authCalls(),
                        vaultCalls(),
                        memberCalls(),
                        syncCalls(),
                        blobCalls(),
                        relayCalls())
                .<Call<?, ?>>flatMap(List::stream)
                .toList();
    }

    private List<Call<?, ?>> authCalls() {
        return List.of(
                Call.open(Routes.SIGN_UP, auth::signUp),
                Call.open(Routes.SIGN_IN, auth::signIn),
                Call.open(Routes.REFRESH_TOKEN, auth::refreshToken),
                Call.of(Routes.VALIDATE_TOKEN, auth::validateToken),
                Call.of(Routes.REVOKE_TOKEN, auth::revokeToken),
                Call.of(Routes.BIND_DEVICE, auth::bindDevice),
                Call.open(Routes.DEVICE_CHALLENGE, auth::deviceChallenge),
                Call.open(Routes.DEVICE_SIGN_IN, auth::deviceSignIn),
                Call.of(Routes.LIST_DEVICES, auth::listDevices),
                Call.of(Routes.REVOKE_DEVICE, auth::revokeDevice),
                Call.of(Routes.CHANGE_PASSPHRASE, auth::changePassphrase),
                Call.of(Routes.ERASE_ACCOUNT, auth::eraseAccount));
    }

    private List<Call<?, ?>> vaultCalls() {
        return List.of(
                Call.of(Routes.CREATE_VAULT, vaults::createVault),
                Call.of(Routes.GET_VAULT, vaults::getVault),
                Call.of(Routes.LIST_VAULTS, vaults::listVaults),
                Call.of(Routes.RENAME_VAULT, vaults::renameVault),
                Call.of(Routes.DELETE_VAULT, vaults::deleteVault),
                Call.of(Routes.RESTORE_VAULT, vaults::restoreVault));
    }

    private List<Call<?, ?>> memberCalls() {
        return List.of(
                Call.of(Routes.INVITE, vaults::invite),
                Call.of(Routes.ACCEPT, vaults::accept),
                Call.of(Routes.SET_ROLE, vaults::setRole),
                Call.of(Routes.REMOVE, vaults::remove),
                Call.of(Routes.LEAVE, vaults::leave),
                Call.of(Routes.LIST_MEMBERS, vaults::listMembers),
                Call.of(Routes.LIST_VAULT_DEVICES, this::listVaultDevices));
    }

    private List<Call<?, ?>> syncCalls() {
        return List.of(
                Call.of(Routes.ATTEST_SNAPSHOT, snapshots::attest),
                Call.of(Routes.PUT_RECEIPTS, this::putReceipts),
                Call.of(Routes.GET_RECEIPTS, this::getReceipts));
    }

    private PutReceiptsResponse putReceipts(Caller caller, Statement statement) {
        receipts.put(caller, statement);
        return PutReceiptsResponse.getDefaultInstance();
    }

    private ListVaultDevicesResponse listVaultDevices(
            Caller caller, ListVaultDevicesRequest request) {
        UUID vault = WireId.parse("the vault", request.getVaultId());
        return ListVaultDevicesResponse.newBuilder()
                .addAllDevices(receipts.devices(vault, caller.account()))
                .build();
    }

    private GetReceiptsResponse getReceipts(Caller caller, GetReceiptsRequest request) {
        return GetReceiptsResponse.newBuilder()
                .addAllStatements(
                        receipts.get(
                                WireId.parse("the vault", request.getVaultId()), caller.account()))
                .build();
    }

    private List<Call<?, ?>> blobCalls() {
        return List.of(Call.of(Routes.HAS, blobs::has), Call.of(Routes.GET_STATE, blobs::state));
    }

    private List<Call<?, ?>> relayCalls() {
        return List.of(
                Call.open(Routes.GET_RELAY, relay::getRelay),
                Call.of(Routes.GET_STATUS, relay::getStatus),
                Call.of(Routes.LIST_ACCOUNTS, relay::listAccounts),
                Call.of(Routes.LIST_ACCOUNT_DEVICES, relay::listAccountDevices),
                Call.of(Routes.SUSPEND_ACCOUNT, relay::suspendAccount),
                Call.of(Routes.RESUME_ACCOUNT, relay::resumeAccount),
                Call.of(Routes.INVITE_ACCOUNT, relay::inviteAccount),
                Call.of(Routes.LIST_ACCOUNT_INVITATIONS, relay::listAccountInvitations),
                Call.of(Routes.WITHDRAW_ACCOUNT_INVITATION, relay::withdrawAccountInvitation));
    }

    /** All of it as gRPC. */
    List<ServerServiceDefinition> grpc(GrpcServices services, Executor executor) {
        return List.of(
                bind(services, AuthServiceGrpc.getServiceDescriptor(), authCalls())
                        .streaming(AuthServiceGrpc.getExportAccountMethod(), exports::send)
                        .build(),
                bind(
                                services,
                                VaultServiceGrpc.getServiceDescriptor(),
                                Stream.concat(vaultCalls().stream(), memberCalls().stream())
                                        .toList())
                        .build(),
                sync(services, executor),
                blob(services, executor),
                bind(services, RelayServiceGrpc.getServiceDescriptor(), relayCalls()).build());
    }

    private static GrpcServices.Binding bind(
            GrpcServices services, ServiceDescriptor service, List<Call<?, ?>> calls) {
        GrpcServices.Binding binding = services.bind(service);
        calls.forEach(binding::unary);
        return binding;
    }

    private ServerServiceDefinition sync(GrpcServices services, Executor executor) {
        return bind(services, SyncServiceGrpc.getServiceDescriptor(), syncCalls())
                .streaming(SyncServiceGrpc.getGetChangesMethod(), streams::changes)
                .receiving(
                        SyncServiceGrpc.getSendChangesMethod(),
                        (caller, answers) -> new Appending(services::again, streams, answers))
                .receiving(
                        SyncServiceGrpc.getSyncMethod(),
                        (caller, answers) -> new LineCall(caller, services::again, lines, answers))
                .streaming(SyncServiceGrpc.getGetSnapshotMethod(), streams::snapshot)
                .streaming(SyncServiceGrpc.getListSnapshotsMethod(), streams::listSnapshots)
                .receiving(
                        SyncServiceGrpc.getPutSnapshotMethod(),
                        (caller, answers) ->
                                new Uploading<>(
                                        answers,
                                        executor,
                                        new Uploading.Shape<>(
                                                piece -> described(piece), SnapshotPiece::getBytes),
                                        (description, bytes) ->
                                                snapshots.put(caller, description, bytes)))
                .streaming(SyncServiceGrpc.getGetHistoryMethod(), streams::history)
                .build();
    }

    private static Optional<Snapshot> described(SnapshotPiece piece) {
        return piece.hasDescription() ? Optional.of(piece.getDescription()) : Optional.empty();
    }

    private ServerServiceDefinition blob(GrpcServices services, Executor executor) {
        return bind(services, BlobServiceGrpc.getServiceDescriptor(), blobCalls())
                .receiving(
                        BlobServiceGrpc.getPutMethod(),
                        (caller, answers) ->
                                new Uploading<>(
                                        answers,
                                        executor,
                                        new Uploading.Shape<>(
                                                piece ->
                                                        piece.hasDescription()
                                                                ? Optional.of(
                                                                        piece.getDescription())
                                                                : Optional.empty(),
                                                BlobPiece::getBytes),
                                        (description, bytes) ->
                                                blobs.put(caller, description, bytes)))
                .streaming(BlobServiceGrpc.getGetMethod(), this::blob)
                .build();
    }

    private void blob(Caller caller, GetBlobRequest request, SyncStreams.Sink<BlobPiece> sink)
            throws InterruptedException, IOException {
        OpenOutcome.Opened opened = blobs.open(caller, request);
        try (InputStream bytes = opened.bytes()) {
            ByteString piece = SyncStreams.piece(bytes);
            while (!piece.isEmpty()) {
                sink.send(BlobPiece.newBuilder().setBytes(piece).build());
                piece = SyncStreams.piece(bytes);
            }
        }
    }
}
