package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.email;
import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.vault.Invitations;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** An account is made by whoever may, once. */
class SignUpTest {

    private final TestRelay relay = TestRelay.shared();

    private static SignUpRequest request(String email, String invitation) {
        return SignUpRequest.newBuilder()
                .setEmail(email)
                .setPassphrase(TestRelay.PASSPHRASE)
                .setInvitation(invitation)
                .build();
    }

    private Session signUp(String email, String invitation) {
        return relay.auth.signUp(request(email, invitation));
    }

    private void forbidden(String email, String invitation) {
        refuses(ErrorCode.FORBIDDEN, () -> signUp(email, invitation));
        assertEquals(0, relay.number("SELECT count(*) FROM account WHERE email = ?", email));
    }

    @Test
    void withoutAnInvitationSignUpIsClosedUnlessSwitchedOn() {
        String email = email();
        forbidden(email, "");
        Session session = relay.openAuth.signUp(request(email, ""));
        Caller caller = relay.sessions.authenticate(session.getAccessToken());
        assertFalse(caller.isAdmin());
        assertEquals(
                email,
                relay.operator.users("", 1_000).stream()
                        .filter(user -> user.account().equals(caller.account()))
                        .findFirst()
                        .orElseThrow()
                        .email());
    }

    @Test
    void anAddressHasOneAccountHoweverItIsWritten() {
        Person ann = relay.person();
        String shouted = ann.email.toUpperCase(Locale.ROOT);
        refuses(ErrorCode.TAKEN, () -> relay.openAuth.signUp(request(shouted, "")));
        String link = relay.operator.invite(null, false).secret().text();
        refuses(ErrorCode.TAKEN, () -> signUp(shouted, link));
        signUp(email(), link);
    }

    @Test
    void whatIsNoAddressOrPassphraseIsInvalid() {
        for (String address :
                List.of(
                        "",
                        "ann",
                        "@example.org",
                        "ann@",
                        "a@b@c",
                        "a b@c",
                        "a\0@b",
                        "x".repeat(251) + "@a.b")) {
            refuses(ErrorCode.INVALID, () -> relay.openAuth.signUp(request(address, "")));
        }
        SignUpRequest.Builder request = SignUpRequest.newBuilder().setEmail(email());
        for (String passphrase : List.of("", "too short", "passwordpassword")) {
            refuses(
                    ErrorCode.INVALID,
                    () -> relay.openAuth.signUp(request.setPassphrase(passphrase).build()));
        }
    }

    @Test
    void anInvitationWorksOnce() {
        Invitations.Made made = relay.operator.invite(null, false);
        assertEquals("https://relay.example/join#" + made.secret().text(), made.link());
        assertEquals(List.of(), relay.tablesWith(made.secret().text()));
        signUp(email(), made.secret().text());
        forbidden(email(), made.secret().text());
        forbidden(email(), "forged");
        forbidden(email(), "y".repeat(100_000));
    }

    @Test
    void anInvitationEnds() {
        String secret = relay.operator.invite(null, false).secret().text();
        relay.clock.move(Duration.ofDays(7));
        forbidden(email(), secret);
    }

    @Test
    void anInvitationForAnAddressIsForThatAlone() {
        String email = email();
        String secret = relay.operator.invite(EmailAddress.parse(email), true).secret().text();
        forbidden(email(), secret);
        Session session = signUp(email.toUpperCase(Locale.ROOT), secret);
        assertTrue(relay.sessions.authenticate(session.getAccessToken()).isAdmin());
    }

    @Test
    void ofSignUpsWithOneInvitationAtOnceOneWins() {
        for (int round = 0; round < 5; round++) {
            String secret = relay.operator.invite(null, false).secret().text();
            long accounts = relay.number("SELECT count(*) FROM account");
            List<Callable<Object>> calls = Collections.nCopies(4, () -> signUp(email(), secret));
            assertEquals(
                    Collections.nCopies(3, ErrorCode.FORBIDDEN),
                    TestRelay.codes(TestRelay.atOnce(calls)));
            assertEquals(accounts + 1, relay.number("SELECT count(*) FROM account"));
        }
    }

    @Test
    void ofTwoSignUpsWithOneAddressOneWinsAndTheOtherKeepsItsInvitation() {
        String first = relay.operator.invite(null, false).secret().text();
        String second = relay.operator.invite(null, false).secret().text();
        String email = email();
        List<Object> results =
                TestRelay.atOnce(List.of(() -> signUp(email, first), () -> signUp(email, second)));
        assertEquals(List.of(ErrorCode.TAKEN), TestRelay.codes(results));
        boolean isFirstLeft = results.getFirst() instanceof RuntimeException;
        signUp(email(), isFirstLeft ? first : second);
    }

    @Test
    void anInvitationIntoAVaultMakesAnAccountAndAMember() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        String secret = invite(ann, vault);
        relay.access.clear();
        Session session = signUp(email(), secret);
        Caller bob = relay.sessions.authenticate(session.getAccessToken());
        Vault seen =
                relay.vaults.listVaults(bob, ListVaultsRequest.getDefaultInstance()).getVaults(0);
        assertEquals(vault.getVaultId(), seen.getVaultId());
        assertEquals(Role.EDITOR, seen.getRole());
        assertEquals(
                List.of(vault.getVaultId() + " " + session.getAccountId() + " EDITOR"),
                relay.access);
    }

    private String invite(Person owner, Vault vault) {
        return relay.vaults
                .invite(
                        owner.caller(),
                        InviteRequest.newBuilder()
                                .setVaultId(vault.getVaultId())
                                .setRole(Role.EDITOR)
                                .build())
                .getSecret();
    }

    @Test
    void aWithdrawnInvitationMakesNoAccount() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        var invitation =
                relay.vaults.invite(
                        ann.caller(),
                        InviteRequest.newBuilder()
                                .setVaultId(vault.getVaultId())
                                .setRole(Role.EDITOR)
                                .build());
        relay.vaults.remove(
                ann.caller(),
                RemoveRequest.newBuilder()
                        .setVaultId(vault.getVaultId())
                        .setInvitationId(invitation.getInvitationId())
                        .build());
        forbidden(email(), invitation.getSecret());
    }

    @Test
    void aResetGivesANewPassphraseAndEndsWhatWasOpen() {
        Person ann = relay.person();
        ann.caller();
        EmailAddress address = EmailAddress.parse(ann.email);
        String old = relay.operator.reset(address).secret().text();
        Invitations.Made made = relay.operator.reset(address);
        assertTrue(made.link().startsWith("https://relay.example/reset#"), "no reset link");
        String secret = made.secret().text();
        refuses(ErrorCode.FORBIDDEN, () -> signUp(ann.email, old));
        forbidden(email(), secret);
        SignUpRequest request =
                request(ann.email, secret).toBuilder()
                        .setPassphrase("another seven grey herons")
                        .build();
        Session session = relay.auth.signUp(request);
        assertEquals(ann.account(), session.getAccountId());
        relay.sessions.authenticate(session.getAccessToken());
        refuses(ErrorCode.UNAUTHENTICATED, ann::caller);
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> relay.signIn(ann.email, TestRelay.PASSPHRASE));
        relay.signIn(ann.email, "another seven grey herons");
        refuses(ErrorCode.FORBIDDEN, () -> relay.auth.signUp(request));
    }

    @Test
    void aResetEndsAfterADayAndIsNothingForASuspendedAccount() {
        Person ann = relay.person();
        EmailAddress address = EmailAddress.parse(ann.email);
        String late = relay.operator.reset(address).secret().text();
        relay.clock.move(Duration.ofDays(1));
        refuses(ErrorCode.FORBIDDEN, () -> signUp(ann.email, late));
        String secret = relay.operator.reset(address).secret().text();
        relay.operator.suspend(address);
        refuses(ErrorCode.FORBIDDEN, () -> signUp(ann.email, secret));
        relay.operator.resume(address);
        signUp(ann.email, secret);
    }
}
