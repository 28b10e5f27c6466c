package app.vaultnotes.relay.fault;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.TestRelay.SigningDevice;
import app.vaultnotes.relay.account.Retention;
import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the machine's clock to another year, and later to the right one. */
class ClockStepTest {

    private static final Retention.Removed NOTHING = new Retention.Removed(0, 0, 0, 0, 0, 0);
    private static final Duration MONTH = Duration.ofDays(30);

    private static Duration years(int years) {
        return Duration.ofDays(365L * years);
    }

    private static Vault deleted(TestRelay relay, Person person) {
        return relay.vaults.deleteVault(
                person.caller(),
                DeleteVaultRequest.newBuilder().setVaultId(person.vault().getVaultId()).build());
    }

    private static Vault listed(TestRelay relay, Person person) {
        return relay.vaults
                .listVaults(person.caller(), ListVaultsRequest.getDefaultInstance())
                .getVaults(0);
    }

    private static Invitation invited(TestRelay relay, Person person, String vault) {
        return relay.vaults.invite(
                person.caller(),
                InviteRequest.newBuilder().setVaultId(vault).setRole(Role.EDITOR).build());
    }

    private static Session refreshed(TestRelay relay, Session session, SigningDevice device) {
        byte[] signature =
                new Signing.Message(Signing.Purpose.REFRESH)
                        .hash(Secret.shown(session.getRefreshToken()).hash())
                        .sign(device.key());
        return relay.auth.refreshToken(
                RefreshTokenRequest.newBuilder()
                        .setRefreshToken(session.getRefreshToken())
                        .setDeviceSignature(ByteString.copyFrom(signature))
                        .build());
    }

    private static Session signIn(TestRelay relay, SigningDevice device) {
        ByteString nonce =
                relay.auth
                        .deviceChallenge(
                                DeviceChallengeRequest.newBuilder()
                                        .setDeviceId(device.id())
                                        .build())
                        .getNonce();
        byte[] signature =
                new Signing.Message(Signing.Purpose.SIGN_IN)
                        .id(device.uuid())
                        .bytes(nonce.toByteArray())
                        .sign(device.key());
        return relay.auth.deviceSignIn(
                DeviceSignInRequest.newBuilder()
                        .setDeviceId(device.id())
                        .setNonce(nonce)
                        .setSignature(ByteString.copyFrom(signature))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -10})
    void nothingIsPurgedEarlyAndNobodyIsSignedOut(int years) {
        try (TestRelay relay = new TestRelay()) {
            Person ann = relay.person();
            SigningDevice device = ann.bind();
            Vault vault = deleted(relay, ann);
            long auditRows = relay.number("SELECT count(*) FROM audit");
            relay.clock.step(years(years));
            assertEquals(NOTHING, relay.retention.run());
            assertEquals(
                    vault.getDeletedFromMillis() + years(years).toMillis(),
                    listed(relay, ann).getDeletedFromMillis(),
                    "as the clock goes now");
            ann.session = refreshed(relay, ann.session, device);
            ann.session = signIn(relay, device);
            relay.lastSeen.write();
            assertEquals(NOTHING, relay.retention.run());
            relay.clock.step(years(-years));
            relay.lastSeen.write();
            ann.session = refreshed(relay, ann.session, device);
            ann.session = signIn(relay, device);
            assertEquals(NOTHING, relay.retention.run());
            assertTrue(relay.number("SELECT count(*) FROM audit") > auditRows, "rows went");
            assertEquals(OptionalLong.empty(), relay.audit.verify());
            relay.vaults.restoreVault(
                    ann.caller(),
                    RestoreVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -10})
    void whatBeganWhileItWasWrongEndsWhenItWouldHave(int years) {
        try (TestRelay relay = new TestRelay()) {
            Person ann = relay.person();
            relay.clock.step(years(years));
            SigningDevice device = ann.bind();
            Vault deleted = deleted(relay, ann);
            String open = ann.vault().getVaultId();
            Invitation invitation = invited(relay, ann, open);
            assertEquals(
                    relay.clock.millis() + Duration.ofDays(7).toMillis(),
                    invitation.getExpiresMillis());
            relay.lastSeen.write();
            relay.clock.step(years(-years));
            ann.caller();
            assertEquals(
                    relay.clock.millis() + Duration.ofDays(7).toMillis(),
                    relay.vaults
                            .listMembers(
                                    ann.caller(),
                                    ListMembersRequest.newBuilder().setVaultId(open).build())
                            .getInvitations(0)
                            .getExpiresMillis());
            relay.clock.move(Duration.ofMinutes(10));
            refuses(ErrorCode.UNAUTHENTICATED, ann::caller);
            relay.clock.move(MONTH.minusMinutes(10).minusMillis(1));
            assertEquals(0, relay.retention.run().vaults());
            ann.session = signIn(relay, device);
            relay.clock.move(Duration.ofMillis(1));
            Retention.Removed removed = relay.retention.run();
            assertEquals(1, removed.vaults());
            assertEquals(
                    0,
                    relay.number(
                            "SELECT count(*) FROM vault WHERE deleted_from_millis IS NOT NULL"),
                    deleted.getName());
            relay.clock.move(MONTH.plusMillis(1));
            refuses(ErrorCode.WRONG_CREDENTIALS, () -> signIn(relay, device));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -10})
    void whoFailedToSignInWaitsAsLongAsWithoutTheStep(int years) {
        try (TestRelay relay = new TestRelay()) {
            Person ann = relay.person();
            for (int i = 0; i < 5; i++) {
                wrong(relay, ann);
            }
            for (int step : new int[] {years, -years}) {
                relay.clock.step(years(step));
                refuses(
                        ErrorCode.RATE_LIMITED,
                        () -> relay.signIn(ann.email, TestRelay.PASSPHRASE));
            }
            relay.clock.step(years(years));
            relay.clock.move(Duration.ofSeconds(1));
            wrong(relay, ann);
            relay.clock.step(years(-years));
            relay.clock.move(Duration.ofSeconds(2));
            relay.signIn(ann.email, TestRelay.PASSPHRASE);
        }
    }

    private static void wrong(TestRelay relay, Person person) {
        refuses(
                ErrorCode.WRONG_CREDENTIALS,
                () -> relay.signIn(person.email, "wrong wrong wrong wrong"));
    }

    /** By the wrong clock of PostgreSQL itself, whose rows are of the wrong year then as well. */
    @Test
    void rowsOfTheAuditLogThatAreOfAYearToComeGoByPassedTime() {
        try (TestRelay relay = new TestRelay()) {
            relay.update(
                    "INSERT INTO audit (at_millis, event, detail) SELECT"
                            + " (extract(epoch FROM now() + interval '10 years') * 1000)::bigint,"
                            + " 'left', '' FROM generate_series(1, 9)");
            assertEquals(NOTHING, relay.retention.run());
            relay.clock.move(Duration.ofDays(401));
            relay.keepTime();
            assertEquals(8, relay.retention.run().auditRows());
        }
    }
}
