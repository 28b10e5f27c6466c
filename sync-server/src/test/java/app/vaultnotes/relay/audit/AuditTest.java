package app.vaultnotes.relay.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.database.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What happened is written down without gaps, and a change of it shows. */
class AuditTest {

    private static void asOwner(TestRelay relay, String... statements) throws SQLException {
        try (Connection connection = TestPostgres.connect(relay.address);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE audit DISABLE ROW LEVEL SECURITY");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("ALTER TABLE audit ENABLE ROW LEVEL SECURITY");
        }
    }

    @Test
    void manyAtOnceMakeOneChainAndTheFirstBrokenLinkIsFound() throws SQLException {
        try (TestRelay relay = new TestRelay()) {
            assertEquals(OptionalLong.empty(), relay.audit.verify());
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Person person = relay.person();
                calls.add(person::vault);
                calls.add(() -> relay.signIn(person.email, TestRelay.PASSPHRASE));
            }
            assertEquals(List.of(), TestRelay.codes(TestRelay.atOnce(calls)));
            long rows = relay.number("SELECT count(*) FROM audit");
            assertTrue(rows >= 24, "rows " + rows);
            assertEquals(rows, relay.number("SELECT max(audit_id) FROM audit"));
            assertEquals(OptionalLong.empty(), relay.audit.verify());

            asOwner(relay, "UPDATE audit SET detail = 'x' WHERE audit_id = 11");
            assertEquals(OptionalLong.of(11), relay.audit.verify());
            asOwner(relay, "UPDATE audit a SET hash = audit_hash(a) WHERE audit_id = 11");
            assertEquals(OptionalLong.of(12), relay.audit.verify());
            asOwner(relay, "DELETE FROM audit WHERE audit_id = 5");
            assertEquals(OptionalLong.of(6), relay.audit.verify());
        }
    }

    @Test
    void theFirstRowFollowsNothing() throws SQLException {
        try (TestRelay relay = new TestRelay()) {
            relay.person();
            asOwner(
                    relay,
                    "UPDATE audit SET previous = 'x' WHERE audit_id = 1",
                    "UPDATE audit a SET hash = audit_hash(a) WHERE audit_id = 1");
            assertEquals(OptionalLong.of(1), relay.audit.verify());
        }
    }

    @Test
    void pagesOfRowsAreOneChain() throws SQLException {
        try (TestRelay relay = new TestRelay()) {
            relay.update(
                    "INSERT INTO audit (at_millis, event, detail)"
                            + " SELECT n, 'left', '' FROM generate_series(1, 10003) n");
            assertEquals(OptionalLong.empty(), relay.audit.verify());
            asOwner(relay, "UPDATE audit SET at_millis = 0 WHERE audit_id = 10002");
            assertEquals(OptionalLong.of(10_002), relay.audit.verify());
        }
    }

    @Test
    void noRowHasAnAddressAPassphraseOrAToken() {
        TestRelay relay = TestRelay.shared();
        Person ann = relay.person();
        ann.bind();
        ann.vault();
        TestRelay.refuses(
                ErrorCode.WRONG_CREDENTIALS, () -> relay.signIn(ann.email, "canary canary"));
        List<String> events =
                relay.database.transact(
                        Scope.account(ann.id()),
                        rows ->
                                rows.list(
                                        "SELECT event FROM audit ORDER BY audit_id",
                                        row -> row.getString(1)));
        assertEquals(
                List.of("account-made", "device-bound", "vault-made", "sign-in-failed"), events);
        for (String secret :
                List.of(
                        ann.email,
                        "canary",
                        "Plans",
                        "laptop",
                        ann.session.getAccessToken(),
                        ann.session.getRefreshToken())) {
            assertEquals(
                    0,
                    relay.number(
                            "SELECT count(*) FROM audit t WHERE to_jsonb(t)::text ILIKE ?",
                            "%" + secret + "%"));
        }
    }
}
