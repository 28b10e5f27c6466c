package app.vaultnotes.relay.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The relay's PostgreSQL: a bounded pool of connections, each transaction of one {@link Scope}.
 * Works through a pooler in transaction mode, since nothing is set for longer than a transaction.
 * Safe for any number of threads, which wait their turn.
 */
public final class Database implements AutoCloseable {

    /** The version of the tables that this program works with. */
    public static final int TABLES_VERSION = Schema.VERSION;

    /** What the connections of relays and of commands call themselves at PostgreSQL. */
    public static final String APPLICATION = "vaultnotes";

    /** Most connections of a relay; one more listens. */
    public static final int CONNECTIONS = 12;

    /** What transactions take on; the steps of the tables make them. */
    public static final List<String> ROLES =
            List.of(
                    "vaultnotes_app",
                    "vaultnotes_appender",
                    "vaultnotes_gate",
                    "vaultnotes_keeper",
                    "vaultnotes_admin",
                    "vaultnotes_archivist");

    private static final long WAIT_MILLIS = 10_000;
    private static final int ATTEMPTS = 4;
    private static final String BEGIN =
            "SELECT set_config('role', ?, true), set_config('app.account_id', ?, true),"
                    + " set_config('app.vault_id', ?, true),"
                    + " set_config('statement_timeout', '30s', true),"
                    + " set_config('lock_timeout', '10s', true)";

    /** As long as this after it was full a database counts as full. */
    private static final long FULL_NANOS = 30_000_000_000L;

    private final HikariDataSource pool;
    private volatile boolean wasFull;
    private volatile long fullNanos;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Connects, and makes or renews the tables where they are not what this program needs.
     *
     * @throws DatabaseException when it cannot be reached, may not make roles, or its tables are of
     *     a newer program
     */
    public static Database open(DatabaseAddress address) {
        return open(address, pool -> {});
    }

    /**
     * Connects as {@link #open(DatabaseAddress)} does.
     *
     * @param watching is shown the pool before it is used
     */
    public static Database open(DatabaseAddress address, Consumer<HikariDataSource> watching) {
        Schema.bringUpToDate(address);
        return connected(address, watching);
    }

    /**
     * Connects beside relays that may run; makes the tables where there are none, and renews none.
     *
     * @throws DatabaseException as {@link #open(DatabaseAddress)}, and when its tables are of an
     *     older program
     */
    public static Database openBeside(DatabaseAddress address) {
        Schema.makeIfMissing(address);
        return connected(address, pool -> {});
    }

    private static Database connected(
            DatabaseAddress address, Consumer<HikariDataSource> watching) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setPoolName("relay");
        config.setAutoCommit(false);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", APPLICATION);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "10");
        config.addDataSourceProperty("socketTimeout", "60");
        HikariDataSource pool = new HikariDataSource(config);
        watching.accept(pool);
        return new Database(pool);
    }

    /** What is done in a transaction; it may be done again from the start. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. Whatever it throws undoes the transaction. */
        T in(Transaction transaction) throws SQLException;
    }

    /**
     * Does something in a transaction, which is durable when this returns.
     *
     * @throws DatabaseException when it came to nothing; after UNAVAILABLE alone it may be there
     *     all the same, should the line have broken during the commit
     */
    public <T> T transact(Scope scope, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(scope, work);
            } catch (DatabaseException e) {
                if (e.kind() != DatabaseException.Kind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(Scope scope, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                Transaction transaction = new Transaction(connection);
                begin(transaction, scope);
                T result = work.in(transaction);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            if (DatabaseException.isFull(e)) {
                fullNanos = System.nanoTime();
                wasFull = true;
            }
            throw new DatabaseException(e);
        }
    }

    /** Whether its disk was full within the last half minute. */
    public boolean wasFullLately() {
        return wasFull && System.nanoTime() - fullNanos < FULL_NANOS;
    }

    private static void begin(Transaction transaction, Scope scope) throws SQLException {
        transaction.first(BEGIN, row -> true, scope.role(), scope.accountText(), scope.vaultText());
    }

    private static void undo(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Which life of the log this is: drawn anew when a relay is restored from a backup. */
    public UUID incarnation() {
        return transact(
                Scope.gate(),
                transaction ->
                        transaction
                                .first(
                                        "SELECT incarnation_id FROM relay",
                                        row -> row.getObject(1, UUID.class))
                                .orElseThrow());
    }

    /** Lets the connections go; transactions that run are undone. */
    @Override
    public void close() {
        pool.close();
    }
}
