package app.vaultnotes.relay.bench;

import app.vaultnotes.relay.database.DatabaseAddress;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the database does at best with the same rows: a table like the log's with the same keys, a
 * few connections, each putting whole batches into it in one statement and a commit, and nothing
 * else: no numbers to give, no proofs, no roles, no network in front.
 */
final class Floor {

    private static final int CONNECTIONS = 4;
    private static final int ROWS = 512;
    private static final int HASH_BYTES = 32;
    private static final int HEADER_BYTES = 98;

    private final DatabaseAddress address;
    private final int vaults;

    Floor(DatabaseAddress address, int vaults) {
        this.address = address;
        this.vaults = vaults;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    /** Rows a second, over so many seconds. */
    double rowsPerSecond(int seconds, int payloadBytes) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bare");
            statement.execute(
                    "CREATE TABLE bare (LIKE record INCLUDING ALL) PARTITION BY HASH (vault_id)");
            for (int part = 0; part < 16; part++) {
                statement.execute(
                        "CREATE TABLE bare_%d PARTITION OF bare FOR VALUES WITH (MODULUS 16, REMAINDER %d)"
                                .formatted(part, part));
            }
        }
        long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicLong rows = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                threads.execute(() -> write(number, payloadBytes + HEADER_BYTES, endNanos, rows));
            }
        }
        return rows.get() / (double) seconds;
    }

    private void write(int number, int recordBytes, long endNanos, AtomicLong rows) {
        Random random = new Random(number);
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "INSERT INTO bare SELECT * FROM unnest(?::uuid[], ?::int8[],"
                                        + " ?::uuid[], ?::int8[], ?::uuid[], ?::int4[], ?::int8[],"
                                        + " ?::bytea[], ?::bytea[], ?::bytea[])")) {
            connection.setAutoCommit(false);
            long seq = 0;
            while (System.nanoTime() < endNanos) {
                seq = bind(connection, statement, number, seq, recordBytes, random);
                statement.executeUpdate();
                connection.commit();
                rows.addAndGet(ROWS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long bind(
            Connection connection,
            PreparedStatement statement,
            int number,
            long seq,
            int recordBytes,
            Random random)
            throws SQLException {
        UUID[] vault = new UUID[ROWS];
        UUID[] device = new UUID[ROWS];
        UUID[] doc = new UUID[ROWS];
        Long[] seqs = new Long[ROWS];
        Long[] taken = new Long[ROWS];
        Integer[] sizes = new Integer[ROWS];
        byte[][] hashes = new byte[ROWS][];
        byte[][] signatures = new byte[ROWS][];
        byte[][] records = new byte[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            vault[i] = new UUID(random.nextInt(Math.max(1, vaults / CONNECTIONS)), number);
            device[i] = vault[i];
            doc[i] = new UUID(random.nextLong(), random.nextLong());
            seqs[i] = seq + i;
            taken[i] = seq;
            sizes[i] = recordBytes;
            hashes[i] = bytes(HASH_BYTES, random);
            records[i] = bytes(recordBytes, random);
        }
        Array[] arrays = {
            connection.createArrayOf("uuid", vault),
            connection.createArrayOf("int8", seqs),
            connection.createArrayOf("uuid", device),
            connection.createArrayOf("int8", seqs),
            connection.createArrayOf("uuid", doc),
            connection.createArrayOf("int4", sizes),
            connection.createArrayOf("int8", taken),
            connection.createArrayOf("bytea", hashes),
            connection.createArrayOf("bytea", signatures),
            connection.createArrayOf("bytea", records)
        };
        for (int i = 0; i < arrays.length; i++) {
            statement.setArray(i + 1, arrays[i]);
        }
        return seq + ROWS;
    }

    private static byte[] bytes(int count, Random random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
