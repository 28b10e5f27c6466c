package app.vaultnotes.relay.api;

import static app.vaultnotes.relay.api.Call.Verb.DELETE;
import static app.vaultnotes.relay.api.Call.Verb.GET;
import static app.vaultnotes.relay.api.Call.Verb.POST;
import static app.vaultnotes.relay.api.Call.Verb.PUT;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.GetReceiptsResponse;
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
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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
                Call.open(AuthServiceGrpc.getSignUpMethod(), POST, "/v1/accounts", auth::signUp),
                Call.open(AuthServiceGrpc.getSignInMethod(), POST, "/v1/sessions", auth::signIn),
                Call.open(
                        AuthServiceGrpc.getRefreshTokenMethod(),
                        POST,
                        "/v1/sessions/refresh",
                        auth::refreshToken),
                Call.of(
                        AuthServiceGrpc.getValidateTokenMethod(),
                        GET,
                        "/v1/session",
                        auth::validateToken),
                Call.of(
                        AuthServiceGrpc.getRevokeTokenMethod(),
                        POST,
                        "/v1/session/revoke",
                        auth::revokeToken),
                Call.of(
                        AuthServiceGrpc.getBindDeviceMethod(),
                        POST,
                        "/v1/devices",
                        auth::bindDevice),
                Call.open(
                        AuthServiceGrpc.getDeviceChallengeMethod(),
                        POST,
                        "/v1/devices/{device_id}/challenge",
                        auth::deviceChallenge),
                Call.open(
                        AuthServiceGrpc.getDeviceSignInMethod(),
                        POST,
                        "/v1/devices/{device_id}/sessions",
                        auth::deviceSignIn),
                Call.of(
                        AuthServiceGrpc.getListDevicesMethod(),
                        GET,
                        "/v1/devices",
                        auth::listDevices),
                Call.of(
                        AuthServiceGrpc.getRevokeDeviceMethod(),
                        DELETE,
                        "/v1/devices/{device_id}",
                        auth::revokeDevice),
                Call.of(
                        AuthServiceGrpc.getChangePassphraseMethod(),
                        PUT,
                        "/v1/account/passphrase",
                        auth::changePassphrase),
                Call.of(
                        AuthServiceGrpc.getEraseAccountMethod(),
                        POST,
                        "/v1/account/erase",
                        auth::eraseAccount));
    }

    private List<Call<?, ?>> vaultCalls() {
        return List.of(
                Call.of(
                        VaultServiceGrpc.getCreateVaultMethod(),
                        POST,
                        "/v1/vaults",
                        vaults::createVault),
                Call.of(
                        VaultServiceGrpc.getGetVaultMethod(),
                        GET,
                        "/v1/vaults/{vault_id}",
                        vaults::getVault),
                Call.of(
                        VaultServiceGrpc.getListVaultsMethod(),
                        GET,
                        "/v1/vaults",
                        vaults::listVaults),
                Call.of(
                        VaultServiceGrpc.getRenameVaultMethod(),
                        PUT,
                        "/v1/vaults/{vault_id}/name",
                        vaults::renameVault),
                Call.of(
                        VaultServiceGrpc.getDeleteVaultMethod(),
                        DELETE,
                        "/v1/vaults/{vault_id}",
                        vaults::deleteVault),
                Call.of(
                        VaultServiceGrpc.getRestoreVaultMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/restore",
                        vaults::restoreVault));
    }

    private List<Call<?, ?>> memberCalls() {
        return List.of(
                Call.of(
                        VaultServiceGrpc.getInviteMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/invitations",
                        vaults::invite),
                Call.of(
                        VaultServiceGrpc.getAcceptMethod(),
                        POST,
                        "/v1/memberships",
                        vaults::accept),
                Call.of(
                        VaultServiceGrpc.getSetRoleMethod(),
                        PUT,
                        "/v1/vaults/{vault_id}/members/{account_id}/role",
                        vaults::setRole),
                Call.of(
                        VaultServiceGrpc.getRemoveMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/remove",
                        vaults::remove),
                Call.of(
                        VaultServiceGrpc.getLeaveMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/leave",
                        vaults::leave),
                Call.of(
                        VaultServiceGrpc.getListMembersMethod(),
                        GET,
                        "/v1/vaults/{vault_id}/members",
                        vaults::listMembers));
    }

    private List<Call<?, ?>> syncCalls() {
        return List.of(
                Call.of(
                        SyncServiceGrpc.getAttestSnapshotMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/snapshots/{doc_id}/attest",
                        snapshots::attest),
                Call.of(
                        SyncServiceGrpc.getPutReceiptsMethod(),
                        PUT,
                        "/v1/vaults/{vault_id}/receipts",
                        this::putReceipts),
                Call.of(
                        SyncServiceGrpc.getGetReceiptsMethod(),
                        GET,
                        "/v1/vaults/{vault_id}/receipts",
                        this::getReceipts));
    }

    private PutReceiptsResponse putReceipts(Caller caller, Statement statement) {
        receipts.put(caller, statement);
        return PutReceiptsResponse.getDefaultInstance();
    }

    private GetReceiptsResponse getReceipts(Caller caller, GetReceiptsRequest request) {
        return GetReceiptsResponse.newBuilder()
                .addAllStatements(
                        receipts.get(
                                WireId.parse("the vault", request.getVaultId()), caller.account()))
                .build();
    }

    private List<Call<?, ?>> blobCalls() {
        return List.of(
                Call.of(
                        BlobServiceGrpc.getHasMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/blobs/has",
                        blobs::has),
                Call.of(
                        BlobServiceGrpc.getGetStateMethod(),
                        POST,
                        "/v1/vaults/{vault_id}/blobs/state",
                        blobs::state));
    }

    private List<Call<?, ?>> relayCalls() {
        return List.of(
                Call.open(RelayServiceGrpc.getGetRelayMethod(), GET, "/v1/relay", relay::getRelay),
                Call.of(
                        RelayServiceGrpc.getGetStatusMethod(),
                        GET,
                        "/v1/admin/status",
                        relay::getStatus),
                Call.of(
                        RelayServiceGrpc.getListAccountsMethod(),
                        GET,
                        "/v1/admin/accounts",
                        relay::listAccounts),
                Call.of(
                        RelayServiceGrpc.getListAccountDevicesMethod(),
                        GET,
                        "/v1/admin/accounts/{account_id}/devices",
                        relay::listAccountDevices),
                Call.of(
                        RelayServiceGrpc.getSuspendAccountMethod(),
                        POST,
                        "/v1/admin/accounts/{account_id}/suspend",
                        relay::suspendAccount),
                Call.of(
                        RelayServiceGrpc.getResumeAccountMethod(),
                        POST,
                        "/v1/admin/accounts/{account_id}/resume",
                        relay::resumeAccount),
                Call.of(
                        RelayServiceGrpc.getInviteAccountMethod(),
                        POST,
                        "/v1/admin/invitations",
                        relay::inviteAccount),
                Call.of(
                        RelayServiceGrpc.getListAccountInvitationsMethod(),
                        GET,
                        "/v1/admin/invitations",
                        relay::listAccountInvitations),
                Call.of(
                        RelayServiceGrpc.getWithdrawAccountInvitationMethod(),
                        DELETE,
                        "/v1/admin/invitations/{invitation_id}",
                        relay::withdrawAccountInvitation));
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
