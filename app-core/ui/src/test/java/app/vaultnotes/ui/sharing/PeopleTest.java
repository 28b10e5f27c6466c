package app.vaultnotes.ui.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.Machines.Machine;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is in a vault, and which machines an account has, as one of them sees it. */
class PeopleTest {

    private static Member member(String account, Role role) {
        return Member.newBuilder()
                .setAccountId(account)
                .setEmail(account + "@example.org")
                .setRole(role)
                .build();
    }

    private static ListMembersResponse told(Member... members) {
        return ListMembersResponse.newBuilder()
                .addAllMembers(List.of(members))
                .addInvitations(Invitation.newBuilder().setInvitationId("i").setRole(Role.VIEWER))
                .build();
    }

    @Test
    void ownersChangeOthersAndNobodyThemselves() {
        ListMembersResponse told =
                told(
                        member("zoe", Role.VIEWER),
                        member("bob", Role.EDITOR),
                        member("ann", Role.OWNER));
        People asAnn = People.of(told, "ann");
        assertEquals(
                List.of("ann", "bob", "zoe"),
                asAnn.members().stream().map(People.Person::account).toList());
        assertEquals(
                List.of(false, true, true),
                asAnn.members().stream().map(People.Person::canChange).toList());
        People asZoe = People.of(told, "zoe");
        assertEquals("zoe", asZoe.members().get(0).account());
        assertTrue(asZoe.members().stream().noneMatch(People.Person::canChange));
        assertFalse(asZoe.isOwner());
    }

    @Test
    void theOnlyOwnerCannotLeave() {
        Member ann = member("ann", Role.OWNER);
        Member bob = member("bob", Role.EDITOR);
        assertFalse(People.of(told(ann, bob), "ann").canLeave());
        assertTrue(People.of(told(ann, bob), "bob").canLeave());
        assertTrue(People.of(told(ann, member("eve", Role.OWNER)), "ann").canLeave());
    }

    private static Device device(Id id, String name, DeviceKind kind, long seen, long revoked) {
        return Device.newBuilder()
                .setDeviceId(id.toString())
                .setName(name)
                .setKind(kind)
                .setLastSeenMillis(seen)
                .setRevokedMillis(revoked)
                .build();
    }

    @Test
    void theVaultsOnAMachineAreOneMachine() {
        Id machine = Id.random();
        Id vault = Id.random();
        Account account =
                new Account(
                        RelayAddress.parse("attic.example"),
                        Trust.platform(),
                        Id.random(),
                        "ann@example.org",
                        machine,
                        List.of(vault));
        List<Machine> machines =
                Machines.of(
                        List.of(
                                device(Id.random(), "Phone", DeviceKind.PHONE, 90, 0),
                                device(machine, "Laptop", DeviceKind.LAPTOP, 50, 0),
                                device(Id.random(), "Phone", DeviceKind.PHONE, 95, 0),
                                device(vault, "Laptop", DeviceKind.LAPTOP, 60, 0),
                                device(Id.random(), "Lost", DeviceKind.TABLET, 99, 7)),
                        account);
        assertEquals(
                List.of("Laptop", "Phone", "Lost"), machines.stream().map(Machine::name).toList());
        assertEquals(
                List.of(2, 2, 1), machines.stream().map(each -> each.devices().size()).toList());
        assertEquals(List.of(60L, 95L, 99L), machines.stream().map(Machine::seenMillis).toList());
        assertEquals(
                List.of(false, true, false), machines.stream().map(Machine::canRevoke).toList());
    }
}
