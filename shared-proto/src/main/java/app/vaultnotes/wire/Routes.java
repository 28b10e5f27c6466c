package app.vaultnotes.wire;

import static app.vaultnotes.wire.Route.Verb.DELETE;
import static app.vaultnotes.wire.Route.Verb.GET;
import static app.vaultnotes.wire.Route.Verb.POST;
import static app.vaultnotes.wire.Route.Verb.PUT;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.AccountInvitation;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.ChangePassphraseResponse;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceChallengeResponse;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.EraseAccountRequest;
import app.vaultnotes.proto.v1.EraseAccountResponse;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetReceiptsRequest;
import app.vaultnotes.proto.v1.GetReceiptsResponse;
import app.vaultnotes.proto.v1.GetRelayRequest;
import app.vaultnotes.proto.v1.GetStatusRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.proto.v1.HasResponse;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteAccountRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.LeaveResponse;
import app.vaultnotes.proto.v1.ListAccountDevicesRequest;
import app.vaultnotes.proto.v1.ListAccountDevicesResponse;
import app.vaultnotes.proto.v1.ListAccountInvitationsRequest;
import app.vaultnotes.proto.v1.ListAccountInvitationsResponse;
import app.vaultnotes.proto.v1.ListAccountsRequest;
import app.vaultnotes.proto.v1.ListAccountsResponse;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.ListDevicesResponse;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.ListVaultDevicesRequest;
import app.vaultnotes.proto.v1.ListVaultDevicesResponse;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.ListVaultsResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.PutReceiptsResponse;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.Relay;
import app.vaultnotes.proto.v1.RelayServiceGrpc;
import app.vaultnotes.proto.v1.RelayStatus;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RemoveResponse;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.ResumeAccountRequest;
import app.vaultnotes.proto.v1.ResumeAccountResponse;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.RevokeDeviceResponse;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.RevokeTokenResponse;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.SuspendAccountRequest;
import app.vaultnotes.proto.v1.SuspendAccountResponse;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.proto.v1.ValidateTokenResponse;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.proto.v1.WithdrawAccountInvitationRequest;
import app.vaultnotes.proto.v1.WithdrawAccountInvitationResponse;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;

/** Where each call is over REST; each does what the call of its name does in the services. */
public final class Routes {

    public static final Route<SignUpRequest, Session> SIGN_UP =
            open(AuthServiceGrpc.getSignUpMethod(), POST, "/v1/accounts");

    public static final Route<SignInRequest, Session> SIGN_IN =
            open(AuthServiceGrpc.getSignInMethod(), POST, "/v1/sessions");

    public static final Route<RefreshTokenRequest, Session> REFRESH_TOKEN =
            open(AuthServiceGrpc.getRefreshTokenMethod(), POST, "/v1/sessions/refresh");

    public static final Route<ValidateTokenRequest, ValidateTokenResponse> VALIDATE_TOKEN =
            of(AuthServiceGrpc.getValidateTokenMethod(), GET, "/v1/session");

    public static final Route<RevokeTokenRequest, RevokeTokenResponse> REVOKE_TOKEN =
            of(AuthServiceGrpc.getRevokeTokenMethod(), POST, "/v1/session/revoke");

    public static final Route<BindDeviceRequest, Session> BIND_DEVICE =
            of(AuthServiceGrpc.getBindDeviceMethod(), POST, "/v1/devices");

    public static final Route<DeviceChallengeRequest, DeviceChallengeResponse> DEVICE_CHALLENGE =
            open(
                    AuthServiceGrpc.getDeviceChallengeMethod(),
                    POST,
                    "/v1/devices/{device_id}/challenge");

    public static final Route<DeviceSignInRequest, Session> DEVICE_SIGN_IN =
            open(AuthServiceGrpc.getDeviceSignInMethod(), POST, "/v1/devices/{device_id}/sessions");

    public static final Route<ListDevicesRequest, ListDevicesResponse> LIST_DEVICES =
            of(AuthServiceGrpc.getListDevicesMethod(), GET, "/v1/devices");

    public static final Route<RevokeDeviceRequest, RevokeDeviceResponse> REVOKE_DEVICE =
            of(AuthServiceGrpc.getRevokeDeviceMethod(), DELETE, "/v1/devices/{device_id}");

    public static final Route<ChangePassphraseRequest, ChangePassphraseResponse> CHANGE_PASSPHRASE =
            of(AuthServiceGrpc.getChangePassphraseMethod(), PUT, "/v1/account/passphrase");

    public static final Route<EraseAccountRequest, EraseAccountResponse> ERASE_ACCOUNT =
            of(AuthServiceGrpc.getEraseAccountMethod(), POST, "/v1/account/erase");

    public static final Route<CreateVaultRequest, Vault> CREATE_VAULT =
            of(VaultServiceGrpc.getCreateVaultMethod(), POST, "/v1/vaults");

    public static final Route<GetVaultRequest, Vault> GET_VAULT =
            of(VaultServiceGrpc.getGetVaultMethod(), GET, "/v1/vaults/{vault_id}");

    public static final Route<ListVaultsRequest, ListVaultsResponse> LIST_VAULTS =
            of(VaultServiceGrpc.getListVaultsMethod(), GET, "/v1/vaults");

    public static final Route<RenameVaultRequest, Vault> RENAME_VAULT =
            of(VaultServiceGrpc.getRenameVaultMethod(), PUT, "/v1/vaults/{vault_id}/name");

    public static final Route<DeleteVaultRequest, Vault> DELETE_VAULT =
            of(VaultServiceGrpc.getDeleteVaultMethod(), DELETE, "/v1/vaults/{vault_id}");

    public static final Route<RestoreVaultRequest, Vault> RESTORE_VAULT =
            of(VaultServiceGrpc.getRestoreVaultMethod(), POST, "/v1/vaults/{vault_id}/restore");

    public static final Route<InviteRequest, Invitation> INVITE =
            of(VaultServiceGrpc.getInviteMethod(), POST, "/v1/vaults/{vault_id}/invitations");

    public static final Route<AcceptRequest, Vault> ACCEPT =
            of(VaultServiceGrpc.getAcceptMethod(), POST, "/v1/memberships");

    public static final Route<SetRoleRequest, Member> SET_ROLE =
            of(
                    VaultServiceGrpc.getSetRoleMethod(),
                    PUT,
                    "/v1/vaults/{vault_id}/members/{account_id}/role");

    public static final Route<RemoveRequest, RemoveResponse> REMOVE =
            of(VaultServiceGrpc.getRemoveMethod(), POST, "/v1/vaults/{vault_id}/remove");

    public static final Route<LeaveRequest, LeaveResponse> LEAVE =
            of(VaultServiceGrpc.getLeaveMethod(), POST, "/v1/vaults/{vault_id}/leave");

    public static final Route<ListMembersRequest, ListMembersResponse> LIST_MEMBERS =
            of(VaultServiceGrpc.getListMembersMethod(), GET, "/v1/vaults/{vault_id}/members");

    public static final Route<ListVaultDevicesRequest, ListVaultDevicesResponse>
            LIST_VAULT_DEVICES =
                    of(
                            VaultServiceGrpc.getListVaultDevicesMethod(),
                            GET,
                            "/v1/vaults/{vault_id}/devices");

    public static final Route<AttestSnapshotRequest, Snapshot> ATTEST_SNAPSHOT =
            of(
                    SyncServiceGrpc.getAttestSnapshotMethod(),
                    POST,
                    "/v1/vaults/{vault_id}/snapshots/{doc_id}/attest");

    public static final Route<Statement, PutReceiptsResponse> PUT_RECEIPTS =
            of(SyncServiceGrpc.getPutReceiptsMethod(), PUT, "/v1/vaults/{vault_id}/receipts");

    public static final Route<GetReceiptsRequest, GetReceiptsResponse> GET_RECEIPTS =
            of(SyncServiceGrpc.getGetReceiptsMethod(), GET, "/v1/vaults/{vault_id}/receipts");

    public static final Route<HasRequest, HasResponse> HAS =
            of(BlobServiceGrpc.getHasMethod(), POST, "/v1/vaults/{vault_id}/blobs/has");

    public static final Route<BlobStateRequest, BlobState> GET_STATE =
            of(BlobServiceGrpc.getGetStateMethod(), POST, "/v1/vaults/{vault_id}/blobs/state");

    public static final Route<GetRelayRequest, Relay> GET_RELAY =
            open(RelayServiceGrpc.getGetRelayMethod(), GET, "/v1/relay");

    public static final Route<GetStatusRequest, RelayStatus> GET_STATUS =
            of(RelayServiceGrpc.getGetStatusMethod(), GET, "/v1/admin/status");

    public static final Route<ListAccountsRequest, ListAccountsResponse> LIST_ACCOUNTS =
            of(RelayServiceGrpc.getListAccountsMethod(), GET, "/v1/admin/accounts");

    public static final Route<ListAccountDevicesRequest, ListAccountDevicesResponse>
            LIST_ACCOUNT_DEVICES =
                    of(
                            RelayServiceGrpc.getListAccountDevicesMethod(),
                            GET,
                            "/v1/admin/accounts/{account_id}/devices");

    public static final Route<SuspendAccountRequest, SuspendAccountResponse> SUSPEND_ACCOUNT =
            of(
                    RelayServiceGrpc.getSuspendAccountMethod(),
                    POST,
                    "/v1/admin/accounts/{account_id}/suspend");

    public static final Route<ResumeAccountRequest, ResumeAccountResponse> RESUME_ACCOUNT =
            of(
                    RelayServiceGrpc.getResumeAccountMethod(),
                    POST,
                    "/v1/admin/accounts/{account_id}/resume");

    public static final Route<InviteAccountRequest, AccountInvitation> INVITE_ACCOUNT =
            of(RelayServiceGrpc.getInviteAccountMethod(), POST, "/v1/admin/invitations");

    public static final Route<ListAccountInvitationsRequest, ListAccountInvitationsResponse>
            LIST_ACCOUNT_INVITATIONS =
                    of(
                            RelayServiceGrpc.getListAccountInvitationsMethod(),
                            GET,
                            "/v1/admin/invitations");

    public static final Route<WithdrawAccountInvitationRequest, WithdrawAccountInvitationResponse>
            WITHDRAW_ACCOUNT_INVITATION =
                    of(
                            RelayServiceGrpc.getWithdrawAccountInvitationMethod(),
                            DELETE,
                            "/v1/admin/invitations/{invitation_id}");

    /** A page of what over gRPC is a stream; the next begins behind its last record. */
    public static final Route<GetChangesRequest, Records> GET_CHANGES =
            of(SyncServiceGrpc.getGetChangesMethod(), GET, "/v1/vaults/{vault_id}/changes");

    /** One batch of what over gRPC is a stream. */
    public static final Route<Batch, Ack> SEND_CHANGES =
            of(SyncServiceGrpc.getSendChangesMethod(), POST, "/v1/vaults/{vault_id}/changes");

    private Routes() {}

    private static <Q extends Message, A extends Message> Route<Q, A> of(
            MethodDescriptor<Q, A> method, Route.Verb verb, String path) {
        return new Route<>(method, verb, path, true);
    }

    private static <Q extends Message, A extends Message> Route<Q, A> open(
            MethodDescriptor<Q, A> method, Route.Verb verb, String path) {
        return new Route<>(method, verb, path, false);
    }
}
