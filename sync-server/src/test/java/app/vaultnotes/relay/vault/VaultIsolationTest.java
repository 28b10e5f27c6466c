package app.vaultnotes.relay.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.WireId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Of every call on a vault: whoever has too small a role in it changes nothing. */
class VaultIsolationTest {

    private final TestRelay relay = TestRelay.shared();

    private Person member(Person owner, Vault vault, Role role) {
        Person person = relay.person();
        relay.vaults.accept(
                person.caller(),
                AcceptRequest.newBuilder()
                        .setSecret(invite(owner.caller(), vault.getVaultId(), role).getSecret())
                        .build());
        return person;
    }

    private Invitation invite(Caller caller, String vault, Role role) {
        return relay.vaults.invite(
                caller, InviteRequest.newBuilder().setVaultId(vault).setRole(role).build());
    }

    private void setRole(Caller caller, String vault, Person person, Role role) {
        relay.vaults.setRole(
                caller,
                SetRoleRequest.newBuilder()
                        .setVaultId(vault)
                        .setAccountId(person.account())
                        .setRole(role)
                        .build());
    }

    private void remove(Caller caller, String vault, String account, String invitation) {
        relay.vaults.remove(
                caller,
                RemoveRequest.newBuilder()
                        .setVaultId(vault)
                        .setAccountId(account)
                        .setInvitationId(invitation)
                        .build());
    }

    /** Every call on a vault, made by someone. */
    private Map<String, Executable> calls(
            Person person, String id, Person other, String invitation) {
        Caller who = person.caller();
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put(
                "get",
                () ->
                        relay.vaults.getVault(
                                who, GetVaultRequest.newBuilder().setVaultId(id).build()));
        calls.put(
                "list members",
                () ->
                        relay.vaults.listMembers(
                                who, ListMembersRequest.newBuilder().setVaultId(id).build()));
        calls.put(
                "rename",
                () ->
                        relay.vaults.renameVault(
                                who,
                                RenameVaultRequest.newBuilder()
                                        .setVaultId(id)
                                        .setName("x")
                                        .build()));
        calls.put(
                "delete",
                () ->
                        relay.vaults.deleteVault(
                                who, DeleteVaultRequest.newBuilder().setVaultId(id).build()));
        calls.put(
                "restore",
                () ->
                        relay.vaults.restoreVault(
                                who, RestoreVaultRequest.newBuilder().setVaultId(id).build()));
        calls.put(
                "leave",
                () -> relay.vaults.leave(who, LeaveRequest.newBuilder().setVaultId(id).build()));
        calls.put("invite", () -> invite(who, id, Role.OWNER));
        calls.put("set role", () -> setRole(who, id, other, Role.VIEWER));
        calls.put("set own role", () -> setRole(who, id, person, Role.OWNER));
        calls.put("remove", () -> remove(who, id, other.account(), ""));
        calls.put("withdraw", () -> remove(who, id, "", invitation));
        return calls;
    }

    private String state(String vault) {
        UUID id = WireId.parse("vault", vault);
        return relay.database.transact(
                Scope.keeper(),
                rows ->
                        rows.list(
                                        "SELECT to_jsonb(v)::text FROM vault v WHERE vault_id = ?"
                                                + " UNION ALL SELECT to_jsonb(m)::text FROM member m"
                                                + " WHERE vault_id = ? UNION ALL SELECT"
                                                + " to_jsonb(i)::text FROM invitation i WHERE"
                                                + " vault_id = ? ORDER BY 1",
                                        row -> row.getString(1),
                                        id,
                                        id,
                                        id)
                                .toString());
    }

    private static ErrorCode code(Executable call) {
        return assertThrows(RelayException.class, call).code();
    }

    @Test
    void viewersAndEditorsChangeNothingOfAVaultByAnyCall() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person other = member(ann, vault, Role.EDITOR);
        Person editor = member(ann, vault, Role.EDITOR);
        Person viewer = member(ann, vault, Role.VIEWER);
        String invitation = invite(ann.caller(), vault.getVaultId(), Role.EDITOR).getInvitationId();
        String before = state(vault.getVaultId());
        for (Person person : List.of(editor, viewer)) {
            Map<String, Executable> calls = calls(person, vault.getVaultId(), other, invitation);
            calls.keySet().removeAll(List.of("get", "list members", "leave"));
            calls.forEach((name, call) -> assertEquals(ErrorCode.FORBIDDEN, code(call), name));
        }
        assertEquals(before, state(vault.getVaultId()));
    }
}
