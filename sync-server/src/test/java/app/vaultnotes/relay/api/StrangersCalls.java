package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.EraseAccountRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ExportAccountRequest;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetHistoryRequest;
import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.GetRelayRequest;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.GetStatusRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.proto.v1.InviteAccountRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.ListAccountDevicesRequest;
import app.vaultnotes.proto.v1.ListAccountInvitationsRequest;
import app.vaultnotes.proto.v1.ListAccountsRequest;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListSnapshotsRequest;
import app.vaultnotes.proto.v1.ListVaultDevicesRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RelayServiceGrpc;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.ResumeAccountRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.SnapshotPiece;
import app.vaultnotes.proto.v1.SuspendAccountRequest;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.proto.v1.WithdrawAccountInvitationRequest;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Every call there is, as a stranger tries it on what somebody else has. */
final class StrangersCalls {

    private static final String PASSPHRASE = "seven grey herons wade upstream";

    private final List<Attempt<?, ?>> all = new ArrayList<>();

    /**
     * A call that is tried.
     *
     * @param outcome how it ends; UNSPECIFIED when it is answered, with what the stranger may know
     * @param isAlike whether what others have and what nobody has must look alike
     * @param requests what the stranger sends
     */
    record Attempt<Q extends Message, A extends Message>(
            MethodDescriptor<Q, A> method,
            ErrorCode outcome,
            boolean isAlike,
            BiFunction<TestApp, Target, List<Q>> requests) {}

    private StrangersCalls() {
        ownAccount();
        signingIn();
        vaults();
        members();
        log();
        snapshots();
        blobs();
        administration();
    }

    static List<Attempt<?, ?>> all() {
        return new StrangersCalls().all;
    }

    /** Answered, but of what the stranger has. */
    private <Q extends Message> void own(
            MethodDescriptor<Q, ? extends Message> method, BiFunction<TestApp, Target, Q> request) {
        attempt(method, ErrorCode.ERROR_CODE_UNSPECIFIED, false, request);
    }

    private <Q extends Message> void refused(
            MethodDescriptor<Q, ? extends Message> method,
            ErrorCode code,
            BiFunction<TestApp, Target, Q> request) {
        attempt(method, code, false, request);
    }

    /** As if there were no such vault. */
    private <Q extends Message> void hidden(
            MethodDescriptor<Q, ? extends Message> method, BiFunction<TestApp, Target, Q> request) {
        attempt(method, ErrorCode.NOT_FOUND, true, request);
    }

    /** Answered as if nobody had it. */
    private <Q extends Message> void alike(
            MethodDescriptor<Q, ? extends Message> method, BiFunction<TestApp, Target, Q> request) {
        attempt(method, ErrorCode.ERROR_CODE_UNSPECIFIED, true, request);
    }

    private <Q extends Message> void attempt(
            MethodDescriptor<Q, ? extends Message> method,
            ErrorCode code,
            boolean isAlike,
            BiFunction<TestApp, Target, Q> request) {
        all.add(new Attempt<>(method, code, isAlike, request.andThen(List::of)));
    }

    private void ownAccount() {
        own(
                AuthServiceGrpc.getValidateTokenMethod(),
                (me, its) -> ValidateTokenRequest.getDefaultInstance());
        own(
                AuthServiceGrpc.getListDevicesMethod(),
                (me, its) -> ListDevicesRequest.getDefaultInstance());
        own(
                AuthServiceGrpc.getRevokeTokenMethod(),
                (me, its) -> RevokeTokenRequest.getDefaultInstance());
        own(
                AuthServiceGrpc.getExportAccountMethod(),
                (me, its) -> ExportAccountRequest.getDefaultInstance());
        own(
                AuthServiceGrpc.getEraseAccountMethod(),
                (me, its) -> EraseAccountRequest.newBuilder().setPassphrase(PASSPHRASE).build());
        own(
                AuthServiceGrpc.getChangePassphraseMethod(),
                (me, its) ->
                        ChangePassphraseRequest.newBuilder()
                                .setOldPassphrase(PASSPHRASE)
                                .setNewPassphrase("eight brown owls hunt downstream")
                                .build());
        refused(
                AuthServiceGrpc.getRevokeDeviceMethod(),
                ErrorCode.NOT_FOUND,
                (me, its) ->
                        RevokeDeviceRequest.newBuilder()
                                .setDeviceId(WireId.text(its.device()))
                                .build());
    }

    private void signingIn() {
        refused(
                AuthServiceGrpc.getSignUpMethod(),
                ErrorCode.TAKEN,
                (me, its) ->
                        SignUpRequest.newBuilder()
                                .setEmail(its.email())
                                .setPassphrase(PASSPHRASE)
                                .build());
        refused(
                AuthServiceGrpc.getSignInMethod(),
                ErrorCode.WRONG_CREDENTIALS,
                (me, its) ->
                        SignInRequest.newBuilder()
                                .setEmail(its.email())
                                .setPassphrase("eight brown owls hunt downstream")
                                .build());
        refused(
                AuthServiceGrpc.getRefreshTokenMethod(),
                ErrorCode.BAD_PROOF,
                (me, its) ->
                        RefreshTokenRequest.newBuilder()
                                .setRefreshToken(its.refreshToken())
                                .setDeviceSignature(ByteString.copyFrom(new byte[64]))
                                .build());
        refused(
                AuthServiceGrpc.getBindDeviceMethod(),
                ErrorCode.TAKEN,
                (me, its) ->
                        BindDeviceRequest.newBuilder()
                                .setDeviceId(WireId.text(its.device()))
                                .setName("Mine")
                                .setKind(DeviceKind.LAPTOP)
                                .setPublicKey(ByteString.copyFrom(Signing.publicKey(me.key())))
                                .setSignature(bound(me, its.device()))
                                .build());
        own(
                AuthServiceGrpc.getDeviceChallengeMethod(),
                (me, its) ->
                        DeviceChallengeRequest.newBuilder()
                                .setDeviceId(WireId.text(its.device()))
                                .build());
        refused(
                AuthServiceGrpc.getDeviceSignInMethod(),
                ErrorCode.WRONG_CREDENTIALS,
                (me, its) -> signIn(me, its.device()));
    }

    private static ByteString bound(TestApp me, UUID device) {
        return ByteString.copyFrom(
                new Signing.Message(Signing.Purpose.BIND)
                        .id(WireId.parse("account", me.session().getAccountId()))
                        .id(device)
                        .bytes(Signing.publicKey(me.key()))
                        .sign(me.key()));
    }

    /** By a challenge that is good, and with the stranger's key. */
    private static DeviceSignInRequest signIn(TestApp me, UUID device) {
        DeviceChallengeRequest.Builder asked =
                DeviceChallengeRequest.newBuilder().setDeviceId(WireId.text(device));
        ByteString nonce = me.auth().deviceChallenge(asked.build()).getNonce();
        byte[] signature =
                new Signing.Message(Signing.Purpose.SIGN_IN)
                        .id(device)
                        .bytes(nonce.toByteArray())
                        .sign(me.key());
        return DeviceSignInRequest.newBuilder()
                .setDeviceId(WireId.text(device))
                .setNonce(nonce)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    private void vaults() {
        own(
                VaultServiceGrpc.getListVaultsMethod(),
                (me, its) -> ListVaultsRequest.getDefaultInstance());
        refused(
                VaultServiceGrpc.getCreateVaultMethod(),
                ErrorCode.TAKEN,
                (me, its) ->
                        CreateVaultRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setName("Mine")
                                .setSealing(Sealing.READABLE)
                                .build());
        hidden(
                VaultServiceGrpc.getGetVaultMethod(),
                (me, its) -> GetVaultRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                VaultServiceGrpc.getRenameVaultMethod(),
                (me, its) ->
                        RenameVaultRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setName("Mine")
                                .build());
        hidden(
                VaultServiceGrpc.getDeleteVaultMethod(),
                (me, its) -> DeleteVaultRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                VaultServiceGrpc.getRestoreVaultMethod(),
                (me, its) -> RestoreVaultRequest.newBuilder().setVaultId(its.vaultId()).build());
    }

    private void members() {
        hidden(
                VaultServiceGrpc.getListMembersMethod(),
                (me, its) -> ListMembersRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                VaultServiceGrpc.getListVaultDevicesMethod(),
                (me, its) ->
                        ListVaultDevicesRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                VaultServiceGrpc.getInviteMethod(),
                (me, its) ->
                        InviteRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setRole(Role.OWNER)
                                .build());
        refused(
                VaultServiceGrpc.getAcceptMethod(),
                ErrorCode.NOT_FOUND,
                (me, its) -> AcceptRequest.newBuilder().setSecret(its.invitation()).build());
        hidden(
                VaultServiceGrpc.getLeaveMethod(),
                (me, its) -> LeaveRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(VaultServiceGrpc.getSetRoleMethod(), (me, its) -> setRole(its, its.account()));
        hidden(
                VaultServiceGrpc.getSetRoleMethod(),
                (me, its) -> setRole(its, me.session().getAccountId()));
        hidden(
                VaultServiceGrpc.getRemoveMethod(),
                (me, its) ->
                        RemoveRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setAccountId(its.account())
                                .build());
        hidden(
                VaultServiceGrpc.getRemoveMethod(),
                (me, its) ->
                        RemoveRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setInvitationId(its.invitation())
                                .build());
    }

    private static SetRoleRequest setRole(Target its, String account) {
        return SetRoleRequest.newBuilder()
                .setVaultId(its.vaultId())
                .setAccountId(account)
                .setRole(Role.OWNER)
                .build();
    }

    private void log() {
        hidden(
                SyncServiceGrpc.getGetChangesMethod(),
                (me, its) -> GetChangesRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                SyncServiceGrpc.getGetHistoryMethod(),
                (me, its) ->
                        GetHistoryRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setDocId(its.docId())
                                .build());
        hidden(SyncServiceGrpc.getSendChangesMethod(), StrangersCalls::batch);
        hidden(
                SyncServiceGrpc.getGetReceiptsMethod(),
                (me, its) -> GetReceiptsRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                SyncServiceGrpc.getPutReceiptsMethod(),
                (me, its) -> me.in(its.vault()).statement(1));
        line((me, its) ->
                ToRelay.newBuilder().setOpen(Open.newBuilder().setVaultId(its.vaultId())));
        line((me, its) -> ToRelay.newBuilder().setBatch(batch(me, its)));
        line((me, its) -> ToRelay.newBuilder().setStatement(me.in(its.vault()).statement(1)));
        line((me, its) ->
                ToRelay.newBuilder().setPresence(Presence.newBuilder().setVaultId(its.vaultId())));
    }

    private void line(BiFunction<TestApp, Target, ToRelay.Builder> message) {
        hidden(SyncServiceGrpc.getSyncMethod(), message.andThen(ToRelay.Builder::build));
    }

    private static Batch batch(TestApp me, Target its) {
        return me.in(its.vault()).cut(its.doc(), List.of(new byte[10])).toMessage();
    }

    private void snapshots() {
        hidden(
                SyncServiceGrpc.getListSnapshotsMethod(),
                (me, its) -> ListSnapshotsRequest.newBuilder().setVaultId(its.vaultId()).build());
        hidden(
                SyncServiceGrpc.getGetSnapshotMethod(),
                (me, its) ->
                        GetSnapshotRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setDocId(its.docId())
                                .build());
        hidden(
                SyncServiceGrpc.getAttestSnapshotMethod(),
                (me, its) ->
                        AttestSnapshotRequest.newBuilder()
                                .setVaultId(its.vaultId())
                                .setDocId(its.docId())
                                .setHash(its.hash())
                                .setSignature(attested(me.in(its.vault()), its))
                                .build());
        all.add(
                new Attempt<>(
                        SyncServiceGrpc.getPutSnapshotMethod(),
                        ErrorCode.NOT_FOUND,
                        true,
                        (me, its) -> snapshot(me.in(its.vault()), its.doc(), its.content())));
    }

    private static ByteString attested(TestApp me, Target its) {
        return ByteString.copyFrom(
                SignedSnapshot.attestation(
                                me.vault(), its.doc(), Hash.of(its.content()), me.device())
                        .sign(me.key()));
    }

    private static List<SnapshotPiece> snapshot(TestApp me, UUID doc, byte[] content) {
        return List.of(
                SnapshotPiece.newBuilder().setDescription(me.snapshot(doc, content, 1)).build(),
                SnapshotPiece.newBuilder().setBytes(ByteString.copyFrom(content)).build());
    }

    /** In a vault of others, and by the hash alone in a vault of one's own. */
    private void blobs() {
        hidden(BlobServiceGrpc.getHasMethod(), (me, its) -> has(its.vaultId(), its));
        alike(BlobServiceGrpc.getHasMethod(), (me, its) -> has(me.vaultId(), its));
        hidden(BlobServiceGrpc.getGetStateMethod(), (me, its) -> state(its.vaultId(), its));
        alike(BlobServiceGrpc.getGetStateMethod(), (me, its) -> state(me.vaultId(), its));
        hidden(BlobServiceGrpc.getGetMethod(), (me, its) -> get(its.vaultId(), its));
        refused(
                BlobServiceGrpc.getGetMethod(),
                ErrorCode.NOT_FOUND,
                (me, its) -> get(me.vaultId(), its));
        all.add(
                new Attempt<>(
                        BlobServiceGrpc.getPutMethod(),
                        ErrorCode.NOT_FOUND,
                        true,
                        (me, its) -> put(its.vaultId(), its, its.content())));
        all.add(
                new Attempt<>(
                        BlobServiceGrpc.getPutMethod(),
                        ErrorCode.BAD_PROOF,
                        false,
                        (me, its) -> put(me.vaultId(), its, new byte[its.content().length])));
    }

    private static HasRequest has(String vault, Target its) {
        return HasRequest.newBuilder().setVaultId(vault).addHashes(its.hash()).build();
    }

    private static BlobStateRequest state(String vault, Target its) {
        return BlobStateRequest.newBuilder().setVaultId(vault).setHash(its.hash()).build();
    }

    private static GetBlobRequest get(String vault, Target its) {
        return GetBlobRequest.newBuilder().setVaultId(vault).setHash(its.hash()).build();
    }

    private static List<BlobPiece> put(String vault, Target its, byte[] content) {
        BlobDescription.Builder description =
                BlobDescription.newBuilder()
                        .setVaultId(vault)
                        .setHash(its.hash())
                        .setSizeBytes(content.length);
        return List.of(
                BlobPiece.newBuilder().setDescription(description).build(),
                BlobPiece.newBuilder().setBytes(ByteString.copyFrom(content)).build());
    }

    private void administration() {
        own(
                RelayServiceGrpc.getGetRelayMethod(),
                (me, its) -> GetRelayRequest.getDefaultInstance());
        forAdmins(
                RelayServiceGrpc.getGetStatusMethod(),
                its -> GetStatusRequest.getDefaultInstance());
        forAdmins(
                RelayServiceGrpc.getListAccountsMethod(),
                its -> ListAccountsRequest.getDefaultInstance());
        forAdmins(
                RelayServiceGrpc.getListAccountDevicesMethod(),
                its -> ListAccountDevicesRequest.newBuilder().setAccountId(its.account()).build());
        forAdmins(
                RelayServiceGrpc.getSuspendAccountMethod(),
                its -> SuspendAccountRequest.newBuilder().setAccountId(its.account()).build());
        forAdmins(
                RelayServiceGrpc.getResumeAccountMethod(),
                its -> ResumeAccountRequest.newBuilder().setAccountId(its.account()).build());
        forAdmins(
                RelayServiceGrpc.getInviteAccountMethod(),
                its -> InviteAccountRequest.newBuilder().setEmail("mine@example.org").build());
        forAdmins(
                RelayServiceGrpc.getListAccountInvitationsMethod(),
                its -> ListAccountInvitationsRequest.getDefaultInstance());
        forAdmins(
                RelayServiceGrpc.getWithdrawAccountInvitationMethod(),
                its ->
                        WithdrawAccountInvitationRequest.newBuilder()
                                .setInvitationId(its.invitation())
                                .build());
    }

    private <Q extends Message> void forAdmins(
            MethodDescriptor<Q, ? extends Message> method, Function<Target, Q> request) {
        refused(method, ErrorCode.FORBIDDEN, (me, its) -> request.apply(its));
    }
}
