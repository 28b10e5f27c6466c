package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What time has made useless goes, and nothing else. */
class RetentionTest {

    private static final Retention.Removed NOTHING = new Retention.Removed(0, 0, 0, 0, 0, 0);

    /** Each table, and what keeps it from growing with time alone. */
    private static final Map<String, String> BOUNDS =
            Map.ofEntries(
                    Map.entry("relay", "one row"),
                    Map.entry("account", "as many as there are people"),
                    Map.entry("device", "1,000 of an account"),
                    Map.entry("session", "200 of an account; retention"),
                    Map.entry("challenge", "retention"),
                    Map.entry("failure", "retention"),
                    Map.entry("vault", "1,000 of an account; purged 30 days after deletion"),
                    Map.entry("member", "1,000 of a vault"),
                    Map.entry("invitation", "100 of a vault; retention"),
                    Map.entry("record", "quota; bytes go beneath attested snapshots"),
                    Map.entry("chain", "one of a device in a vault"),
                    Map.entry("snapshot", "three of a document"),
                    Map.entry("statement", "one of a device in a vault"),
                    Map.entry("blob", "quota"),
                    Map.entry("upload", "quota; a week"),
                    Map.entry("ended", "ids of accounts and vaults that were erased, and devices"),
                    Map.entry("audit", "400 days"));

    @Test
    void noTableIsForgotten() {
        try (TestRelay relay = new TestRelay()) {
            Set<String> tables = new HashSet<>(relay.tables());
            assertEquals(BOUNDS.keySet(), tables);
        }
    }

    @Test
    void whatIsOverGoesADayLater() {
        try (TestRelay relay = new TestRelay()) {
            Person ann = relay.person();
            Vault vault = ann.vault();
            relay.vaults.invite(
                    ann.caller(),
                    InviteRequest.newBuilder()
                            .setVaultId(vault.getVaultId())
                            .setRole(Role.EDITOR)
                            .setLifetimeMillis(Duration.ofDays(2).toMillis())
                            .build());
            relay.auth.deviceChallenge(
                    DeviceChallengeRequest.newBuilder().setDeviceId(TestRelay.id()).build());
            refuses(
                    ErrorCode.WRONG_CREDENTIALS,
                    () -> relay.signIn(ann.email, "wrong wrong wrong"));
            relay.vaults.deleteVault(
                    ann.caller(),
                    DeleteVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
            assertEquals(NOTHING, relay.retention.run());
            relay.clock.move(Duration.ofDays(1).plusMinutes(1));
            assertEquals(new Retention.Removed(0, 1, 1, 0, 0, 0), relay.retention.run());
            relay.clock.move(Duration.ofDays(2));
            assertEquals(new Retention.Removed(1, 0, 0, 1, 0, 0), relay.retention.run());
            relay.clock.move(Duration.ofDays(27));
            assertEquals(new Retention.Removed(0, 0, 0, 0, 0, 1), relay.retention.run());
            assertEquals(NOTHING, relay.retention.run());
            relay.signIn(ann.email, TestRelay.PASSPHRASE);
        }
    }

    @Test
    void auditRowsGoAfterFourHundredDaysFromTheOldestAndTheChainHolds() {
        try (TestRelay relay = new TestRelay()) {
            long now = relay.clock.millis();
            String insert =
                    "INSERT INTO audit (at_millis, event, detail)"
                            + " SELECT ?, 'left', '' FROM generate_series(1, ?) n";
            relay.update(insert, now, 2_500);
            pass(relay, Duration.ofMillis(1));
            relay.update(insert, now + 1, 4);
            pass(relay, Duration.ofDays(400).minusMillis(1));
            assertEquals(NOTHING, relay.retention.run());
            pass(relay, Duration.ofMillis(1));
            assertEquals(2_500, relay.retention.run().auditRows());
            assertEquals(2_501, relay.number("SELECT min(audit_id) FROM audit"));
            assertEquals(OptionalLong.empty(), relay.audit.verify());
            pass(relay, Duration.ofDays(1));
            assertEquals(3, relay.retention.run().auditRows());
            assertEquals(1, relay.number("SELECT count(*) FROM audit"));
            relay.person();
            assertEquals(2_505, relay.number("SELECT max(audit_id) FROM audit"));
            assertEquals(OptionalLong.empty(), relay.audit.verify());
        }
    }

    @Test
    void rowsThatStrangersMakeAreNeverManyAndTheOldestGo() {
        try (TestRelay relay = new TestRelay()) {
            long now = relay.clock.steadyMillis();
            relay.update(
                    "INSERT INTO failure SELECT sha256(n::text::bytea), 1, ?::bigint - n"
                            + " FROM generate_series(1, 125000) n",
                    now);
            relay.update(
                    "INSERT INTO challenge SELECT sha256(n::text::bytea), gen_random_uuid(),"
                            + " ?::bigint - n FROM generate_series(1, 100007) n",
                    now);
            assertEquals(new Retention.Removed(0, 7, 25_000, 0, 0, 0), relay.retention.run());
            assertEquals(100_000, relay.number("SELECT count(*) FROM failure"));
            assertEquals(now - 100_000, relay.number("SELECT min(last_millis) FROM failure"));
            assertEquals(100_000, relay.number("SELECT count(*) FROM challenge"));
            assertEquals(NOTHING, relay.retention.run());
        }
    }

    @Test
    void failuresAtAddressesThatNobodyHasDoNotFillTheAuditLog() {
        try (TestRelay relay = new TestRelay()) {
            Person ann = relay.person();
            long before = relay.number("SELECT max(audit_id) FROM audit");
            for (int i = 0; i < 50; i++) {
                String email = TestRelay.email();
                refuses(
                        ErrorCode.WRONG_CREDENTIALS,
                        () -> relay.signIn(email, "wrong wrong wrong"));
            }
            refuses(
                    ErrorCode.WRONG_CREDENTIALS,
                    () -> relay.signIn(ann.email, "wrong wrong wrong"));
            assertEquals(before + 21, relay.number("SELECT max(audit_id) FROM audit"));
            pass(relay, Duration.ofMinutes(59));
            assertEquals(NOTHING, relay.retention.run());
            assertEquals(before + 21, relay.number("SELECT max(audit_id) FROM audit"));
            pass(relay, Duration.ofMinutes(1));
            assertEquals(NOTHING, relay.retention.run());
            assertEquals(
                    1,
                    relay.number(
                            "SELECT count(*) FROM audit WHERE audit_id = ? AND account_id IS NULL"
                                    + " AND event = 'sign-in-failed' AND detail = 'more=30'",
                            before + 22));
            assertEquals(NOTHING, relay.retention.run());
            assertEquals(before + 22, relay.number("SELECT max(audit_id) FROM audit"));
            refuses(
                    ErrorCode.WRONG_CREDENTIALS,
                    () -> relay.signIn(TestRelay.email(), "wrong wrong wrong"));
            assertEquals(before + 23, relay.number("SELECT max(audit_id) FROM audit"));
            assertEquals(OptionalLong.empty(), relay.audit.verify());
        }
    }

    /** The keeper may ask for more; the database goes by its own clock as well. */
    @Test
    void nobodyRemovesAuditRowsOfTheLastFourHundredDays() {
        try (TestRelay relay = new TestRelay()) {
            relay.update(
                    "INSERT INTO audit (at_millis, event, detail) SELECT"
                            + " (extract(epoch FROM now() - interval '399 days') * 1000)::bigint,"
                            + " 'left', '' FROM generate_series(1, 9)");
            assertEquals(0, relay.number("SELECT audit_forget(?, 100)", Long.MAX_VALUE));
            pass(relay, Duration.ofDays(40_000));
            assertEquals(NOTHING, relay.retention.run());
            assertEquals(9, relay.number("SELECT count(*) FROM audit"));
        }
    }

    private static void pass(TestRelay relay, Duration duration) {
        relay.clock.move(duration);
        relay.keepTime();
    }
}
