package app.vaultnotes.relay.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds for every table there is: what one account has, another neither sees nor changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {

    private static final List<String> ROLES =
            List.of(
                    "vaultnotes_app",
                    "vaultnotes_appender",
                    "vaultnotes_gate",
                    "vaultnotes_keeper",
                    "vaultnotes_admin",
                    "vaultnotes_archivist");

    private final DatabaseAddress address = TestPostgres.newDatabase();
    private final Database database = Database.open(address);
    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID hers = UUID.randomUUID();
    private final UUID his = UUID.randomUUID();

    @BeforeAll
    void fillEveryTable() {
        database.transact(
                Scope.keeper(),
                transaction -> {
                    fill(transaction, ann, hers);
                    fill(transaction, bob, his);
                    return true;
                });
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static void fill(Transaction rows, UUID account, UUID vault) throws SQLException {
        UUID device = UUID.randomUUID();
        byte[] hash = device.toString().getBytes(StandardCharsets.US_ASCII);
        rows.update(
                "INSERT INTO account VALUES (?, ?, ?, 'secret', false, 1)",
                account,
                account + "@example.org",
                account + "@example.org");
        rows.update("INSERT INTO device VALUES (?, ?, 'a', 1, ?, 1, 1)", device, account, hash);
        rows.update(
                "INSERT INTO session VALUES (?, ?, ?, ?, 1, ?, 1, NULL, NULL, 1)",
                UUID.randomUUID(),
                account,
                device,
                hash,
                hash);
        rows.update("INSERT INTO challenge VALUES (?, ?, 1)", hash, device);
        rows.update("INSERT INTO failure VALUES (?, 1, 1)", hash);
        rows.update("INSERT INTO vault VALUES (?, 'a', 1, 1)", vault);
        rows.update("INSERT INTO member VALUES (?, ?, 3, 1)", vault, account);
        rows.update(
                "INSERT INTO invitation (invitation_id, vault_id, role, secret_hash,"
                        + " expires_millis) VALUES (?, ?, 1, ?, 1)",
                UUID.randomUUID(),
                vault,
                hash);
        rows.update(
                "INSERT INTO record VALUES (?, 1, ?, 1, ?, 3, 1, ?, NULL, ?)",
                vault,
                device,
                UUID.randomUUID(),
                hash,
                hash);
        rows.update("INSERT INTO chain VALUES (?, ?, 1, ?)", vault, device, hash);
        rows.update(
                "INSERT INTO snapshot VALUES (?, ?, ?, ?, 1, ?, 1, 1)",
                vault,
                UUID.randomUUID(),
                hash,
                device,
                hash);
        rows.update("INSERT INTO statement VALUES (?, ?, 1, ?)", vault, device, hash);
        rows.update("INSERT INTO blob VALUES (?, ?, 1, 1)", vault, hash);
        rows.update("INSERT INTO upload VALUES (?, ?, 1, 1)", vault, hash);
        rows.update("INSERT INTO ended VALUES (1, ?, ?)", device, device);
        rows.update(
                "INSERT INTO audit (at_millis, account_id, vault_id, event, detail)"
                        + " VALUES (1, ?, ?, 'made', '')",
                account,
                vault);
    }

    private List<String> owned() {
        return database.transact(
                Scope.keeper(),
                transaction ->
                        transaction.list(
                                "SELECT DISTINCT c.relname::text FROM pg_class c"
                                        + " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
                                        + " AND c.relnamespace = 'public'::regnamespace"
                                        + " AND c.relname NOT IN ('relay', 'flyway_schema_history')",
                                row -> row.getString(1)));
    }

    private int count(Scope scope, String query, UUID... values) {
        return database.transact(
                scope,
                transaction ->
                        transaction
                                .first(query, row -> row.getInt(1), (Object[]) values)
                                .orElse(0));
    }

    @Test
    void everyTableIsForcedUnderRowSecurityAndNoRoleCanPassBy() {
        List<String> open =
                database.transact(
                        Scope.keeper(),
                        transaction ->
                                transaction.list(
                                        "SELECT relname::text FROM pg_class WHERE relname = ANY (?)"
                                                + " AND NOT (relrowsecurity AND relforcerowsecurity)",
                                        row -> row.getString(1),
                                        (Object) owned().toArray(String[]::new)));
        assertEquals(List.of(), open);
        assertTrue(owned().size() >= 16, owned().toString());
        for (String role : ROLES) {
            int strong =
                    count(
                            Scope.keeper(),
                            "SELECT count(*) FROM pg_roles WHERE (rolsuper OR rolbypassrls OR"
                                    + " rolcanlogin OR rolcreaterole) AND rolname = '"
                                    + role
                                    + "'");
            assertEquals(0, strong, role);
        }
    }

    /** Tables of which an account may read nothing, not even rows of its own. */
    private boolean isReadable(String table, String column) {
        return count(
                        Scope.account(ann),
                        "SELECT count(*) FROM information_schema.column_privileges WHERE grantee ="
                                + " 'vaultnotes_app' AND privilege_type = 'SELECT' AND table_name = '"
                                + table
                                + "' AND column_name = '"
                                + column
                                + "'")
                > 0;
    }

    @Test
    void anAccountSeesNothingOfAnother() {
        for (String table : owned()) {
            boolean ofVault = isReadable(table, "vault_id");
            boolean ofAccount = isReadable(table, "account_id");
            if (ofVault) {
                String query = "SELECT count(*) FROM " + table + " WHERE vault_id = ?";
                assertEquals(0, count(Scope.account(bob), query, hers), table);
                assertEquals(0, count(Scope.vault(hers, bob), query, hers), table);
                assertEquals(0, count(Scope.vault(his, bob), query, hers), table);
                assertEquals(1, count(Scope.keeper(), query, hers), table);
            }
            if (ofAccount) {
                String query = "SELECT count(*) FROM " + table + " WHERE account_id = ?";
                assertEquals(0, count(Scope.account(bob), query, ann), table);
                assertEquals(0, count(Scope.vault(hers, bob), query, ann), table);
                assertEquals(1, count(Scope.keeper(), query, ann), table);
            }
            if (!ofVault && !ofAccount) {
                assertThrows(
                        DatabaseException.class,
                        () -> count(Scope.account(bob), "SELECT count(*) FROM " + table),
                        table);
            }
        }
    }

    @Test
    void anAccountChangesNothingOfAnother() {
        for (String table : owned()) {
            List<String> columns = columns(table);
            for (Scope scope : List.of(Scope.account(bob), Scope.vault(hers, bob))) {
                assertUntouched(scope, table, columns, "vault_id", hers);
                assertUntouched(scope, table, columns, "account_id", ann);
            }
        }
    }

    private void assertUntouched(
            Scope scope, String table, List<String> columns, String key, UUID value) {
        if (!columns.contains(key)) {
            return;
        }
        String which = " WHERE " + key + " = ?";
        assertEquals(0, changed(scope, "DELETE FROM " + table + which, value), table);
        for (String column : columns) {
            String sql = "UPDATE " + table + " SET " + column + " = " + column + which;
            assertEquals(0, changed(scope, sql, value), table);
        }
        String count = "SELECT count(*) FROM " + table + which;
        assertEquals(1, count(Scope.keeper(), count, value), table);
    }

    private List<String> columns(String table) {
        return database.transact(
                Scope.keeper(),
                transaction ->
                        transaction.list(
                                "SELECT column_name::text FROM information_schema.columns WHERE"
                                        + " table_schema = 'public' AND table_name = ?",
                                row -> row.getString(1),
                                table));
    }

    private int changed(Scope scope, String sql, UUID value) {
        try {
            return database.transact(scope, transaction -> transaction.update(sql, value));
        } catch (DatabaseException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("permission denied"), sql);
            return 0;
        }
    }

    @Test
    void anAccountPutsNothingIntoAVaultOfAnother() {
        for (Scope scope : List.of(Scope.account(bob), Scope.vault(hers, bob))) {
            for (String sql :
                    List.of(
                            "INSERT INTO member VALUES (?, '" + bob + "', 3, 1)",
                            "INSERT INTO blob VALUES (?, 'x', 1, 1)",
                            "INSERT INTO upload VALUES (?, 'x', 1, 1)",
                            "INSERT INTO ended SELECT 2, ?, gen_random_uuid()",
                            "INSERT INTO record SELECT ?, 2, vault_id, 1, vault_id, 1, 1, 'x'"
                                    + " FROM member",
                            "INSERT INTO invitation (invitation_id, vault_id, role, secret_hash,"
                                    + " expires_millis) VALUES (gen_random_uuid(), ?, 1, 'x', 1)")) {
                assertThrows(
                        DatabaseException.class,
                        () -> database.transact(scope, rows -> rows.update(sql, hers)),
                        sql);
            }
        }
    }

    private int end(UUID account, UUID device) {
        return database.transact(
                Scope.account(account),
                rows -> rows.update("INSERT INTO ended VALUES (3, ?, ?)", device, account));
    }

    @Test
    void anAccountEndsDevicesOfItsOwnAlone() {
        UUID device =
                database.transact(
                        Scope.keeper(),
                        rows ->
                                rows.first(
                                                "SELECT device_id FROM device WHERE account_id = ?",
                                                row -> row.getObject(1, UUID.class),
                                                ann)
                                        .orElseThrow());
        assertThrows(DatabaseException.class, () -> end(bob, device));
        assertEquals(1, end(ann, device));
    }

    @Test
    void anAdminSeesNeitherContentNorSecretsAndNoLinkIntoAVault() {
        for (String sql :
                List.of(
                        "SELECT count(bytes) FROM record",
                        "SELECT count(name) FROM vault",
                        "SELECT count(passphrase) FROM account",
                        "SELECT count(access_hash) FROM session",
                        "SELECT count(secret_hash) FROM invitation",
                        "SELECT count(*) FROM chain",
                        "SELECT count(*) FROM audit",
                        "UPDATE account SET is_admin = true",
                        "UPDATE account SET passphrase = 'x'",
                        "DELETE FROM vault",
                        "DELETE FROM audit")) {
            DatabaseException refused =
                    assertThrows(DatabaseException.class, () -> count(Scope.admin(), sql), sql);
            assertTrue(String.valueOf(refused.getMessage()).contains("permission denied"), sql);
        }
        assertEquals(0, count(Scope.admin(), "SELECT count(expires_millis) FROM invitation"));
        assertEquals(2, count(Scope.keeper(), "SELECT count(expires_millis) FROM invitation"));
        assertThrows(
                DatabaseException.class,
                () ->
                        database.transact(
                                Scope.admin(),
                                rows ->
                                        rows.update(
                                                "INSERT INTO invitation (invitation_id,"
                                                        + " resets_account_id, role, secret_hash,"
                                                        + " expires_millis) VALUES"
                                                        + " (gen_random_uuid(), ?, 0, 'y', 1)",
                                                ann)));
    }

    @Test
    void theAuditLogIsChainedAndItAndWhatHasEndedOnlyGrow() {
        int broken =
                count(
                        Scope.keeper(),
                        "SELECT count(*) FROM (SELECT hash, previous, audit_hash(audit) AS computed,"
                                + " coalesce(lag(hash) OVER (ORDER BY audit_id), ''::bytea) AS before"
                                + " FROM audit) AS chain WHERE hash <> computed OR previous <> before");
        assertEquals(0, broken);
        for (String sql :
                List.of(
                        "DELETE FROM audit",
                        "UPDATE audit SET detail = 'x'",
                        "DELETE FROM ended",
                        "UPDATE ended SET kind = 2")) {
            assertThrows(
                    DatabaseException.class,
                    () -> database.transact(Scope.keeper(), rows -> rows.update(sql)));
        }
        assertFalse(count(Scope.keeper(), "SELECT count(*) FROM audit") == 0);
    }
}
