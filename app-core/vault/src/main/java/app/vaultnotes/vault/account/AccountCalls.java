package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.wire.Routes;
import java.util.List;

/**
 * What a person does with an account: its devices, its vaults and who is in them. Each waits for
 * the relay, and fails as {@link SignedIn} does.
 */
public final class AccountCalls {

    private final SignedIn as;

    /** Calls of a device that is signed in. */
    public AccountCalls(SignedIn as) {
        this.as = as;
    }

    /** The account's devices, the last seen first, revoked ones last. */
    public List<Device> devices() {
        return as.call(Routes.LIST_DEVICES, ListDevicesRequest.getDefaultInstance())
                .getDevicesList();
    }

    /** Signs a device out for good; what it sent stays. */
    public void revoke(String device) {
        as.call(Routes.REVOKE_DEVICE, RevokeDeviceRequest.newBuilder().setDeviceId(device).build());
    }

    /** Sets a new passphrase and ends all other sessions. This device is proof enough. */
    public void changePassphrase(String next) {
        as.call(
                Routes.CHANGE_PASSPHRASE,
                ChangePassphraseRequest.newBuilder().setNewPassphrase(next).build());
    }

    /** The account's vaults, by name. */
    public List<Vault> vaults() {
        return as.call(Routes.LIST_VAULTS, ListVaultsRequest.getDefaultInstance()).getVaultsList();
    }

    /**
     * Registers a vault, whose owner the account becomes.
     *
     * @param name 1 to 100 characters
     */
    public Vault create(Id vault, String name, Sealing sealing) {
        return as.call(
                Routes.CREATE_VAULT,
                CreateVaultRequest.newBuilder()
                        .setVaultId(vault.toString())
                        .setName(name)
                        .setSealing(sealing)
                        .build());
    }

    /** Makes a link into a vault that works once, for 7 days, for whoever has it. */
    public Invitation invite(Id vault, Role role) {
        return as.call(
                Routes.INVITE,
                InviteRequest.newBuilder().setVaultId(vault.toString()).setRole(role).build());
    }

    /** Joins a vault by a link to this relay. */
    public Vault accept(String secret) {
        return as.call(Routes.ACCEPT, AcceptRequest.newBuilder().setSecret(secret).build());
    }

    /** A vault's members, and for its owners the links that are open. */
    public ListMembersResponse members(Id vault) {
        return as.call(
                Routes.LIST_MEMBERS,
                ListMembersRequest.newBuilder().setVaultId(vault.toString()).build());
    }

    /** Gives a member another role. */
    public Member setRole(Id vault, String account, Role role) {
        return as.call(
                Routes.SET_ROLE,
                SetRoleRequest.newBuilder()
                        .setVaultId(vault.toString())
                        .setAccountId(account)
                        .setRole(role)
                        .build());
    }

    /** Takes a member out, who loses access at once. */
    public void remove(Id vault, String account) {
        as.call(
                Routes.REMOVE,
                RemoveRequest.newBuilder()
                        .setVaultId(vault.toString())
                        .setAccountId(account)
                        .build());
    }

    /** Takes an invitation back. */
    public void withdraw(Id vault, String invitation) {
        as.call(
                Routes.REMOVE,
                RemoveRequest.newBuilder()
                        .setVaultId(vault.toString())
                        .setInvitationId(invitation)
                        .build());
    }

    /** Ends the account's own membership. */
    public void leave(Id vault) {
        as.call(Routes.LEAVE, LeaveRequest.newBuilder().setVaultId(vault.toString()).build());
    }
}
