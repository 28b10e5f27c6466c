package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.email;
import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.vault.AccessListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The right passphrase opens a session; whoever guesses waits; nobody learns who has an account.
 */
class SignInTest {

    private static final String WRONG = "eight grey herons wade upstream";

    private final TestRelay relay = TestRelay.shared();

    private RelayException wrong(String email) {
        return refuses(ErrorCode.WRONG_CREDENTIALS, () -> relay.signIn(email, WRONG));
    }

    private long waitMillis(String email, String passphrase) {
        return refuses(ErrorCode.RATE_LIMITED, () -> relay.signIn(email, passphrase))
                .toMessage()
                .getRetryAfterMillis();
    }

    @Test
    void theRightPassphraseOpensASessionHoweverTheAddressIsWritten() {
        Person ann = relay.person();
        Session session = relay.signIn(ann.email.toUpperCase(Locale.ROOT), TestRelay.PASSPHRASE);
        assertEquals(ann.account(), session.getAccountId());
        assertNotEquals(ann.session.getAccessToken(), session.getAccessToken());
        wrong(ann.email);
        refuses(ErrorCode.INVALID, () -> relay.signIn("ann", WRONG));
        refuses(ErrorCode.INVALID, () -> relay.signIn(ann.email, "x".repeat(1_001)));
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> relay.signIn(ann.email, ""));
    }

    @Test
    void anUnknownAddressIsAnsweredTheSame() {
        Person ann = relay.person();
        String nobody = email();
        for (int i = 0; i < 5; i++) {
            assertEquals(wrong(ann.email).toMessage(), wrong(nobody).toMessage());
        }
        assertEquals(waitMillis(ann.email, WRONG), waitMillis(nobody, WRONG));
    }

    /** Where nothing can be hashed, both are refused for that: both are about to be. */
    @Test
    void anUnknownAddressIsHashedForAsWell() {
        Passphrases none =
                new Passphrases(
                        TestRelay.CHEAP, new Passphrases.Bound(0, 0, Duration.ZERO), relay.random);
        AuthService auth = auth(none);
        Person ann = relay.person();
        for (int i = 0; i < 8; i++) {
            for (String email : List.of(ann.email, "nobody." + ann.email)) {
                refuses(ErrorCode.RATE_LIMITED, () -> auth.signIn(request(email)));
            }
        }
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
    }

    private static SignInRequest request(String email) {
        return SignInRequest.newBuilder()
                .setEmail(email)
                .setPassphrase(TestRelay.PASSPHRASE)
                .build();
    }

    private AuthService auth(Passphrases passphrases) {
        return new AuthService(
                relay.database,
                relay.clock,
                relay.random,
                passphrases,
                relay.sessions,
                relay.invitations,
                relay.audit,
                AccessListener.NONE,
                relay.erasure,
                false);
    }

    @Test
    void afterFiveFailuresOneWaitsTwiceAsLongEachTimeUpToAQuarterOfAnHour() {
        Person ann = relay.person();
        for (int i = 0; i < 5; i++) {
            wrong(ann.email);
        }
        for (long seconds = 1; seconds < 3_000; seconds *= 2) {
            long wait = Math.min(seconds * 1_000, 900_000);
            assertEquals(wait, waitMillis(ann.email, TestRelay.PASSPHRASE));
            relay.clock.move(Duration.ofMillis(wait - 1));
            assertEquals(1, waitMillis(ann.email, TestRelay.PASSPHRASE));
            relay.clock.move(Duration.ofMillis(1));
            wrong(ann.email);
        }
        relay.clock.move(Duration.ofMinutes(15));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
        for (int i = 0; i < 5; i++) {
            wrong(ann.email);
        }
        assertEquals(1_000, waitMillis(ann.email, WRONG));
    }

    @Test
    void noStepOfTheClockLocksAnyoneOutForLonger() {
        Person ann = relay.person();
        for (int i = 0; i < 5; i++) {
            wrong(ann.email);
        }
        relay.clock.move(Duration.ofHours(-9));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
        for (int i = 0; i < 5; i++) {
            wrong(ann.email);
        }
        relay.clock.move(Duration.ofHours(-9));
        wrong(ann.email);
        assertEquals(2_000, waitMillis(ann.email, TestRelay.PASSPHRASE));
        relay.clock.move(Duration.ofHours(18));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanTheRuleAllows() {
        Person ann = relay.person();
        List<Callable<Object>> guesses =
                Collections.nCopies(20, () -> relay.signIn(ann.email, WRONG));
        List<ErrorCode> codes = TestRelay.codes(TestRelay.atOnce(guesses));
        assertEquals(20, codes.size());
        assertEquals(
                5, Collections.frequency(codes, ErrorCode.WRONG_CREDENTIALS), codes.toString());
    }

    @Test
    void aSuspendedAccountIsToldSoOnlyWithTheRightPassphrase() {
        Person ann = relay.person();
        relay.operator.suspend(EmailAddress.parse(ann.email));
        refuses(ErrorCode.FORBIDDEN, () -> relay.signIn(ann.email, TestRelay.PASSPHRASE));
        wrong(ann.email);
        relay.operator.resume(EmailAddress.parse(ann.email));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
    }

    @Test
    void aCheaperHashIsMadeAnewWhenItsOwnerSignsIn() {
        Person ann = relay.person();
        String cheaper =
                PassphraseHash.of(TestRelay.PASSPHRASE, new Argon2Cost(32, 1, 1), new byte[16])
                        .text();
        relay.update("UPDATE account SET passphrase = ? WHERE account_id = ?", cheaper, ann.id());
        wrong(ann.email);
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
        assertEquals(
                1,
                relay.number(
                        "SELECT count(*) FROM account WHERE account_id = ?"
                                + " AND passphrase LIKE '$argon2id$v=19$m=64,t=1,p=1$%'",
                        ann.id()));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
    }

    /** While a passphrase is checked, which takes a while, something happens to the account. */
    private void meanwhile(Person ann, ErrorCode code, Runnable something) {
        String cheaper =
                PassphraseHash.of(TestRelay.PASSPHRASE, new Argon2Cost(32, 1, 1), new byte[16])
                        .text();
        relay.update("UPDATE account SET passphrase = ? WHERE account_id = ?", cheaper, ann.id());
        AtomicInteger salts = new AtomicInteger();
        SecureRandom interrupting =
                new SecureRandom() {
                    @Override
                    public void nextBytes(byte[] bytes) {
                        if (salts.incrementAndGet() == 2) {
                            something.run();
                        }
                    }
                };
        AuthService auth =
                auth(new Passphrases(TestRelay.CHEAP, Passphrases.Bound.USUAL, interrupting));
        refuses(code, () -> auth.signIn(request(ann.email)));
        assertEquals(
                0, relay.number("SELECT count(*) FROM session WHERE account_id = ?", ann.id()));
    }

    @Test
    void whatHappensWhileThePassphraseIsCheckedCounts() {
        Person ann = relay.person();
        meanwhile(
                ann,
                ErrorCode.FORBIDDEN,
                () -> relay.operator.suspend(EmailAddress.parse(ann.email)));
        Person bob = relay.person();
        meanwhile(
                bob,
                ErrorCode.WRONG_CREDENTIALS,
                () -> {
                    relay.update("DELETE FROM session WHERE account_id = ?", bob.id());
                    relay.update(
                            "UPDATE account SET passphrase = 'another' WHERE account_id = ?",
                            bob.id());
                });
        Person carl = relay.person();
        meanwhile(carl, ErrorCode.UNAUTHENTICATED, () -> relay.erasure.erase(carl.id()));
    }

    private void change(Session session, String old, String fresh) {
        relay.auth.changePassphrase(
                relay.sessions.authenticate(session.getAccessToken()),
                ChangePassphraseRequest.newBuilder()
                        .setOldPassphrase(old)
                        .setNewPassphrase(fresh)
                        .build());
    }

    @Test
    void aNewPassphraseEndsTheOtherSessionsAndTheOldPassphrase() {
        Person ann = relay.person();
        Session other = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        relay.sessions.authenticate(other.getAccessToken());
        String fresh = "nine grey herons wade upstream";
        change(ann.session, TestRelay.PASSPHRASE, fresh);
        ann.caller();
        refuses(
                ErrorCode.UNAUTHENTICATED,
                () -> relay.sessions.authenticate(other.getAccessToken()));
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> relay.signIn(ann.email, TestRelay.PASSPHRASE));
        relay.signIn(ann.email, fresh);
    }

    @Test
    void aNewPassphraseNeedsTheOldOneOrABoundSession() {
        Person ann = relay.person();
        String fresh = "nine grey herons wade upstream";
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> change(ann.session, "", fresh));
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> change(ann.session, WRONG, fresh));
        refuses(
                ErrorCode.INVALID,
                () -> change(ann.session, TestRelay.PASSPHRASE, "passwordpassword"));
        refuses(ErrorCode.INVALID, () -> change(ann.session, TestRelay.PASSPHRASE, ann.email));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
        ann.bind();
        change(ann.session, "", fresh);
        relay.signIn(ann.email, fresh);
        assertEquals(1, relay.number("SELECT count(*) FROM device WHERE account_id = ?", ann.id()));
    }

    @Test
    void guessingTheOldPassphraseWithATokenWaitsAsWell() {
        Person ann = relay.person();
        for (int i = 0; i < 5; i++) {
            refuses(
                    ErrorCode.WRONG_CREDENTIALS,
                    () -> change(ann.session, WRONG, "nine grey herons wade upstream"));
        }
        refuses(
                ErrorCode.RATE_LIMITED,
                () -> change(ann.session, TestRelay.PASSPHRASE, "nine grey herons wade upstream"));
    }
}
