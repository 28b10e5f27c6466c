package app.vaultnotes.relay.vault;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.wire.WireId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Who is in a vault, who may change that, and that one owner always stays. */
class MembersTest {

    private TestRelay relay = TestRelay.shared();

    private Invitation invite(Person owner, Vault vault, Role role) {
        return relay.vaults.invite(owner.caller(), request(vault, role));
    }

    private static InviteRequest request(Vault vault, Role role) {
        return InviteRequest.newBuilder().setVaultId(vault.getVaultId()).setRole(role).build();
    }

    private Vault accept(Person person, String secret) {
        return relay.vaults.accept(
                person.caller(), AcceptRequest.newBuilder().setSecret(secret).build());
    }

    private Person member(Person owner, Vault vault, Role role) {
        Person person = relay.person();
        accept(person, invite(owner, vault, role).getSecret());
        return person;
    }

    private Member setRole(Person owner, Vault vault, Person person, Role role) {
        return relay.vaults.setRole(
                owner.caller(),
                SetRoleRequest.newBuilder()
                        .setVaultId(vault.getVaultId())
                        .setAccountId(person.account())
                        .setRole(role)
                        .build());
    }

    private void remove(Person owner, Vault vault, String account, String invitation) {
        relay.vaults.remove(
                owner.caller(),
                RemoveRequest.newBuilder()
                        .setVaultId(vault.getVaultId())
                        .setAccountId(account)
                        .setInvitationId(invitation)
                        .build());
    }

    private void leave(Person person, Vault vault) {
        relay.vaults.leave(
                person.caller(), LeaveRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private ListMembersResponse list(Person person, Vault vault) {
        return relay.vaults.listMembers(
                person.caller(),
                ListMembersRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private Vault get(Person person, Vault vault) {
        return relay.vaults.getVault(
                person.caller(),
                GetVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private void notFound(Person person, String secret) {
        refuses(ErrorCode.NOT_FOUND, () -> accept(person, secret));
    }

    @Test
    void anInvitationMakesAMemberOnce() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Invitation invitation = invite(ann, vault, Role.EDITOR);
        assertEquals("https://relay.example/join#" + invitation.getSecret(), invitation.getLink());
        assertEquals(
                relay.clock.millis() + Duration.ofDays(7).toMillis(),
                invitation.getExpiresMillis());
        assertEquals(List.of(), relay.tablesWith(invitation.getSecret()));
        Person bob = relay.person();
        relay.access.clear();
        Vault joined = accept(bob, invitation.getSecret());
        assertEquals(Role.EDITOR, joined.getRole());
        assertEquals(2, joined.getMembers());
        assertEquals(List.of(vault.getVaultId() + " " + bob.account() + " EDITOR"), relay.access);
        notFound(relay.person(), invitation.getSecret());
        notFound(bob, invitation.getSecret());
    }

    @Test
    void whoIsAMemberKeepsTheHigherRole() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = member(ann, vault, Role.EDITOR);
        assertEquals(
                Role.EDITOR, accept(bob, invite(ann, vault, Role.VIEWER).getSecret()).getRole());
        assertEquals(Role.OWNER, accept(bob, invite(ann, vault, Role.OWNER).getSecret()).getRole());
        assertEquals(2, list(ann, vault).getMembersCount());
    }

    @Test
    void anInvitationLastsAsLongAsItsMakerSays() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        long most = Duration.ofDays(30).toMillis();
        for (long wrong : List.of(-1L, most + 1, Long.MAX_VALUE, Long.MIN_VALUE)) {
            refuses(
                    ErrorCode.INVALID,
                    () ->
                            relay.vaults.invite(
                                    ann.caller(),
                                    request(vault, Role.VIEWER).toBuilder()
                                            .setLifetimeMillis(wrong)
                                            .build()));
        }
        Invitation shortest =
                relay.vaults.invite(
                        ann.caller(),
                        request(vault, Role.VIEWER).toBuilder().setLifetimeMillis(1).build());
        relay.vaults.invite(
                ann.caller(),
                request(vault, Role.VIEWER).toBuilder().setLifetimeMillis(most).build());
        relay.clock.move(Duration.ofMillis(1));
        notFound(relay.person(), shortest.getSecret());
        assertEquals(1, list(ann, vault).getInvitationsCount());
    }

    @Test
    void anInvitationForAnAddressIsForThatAlone() {
        Person ann = relay.person();
        Person bob = relay.person();
        Vault vault = ann.vault();
        InviteRequest request =
                request(vault, Role.VIEWER).toBuilder()
                        .setEmail(bob.email.toUpperCase(Locale.ROOT))
                        .build();
        Invitation invitation = relay.vaults.invite(ann.caller(), request);
        notFound(relay.person(), invitation.getSecret());
        accept(bob, invitation.getSecret());
        refuses(
                ErrorCode.INVALID,
                () ->
                        relay.vaults.invite(
                                ann.caller(), request.toBuilder().setEmail("bob").build()));
    }

    @Test
    void whatIsNoRoleIsInvalid() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        for (int role : List.of(0, 4, -1)) {
            refuses(
                    ErrorCode.INVALID,
                    () ->
                            relay.vaults.invite(
                                    ann.caller(),
                                    request(vault, Role.VIEWER).toBuilder()
                                            .setRoleValue(role)
                                            .build()));
            refuses(
                    ErrorCode.INVALID,
                    () ->
                            relay.vaults.setRole(
                                    ann.caller(),
                                    SetRoleRequest.newBuilder()
                                            .setVaultId(vault.getVaultId())
                                            .setAccountId(ann.account())
                                            .setRoleValue(role)
                                            .build()));
        }
    }

    @Test
    void secretsThatAreNoneOpenNothing() {
        Person ann = relay.person();
        for (String secret :
                List.of(
                        "",
                        "x",
                        "y".repeat(1_000_000),
                        relay.operator.invite(null, true).secret().text(),
                        relay.operator.reset(EmailAddress.parse(ann.email)).secret().text())) {
            notFound(ann, secret);
        }
    }

    @Test
    void aHundredInvitationsAreOpenAtMost() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        relay.update(
                "INSERT INTO invitation (invitation_id, vault_id, role, secret_hash,"
                        + " expires_millis) SELECT gen_random_uuid(), ?, 1,"
                        + " uuid_send(gen_random_uuid()), ? + n FROM generate_series(1, 98) n",
                WireId.parse("vault", vault.getVaultId()),
                relay.clock.millis());
        List<Callable<Object>> calls =
                Collections.nCopies(4, () -> invite(ann, vault, Role.VIEWER));
        assertEquals(
                List.of(ErrorCode.QUOTA, ErrorCode.QUOTA),
                TestRelay.codes(TestRelay.atOnce(calls)));
        relay.clock.move(Duration.ofMillis(2));
        invite(ann, vault, Role.VIEWER);
    }

    @Test
    void vaultsAndAccountsAreFullAtSomePoint() {
        VaultLimits limits = new VaultLimits(2, 2, 9, 0);
        try (TestRelay small =
                new TestRelay(TestPostgres.newRelayDatabase(), limits, TestRelay.CHEAP)) {
            relay = small;
            Person ann = small.person();
            Vault vault = ann.vault();
            Person bob = member(ann, vault, Role.EDITOR);
            String secret = invite(ann, vault, Role.OWNER).getSecret();
            Person carl = small.person();
            refuses(ErrorCode.QUOTA, () -> accept(carl, secret));
            assertEquals(Role.OWNER, accept(bob, secret).getRole());
            bob.vault();
            String third = invite(carl, carl.vault(), Role.EDITOR).getSecret();
            refuses(ErrorCode.QUOTA, () -> accept(bob, third));
        }
    }

    @Test
    void ownersListMembersByAddressAndOpenInvitationsWithoutSecrets() {
        Person zoe = relay.person("zoe." + TestRelay.email());
        Vault vault = zoe.vault();
        Person bob = relay.person("Bob." + TestRelay.email());
        accept(bob, invite(zoe, vault, Role.VIEWER).getSecret());
        Invitation open = invite(zoe, vault, Role.EDITOR);
        ListMembersResponse seen = list(zoe, vault);
        assertEquals(
                List.of(bob.email, zoe.email),
                seen.getMembersList().stream().map(Member::getEmail).toList());
        assertEquals(open.toBuilder().clearSecret().clearLink().build(), seen.getInvitations(0));
        assertEquals(1, seen.getInvitationsCount());
        assertEquals(0, list(bob, vault).getInvitationsCount());
        assertEquals(2, list(bob, vault).getMembersCount());
    }

    @Test
    void rolesAreSetByOwners() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = member(ann, vault, Role.VIEWER);
        relay.access.clear();
        assertEquals(Role.EDITOR, setRole(ann, vault, bob, Role.EDITOR).getRole());
        assertEquals(List.of(vault.getVaultId() + " " + bob.account() + " EDITOR"), relay.access);
        assertEquals(Role.EDITOR, get(bob, vault).getRole());
        refuses(ErrorCode.NOT_FOUND, () -> setRole(ann, vault, relay.person(), Role.VIEWER));
        refuses(ErrorCode.FORBIDDEN, () -> setRole(bob, vault, ann, Role.VIEWER));
        refuses(ErrorCode.FORBIDDEN, () -> setRole(bob, vault, bob, Role.OWNER));
    }

    @Test
    void theLastOwnerStays() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = member(ann, vault, Role.EDITOR);
        refuses(ErrorCode.INVALID, () -> setRole(ann, vault, ann, Role.EDITOR));
        refuses(ErrorCode.INVALID, () -> remove(ann, vault, ann.account(), ""));
        refuses(ErrorCode.INVALID, () -> leave(ann, vault));
        setRole(ann, vault, bob, Role.OWNER);
        leave(ann, vault);
        refuses(ErrorCode.INVALID, () -> leave(bob, vault));
        refuses(ErrorCode.NOT_FOUND, () -> get(ann, vault));
    }

    @Test
    void ofOwnersWhoGoAtOnceOneStays() {
        for (int round = 0; round < 6; round++) {
            Person ann = relay.person();
            Vault vault = ann.vault();
            Person bob = member(ann, vault, Role.OWNER);
            Person carl = member(ann, vault, Role.OWNER);
            List<Object> results =
                    TestRelay.atOnce(
                            List.of(
                                    () -> did(() -> leave(ann, vault)),
                                    () -> did(() -> setRole(bob, vault, bob, Role.VIEWER)),
                                    () -> did(() -> remove(carl, vault, carl.account(), ""))));
            assertEquals(List.of(ErrorCode.INVALID), TestRelay.codes(results));
            assertEquals(
                    1,
                    relay.number(
                            "SELECT count(*) FROM member WHERE vault_id = ? AND role = 3",
                            WireId.parse("vault", vault.getVaultId())));
        }
    }

    private static Object did(Runnable call) {
        call.run();
        return "";
    }

    @Test
    void ofOwnersWhoRemoveEachOtherOneStays() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = member(ann, vault, Role.OWNER);
        List<Object> results =
                TestRelay.atOnce(
                        List.of(
                                () -> did(() -> remove(ann, vault, bob.account(), "")),
                                () -> did(() -> remove(bob, vault, ann.account(), ""))));
        assertEquals(List.of(ErrorCode.NOT_FOUND), TestRelay.codes(results));
    }

    @Test
    void whoIsRemovedIsOutAtOnceAndTheirLinksWithThem() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = member(ann, vault, Role.OWNER);
        String wayBack = invite(bob, vault, Role.OWNER).getSecret();
        String hers = invite(ann, vault, Role.VIEWER).getSecret();
        relay.access.clear();
        remove(ann, vault, bob.account(), "");
        assertEquals(List.of(vault.getVaultId() + " " + bob.account() + " none"), relay.access);
        refuses(ErrorCode.NOT_FOUND, () -> get(bob, vault));
        notFound(bob, wayBack);
        accept(relay.person(), hers);
        Person carl = member(ann, vault, Role.OWNER);
        String second = invite(carl, vault, Role.OWNER).getSecret();
        setRole(ann, vault, carl, Role.VIEWER);
        notFound(carl, second);
    }

    @Test
    void anInvitationCanBeWithdrawn() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Invitation invitation = invite(ann, vault, Role.VIEWER);
        remove(ann, vault, "", invitation.getInvitationId());
        notFound(relay.person(), invitation.getSecret());
        refuses(ErrorCode.NOT_FOUND, () -> remove(ann, vault, "", invitation.getInvitationId()));
        refuses(ErrorCode.INVALID, () -> remove(ann, vault, "", ""));
        refuses(
                ErrorCode.INVALID,
                () -> remove(ann, vault, ann.account(), invitation.getInvitationId()));
        refuses(ErrorCode.NOT_FOUND, () -> remove(ann, vault, TestRelay.id(), ""));
    }

    @Test
    void whileAVaultIsClosedNobodyComesInButOneCanLeave() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = member(ann, vault, Role.EDITOR);
        String secret = invite(ann, vault, Role.EDITOR).getSecret();
        String email = TestRelay.email();
        relay.vaults.deleteVault(
                ann.caller(),
                DeleteVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
        notFound(relay.person(), secret);
        refuses(ErrorCode.FORBIDDEN, () -> invite(ann, vault, Role.EDITOR));
        refuses(ErrorCode.FORBIDDEN, () -> setRole(ann, vault, bob, Role.VIEWER));
        refuses(ErrorCode.FORBIDDEN, () -> remove(ann, vault, bob.account(), ""));
        refuses(
                ErrorCode.FORBIDDEN,
                () ->
                        relay.auth.signUp(
                                SignUpRequest.newBuilder()
                                        .setEmail(email)
                                        .setPassphrase(TestRelay.PASSPHRASE)
                                        .setInvitation(secret)
                                        .build()));
        assertEquals(2, list(bob, vault).getMembersCount());
        leave(bob, vault);
        relay.vaults.restoreVault(
                ann.caller(),
                RestoreVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
        accept(relay.person(), secret);
    }

    @Test
    void anInvitationIsUsedByOneOfMany() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        String secret = invite(ann, vault, Role.EDITOR).getSecret();
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Person person = relay.person();
            calls.add(() -> accept(person, secret));
        }
        assertEquals(
                Collections.nCopies(4, ErrorCode.NOT_FOUND),
                TestRelay.codes(TestRelay.atOnce(calls)));
        assertEquals(2, list(ann, vault).getMembersCount());
    }
}
