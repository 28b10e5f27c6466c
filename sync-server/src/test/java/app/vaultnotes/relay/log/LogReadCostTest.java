package app.vaultnotes.relay.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.wire.WireLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reading a log costs when the database's statistics know nothing of it. */
class LogReadCostTest {

    private static final int PAGES = 4;

    @Test
    @Timeout(60)
    void aPageOfAVaultThatIsNewTouchesFewMoreRowsThanItHasRecords() throws Exception {
        DatabaseAddress address = TestPostgres.newRelayDatabase();
        try (Connection owner = TestPostgres.connect(address);
                Statement statement = owner.createStatement();
                Database database = Database.open(address)) {
            fillWithOthers(statement);
            TestDevice device = TestDevice.withVault(database);
            fill(database, device);
            long before = rowsTouched(statement);
            LogReader.Page page =
                    new LogReader(database)
                            .read(device.vault(), device.account(), 0, LogReader.PAGE_BYTES, false);
            assertEquals(WireLimits.BATCH_RECORDS, page.records().size());
            // A connection tells its counts when it ends, or a second after the last time.
            long touched = 0;
            while (touched < page.records().size()) {
                Thread.onSpinWait();
                touched = rowsTouched(statement) - before;
            }
            assertTrue(touched < 4L * page.records().size(), touched + " rows were touched");
        }
    }

    private static void fillWithOthers(Statement owner) throws SQLException {
        owner.execute(
                "DO $$ BEGIN FOR part IN 0..15 LOOP EXECUTE format('ALTER TABLE record_%s"
                        + " SET (autovacuum_enabled = false)', part); END LOOP; END $$");
        owner.execute(
                "INSERT INTO record SELECT vault, seq, vault, seq, vault, 1, 1, '', NULL, ''"
                        + " FROM (SELECT gen_random_uuid() AS vault FROM generate_series(1, 64))"
                        + " CROSS JOIN generate_series(1, 500) AS seq");
        owner.execute("ANALYZE record");
    }

    private static void fill(Database database, TestDevice device) throws Exception {
        Log.Place place = new Log.Place(UUID.randomUUID(), false, InstantSource.system());
        Random random = new Random(1);
        try (Log log = new Log(database, new DeviceKeys(database), place, (vault, records) -> {})) {
            for (int i = 0; i < PAGES; i++) {
                log.append(device.caller(), device.cut(WireLimits.BATCH_RECORDS, 60, random)).get();
            }
        }
    }

    private static long rowsTouched(Statement owner) throws SQLException {
        try (ResultSet row =
                owner.executeQuery(
                        "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_user_tables"
                                + " WHERE relname LIKE 'record%'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
