package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.proto.v1.ValidateTokenResponse;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.TestRelay.SigningDevice;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A token opens a session exactly as long as it should, whatever clocks, thieves and races do. */
class SessionsTest {

    private final TestRelay relay = TestRelay.shared();

    private void refused(String accessToken) {
        refuses(ErrorCode.UNAUTHENTICATED, () -> relay.sessions.authenticate(accessToken));
    }

    private static RefreshTokenRequest plain(String token) {
        return RefreshTokenRequest.newBuilder().setRefreshToken(token).build();
    }

    private static RefreshTokenRequest signed(String token, SigningDevice device) {
        byte[] signature =
                new Signing.Message(Signing.Purpose.REFRESH)
                        .hash(Secret.shown(token).hash())
                        .sign(device.key());
        return plain(token).toBuilder().setDeviceSignature(ByteString.copyFrom(signature)).build();
    }

    private void refreshRefused(RefreshTokenRequest request) {
        refuses(ErrorCode.UNAUTHENTICATED, () -> relay.auth.refreshToken(request));
    }

    @Test
    void anAccessTokenIsGoodForTenMinutes() {
        Person ann = relay.person();
        Session session = ann.session;
        assertEquals(600_000, session.getAccessLifetimeMillis());
        assertEquals(relay.clock.millis() + 600_000, session.getAccessExpiresMillis());
        assertEquals(relay.clock.millis() + 172_800_000, session.getRefreshExpiresMillis());
        assertEquals(26, session.getIncarnation().getId().length());
        assertEquals("", session.getDeviceId());
        relay.clock.move(Duration.ofMillis(599_999));
        assertEquals(ann.id(), ann.caller().account());
        relay.clock.move(Duration.ofMillis(1));
        refused(session.getAccessToken());
    }

    @Test
    void validateTokenSaysWhoCalls() {
        Person ann = relay.person();
        ValidateTokenResponse answer =
                relay.auth.validateToken(ann.caller(), ValidateTokenRequest.getDefaultInstance());
        assertEquals(ann.email, answer.getEmail());
        assertEquals(ann.account(), answer.getAccountId());
        assertEquals(ann.session.getAccessExpiresMillis(), answer.getExpiresMillis());
        assertEquals("", answer.getDeviceId());
        SigningDevice device = ann.bind();
        assertEquals(
                device.id(),
                relay.auth
                        .validateToken(ann.caller(), ValidateTokenRequest.getDefaultInstance())
                        .getDeviceId());
    }

    @Test
    void whatWasNeverATokenIsRefused() {
        Person ann = relay.person();
        String token = ann.session.getAccessToken();
        for (String forged :
                List.of(
                        "",
                        "x",
                        token + "A",
                        token.substring(1),
                        token.toUpperCase(java.util.Locale.ROOT),
                        "'; DROP TABLE session; --",
                        "\0",
                        "y".repeat(2_000_000))) {
            refused(forged);
            refreshRefused(plain(forged));
        }
        refused(ann.session.getRefreshToken());
        refreshRefused(plain(token));
        assertEquals(ann.id(), ann.caller().account());
    }

    @Test
    void tokensAreKeptAsHashesAlone() {
        Person ann = relay.person();
        assertEquals(List.of(), relay.tablesWith(ann.session.getAccessToken()));
        assertEquals(List.of(), relay.tablesWith(ann.session.getRefreshToken()));
        assertEquals(
                1,
                relay.number(
                        "SELECT count(*) FROM session WHERE access_hash = ?",
                        (Object) Secret.shown(ann.session.getAccessToken()).hash().toByteArray()));
    }

    @Test
    void aRefreshTokenWorksOnceAndItsReuseEndsTheSession() {
        Person ann = relay.person();
        Session first = ann.session;
        Session second = relay.auth.refreshToken(plain(first.getRefreshToken()));
        assertNotEquals(first.getRefreshToken(), second.getRefreshToken());
        refused(first.getAccessToken());
        relay.sessions.authenticate(second.getAccessToken());
        refreshRefused(plain(first.getRefreshToken()));
        refused(second.getAccessToken());
        refreshRefused(plain(second.getRefreshToken()));
        assertEquals(
                1,
                relay.number(
                        "SELECT count(*) FROM audit WHERE event = 'token-reused'"
                                + " AND account_id = ?",
                        ann.id()));
    }

    @Test
    void aTokenOfLongAgoEndsTheSessionToo() {
        Person ann = relay.person();
        String stolen = ann.session.getRefreshToken();
        Session now = ann.session;
        for (int i = 0; i < 5; i++) {
            relay.clock.move(Duration.ofHours(47));
            now = relay.auth.refreshToken(plain(now.getRefreshToken()));
        }
        refreshRefused(plain(stolen));
        refused(now.getAccessToken());
        refreshRefused(plain(now.getRefreshToken()));
    }

    @Test
    void aRefreshTokenIsGoodForTwoDays() {
        Person ann = relay.person();
        relay.clock.move(Duration.ofMillis(172_799_999));
        Session second = relay.auth.refreshToken(plain(ann.session.getRefreshToken()));
        relay.clock.move(Duration.ofDays(2));
        refreshRefused(plain(second.getRefreshToken()));
    }

    @Test
    void aDeviceMayRepeatForThirtySecondsAndGetsTheSamePair() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        RefreshTokenRequest request = signed(ann.session.getRefreshToken(), device);
        Session second = relay.auth.refreshToken(request);
        relay.clock.move(Duration.ofSeconds(30));
        Session again = relay.auth.refreshToken(request);
        assertEquals(second.getAccessToken(), again.getAccessToken());
        assertEquals(second.getRefreshToken(), again.getRefreshToken());
        assertEquals(second.getAccessExpiresMillis(), again.getAccessExpiresMillis());
        assertEquals(570_000, again.getAccessLifetimeMillis());
        assertEquals(device.id(), again.getDeviceId());
        relay.sessions.authenticate(again.getAccessToken());
        relay.clock.move(Duration.ofMillis(1));
        refreshRefused(request);
        refused(second.getAccessToken());
    }

    @Test
    void onlyTheDeviceItselfMayRepeat() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        String used = ann.session.getRefreshToken();
        Session second = relay.auth.refreshToken(signed(used, device));
        refreshRefused(signed(used, SigningDevice.random()));
        refused(second.getAccessToken());
    }

    @Test
    void aRepeatAfterTheNextExchangeIsAReuse() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        RefreshTokenRequest first = signed(ann.session.getRefreshToken(), device);
        Session second = relay.auth.refreshToken(first);
        relay.auth.refreshToken(signed(second.getRefreshToken(), device));
        refreshRefused(first);
        assertEquals(
                0, relay.number("SELECT count(*) FROM session WHERE account_id = ?", ann.id()));
    }

    @Test
    void aBoundSessionIsRefreshedByItsDeviceAlone() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        String token = ann.session.getRefreshToken();
        refuses(ErrorCode.BAD_PROOF, () -> relay.auth.refreshToken(plain(token)));
        refuses(
                ErrorCode.BAD_PROOF,
                () -> relay.auth.refreshToken(signed(token, SigningDevice.random())));
        RefreshTokenRequest other = signed("another token", device);
        refuses(
                ErrorCode.BAD_PROOF,
                () -> relay.auth.refreshToken(other.toBuilder().setRefreshToken(token).build()));
        ann.caller();
        relay.auth.refreshToken(signed(token, device));
    }

    @Test
    void ofTwoRefreshesAtOnceOneWins() {
        Person ann = relay.person();
        String token = ann.session.getRefreshToken();
        List<Object> results =
                TestRelay.atOnce(
                        List.of(
                                () -> relay.auth.refreshToken(plain(token)),
                                () -> relay.auth.refreshToken(plain(token))));
        assertEquals(List.of(ErrorCode.UNAUTHENTICATED), TestRelay.codes(results));
        assertEquals(
                0, relay.number("SELECT count(*) FROM session WHERE account_id = ?", ann.id()));
    }

    @Test
    void twoRefreshesOfADeviceAtOnceGetTheSamePair() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        RefreshTokenRequest request = signed(ann.session.getRefreshToken(), device);
        List<Object> results =
                TestRelay.atOnce(
                        List.of(
                                () -> relay.auth.refreshToken(request).getAccessToken(),
                                () -> relay.auth.refreshToken(request).getAccessToken(),
                                () -> relay.auth.refreshToken(request).getAccessToken()));
        assertEquals(1, results.stream().distinct().count(), results.toString());
        relay.sessions.authenticate((String) results.getFirst());
    }

    @Test
    void revokingEndsThisSessionOrAll() {
        Person ann = relay.person();
        Session other = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        Session third = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        Caller caller = relay.sessions.authenticate(other.getAccessToken());
        relay.sessions.authenticate(third.getAccessToken());
        ann.caller();
        RevokeTokenRequest.Builder request = RevokeTokenRequest.newBuilder();
        assertEquals(1, relay.auth.revokeToken(caller, request.build()).getRevoked());
        refused(other.getAccessToken());
        refreshRefused(plain(other.getRefreshToken()));
        relay.revocations.clear();
        assertEquals(
                2,
                relay.auth
                        .revokeToken(ann.caller(), request.setEverywhere(true).build())
                        .getRevoked());
        refused(third.getAccessToken());
        refused(ann.session.getAccessToken());
        assertEquals(List.of(new Revocation(Revocation.Kind.ACCOUNT, ann.id())), relay.revocations);
    }

    @Test
    void anotherRelayHearsOfItOrSeesItWithinThirtySeconds() {
        Sessions elsewhere =
                new Sessions(
                        relay.database,
                        relay.clock,
                        relay.random,
                        relay.audit,
                        relay.lastSeen,
                        revocation -> {});
        Person ann = relay.person();
        elsewhere.authenticate(ann.session.getAccessToken());
        relay.auth.revokeToken(ann.caller(), RevokeTokenRequest.getDefaultInstance());
        elsewhere.authenticate(ann.session.getAccessToken());
        elsewhere.forget(Revocation.parse(relay.revocations.getLast().text()));
        refuses(
                ErrorCode.UNAUTHENTICATED,
                () -> elsewhere.authenticate(ann.session.getAccessToken()));

        Person bob = relay.person();
        elsewhere.authenticate(bob.session.getAccessToken());
        relay.auth.revokeToken(bob.caller(), RevokeTokenRequest.getDefaultInstance());
        relay.clock.move(Duration.ofSeconds(30));
        refuses(
                ErrorCode.UNAUTHENTICATED,
                () -> elsewhere.authenticate(bob.session.getAccessToken()));
    }

    @Test
    void noStepOfTheClockRevivesWhatWasRevokedOrMakesATokenLast() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        ann.caller();
        RefreshTokenRequest used = signed(ann.session.getRefreshToken(), device);
        Session second = relay.auth.refreshToken(used);
        relay.sessions.authenticate(second.getAccessToken());
        relay.clock.move(Duration.ofHours(-5));
        refused(second.getAccessToken());
        Session third = relay.auth.refreshToken(signed(second.getRefreshToken(), device));
        relay.sessions.authenticate(third.getAccessToken());
        relay.auth.revokeToken(
                relay.sessions.authenticate(third.getAccessToken()),
                RevokeTokenRequest.getDefaultInstance());
        for (int hours : List.of(-7, 3, 11, -20, 13)) {
            relay.clock.move(Duration.ofHours(hours));
            refused(third.getAccessToken());
            refused(second.getAccessToken());
            refreshRefused(used);
            refreshRefused(signed(third.getRefreshToken(), device));
        }
    }

    @Test
    void noStepOfTheClockMakesTheRepeatLast() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        RefreshTokenRequest used = signed(ann.session.getRefreshToken(), device);
        relay.auth.refreshToken(used);
        relay.clock.move(Duration.ofHours(-2));
        refreshRefused(used);
    }

    @Test
    void anAccountHasTwoHundredSessionsAndTheOldestEnd() {
        Person ann = relay.person();
        ann.caller();
        relay.update(
                "INSERT INTO session (session_id, account_id, access_hash, access_expires_millis,"
                        + " refresh_hash, refresh_expires_millis, rotated_millis)"
                        + " SELECT gen_random_uuid(), ?, uuid_send(gen_random_uuid()), 0,"
                        + " uuid_send(gen_random_uuid()), 0, ? + n FROM generate_series(1, 198) n",
                ann.id(),
                relay.clock.millis());
        relay.clock.move(Duration.ofSeconds(1));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
        ann.caller();
        relay.clock.move(Duration.ofMillis(10));
        relay.signIn(ann.email, TestRelay.PASSPHRASE);
        refused(ann.session.getAccessToken());
        assertEquals(
                200, relay.number("SELECT count(*) FROM session WHERE account_id = ?", ann.id()));
    }

    @Test
    void aSuspendedAccountIsOutAtOnce() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        ann.caller();
        relay.operator.suspend(EmailAddress.parse(ann.email));
        refused(ann.session.getAccessToken());
        refreshRefused(signed(ann.session.getRefreshToken(), device));
    }

    @Test
    void theCacheIsBoundedAndForgetsWhatItIsToldTo() {
        CallerCache cache = new CallerCache();
        long now = 1_000_000;
        Caller last = caller(now);
        for (int i = 0; i < 12_000; i++) {
            last = caller(now + 600_000);
            cache.keep(hash(i), last, now, cache.moment());
            assertTrue(cache.size() <= CallerCache.MOST);
        }
        assertEquals(last, cache.find(hash(11_999), now + 29_999).orElseThrow());
        assertTrue(cache.find(hash(11_999), now + 30_000).isEmpty());
        assertTrue(cache.find(hash(11_999), now - 1).isEmpty());
        cache.forget(new Revocation(Revocation.Kind.ACCOUNT, last.account()));
        assertTrue(cache.find(hash(11_999), now).isEmpty());
        Caller ending = caller(now + 5);
        cache.keep(hash(1), ending, now, cache.moment());
        assertTrue(cache.find(hash(1), now + 4).isPresent());
        assertTrue(cache.find(hash(1), now + 5).isEmpty());
    }

    @Test
    void whatWasReadBeforeARevocationIsNotKeptAfterIt() {
        CallerCache cache = new CallerCache();
        Caller caller = caller(1_000_000);
        long moment = cache.moment();
        cache.forget(new Revocation(Revocation.Kind.SESSION, caller.session()));
        cache.keep(hash(1), caller, 0, moment);
        assertTrue(cache.find(hash(1), 0).isEmpty());
    }

    private static Hash hash(int number) {
        return Hash.of(new byte[] {(byte) number, (byte) (number >> 8)});
    }

    private static Caller caller(long expiresMillis) {
        return new Caller(UUID.randomUUID(), UUID.randomUUID(), null, false, expiresMillis);
    }
}
