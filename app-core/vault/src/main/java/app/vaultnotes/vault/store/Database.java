package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The connections of a database: one that writes, taking turns, and a few that read. What a
 * transaction wrote is on the disk when it ends (WAL with {@code synchronous=FULL}).
 */
final class Database implements AutoCloseable {

    /** {@code VLT1}: marks a file as a vault's database. */
    static final int APPLICATION_ID = 0x564C5431;

    private static final int MAX_IDLE_READERS = 3;
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int JOURNAL_LIMIT_BYTES = 64 << 20;
    private static final int PAGE_CACHE_KIB = 16 << 10;

    private final Path file;
    private final boolean readOnly;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Deque<Sql> idleReaders = new ArrayDeque<>();
    private @Nullable Sql writer;
    private boolean closed;

    /** Work on a connection. */
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** Work without a result. */
    interface Task {
        void run(Sql sql) throws SQLException;
    }

    Database(Path file, boolean readOnly) {
        this.file = file;
        this.readOnly = readOnly;
        NativeSqlite.prepare();
    }

    Path file() {
        return file;
    }

    boolean readOnly() {
        return readOnly;
    }

    private Sql connect(boolean reading) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setPragma(
                SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(JOURNAL_LIMIT_BYTES));
        config.setCacheSize(-PAGE_CACHE_KIB);
        if (readOnly) {
            config = new SQLiteConfig();
            config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
            config.setReadOnly(true);
        } else if (!Files.exists(file)) {
            config.setOpenMode(SQLiteOpenMode.CREATE);
        }
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        Sql sql = new Sql(connection);
        try {
            sql.once("PRAGMA trusted_schema=OFF");
            sql.once("PRAGMA cell_size_check=ON");
            sql.once("PRAGMA mmap_size=0");
            sql.once(reading ? "PRAGMA query_only=ON" : "PRAGMA secure_delete=ON");
            PropertyFunction.install(connection);
        } catch (SQLException e) {
            sql.close();
            throw e;
        }
        return sql;
    }

    /** Reads, seeing all that was committed before. */
    <T> T read(Work<T> work) {
        Sql sql = takeReader();
        boolean usable = true;
        try {
            return work.run(sql);
        } catch (SQLException e) {
            usable = false;
            throw Failures.of(e);
        } finally {
            if (usable) {
                giveBack(sql);
            } else {
                discard(sql);
            }
        }
    }

    private Sql takeReader() {
        synchronized (idleReaders) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            Sql idle = idleReaders.poll();
            if (idle != null) {
                return idle;
            }
        }
        try {
            return connect(true);
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private void giveBack(Sql sql) {
        synchronized (idleReaders) {
            if (!closed && idleReaders.size() < MAX_IDLE_READERS) {
                idleReaders.push(sql);
                return;
            }
        }
        discard(sql);
    }

    private static void discard(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    /** The connection that writes, opened by the first that needs it. */
    private Sql writer() throws SQLException {
        Sql open = writer;
        if (open == null) {
            open = connect(readOnly);
            writer = open;
        }
        return open;
    }

    /** Writes in one transaction: all of it is on the disk when this returns, or nothing. */
    <T> T write(Work<T> work) {
        writing.lock();
        try {
            requireOpen();
            Sql sql = writer();
            sql.run("BEGIN IMMEDIATE");
            T result = work.run(sql);
            sql.run("COMMIT");
            return result;
        } catch (SQLException e) {
            VaultException failure = Failures.of(e);
            rollBack();
            throw failure;
        } catch (RuntimeException e) {
            rollBack();
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    void run(Task task) {
        write(sql -> {
            task.run(sql);
            return true;
        });
    }

    /** Uses the writing connection outside a transaction, for PRAGMAs and backups. */
    <T> T exclusively(Work<T> work) {
        writing.lock();
        try {
            return work.run(writer());
        } catch (SQLException e) {
            throw Failures.of(e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Undoes what a failed transaction left. After some failures SQLite has done so itself, and
     * says that there is nothing to undo; after others the connection is no longer to be trusted. A
     * new connection is right in every case.
     */
    private void rollBack() {
        Sql failed = writer;
        if (failed == null) {
            return;
        }
        try {
            failed.once("ROLLBACK");
        } catch (SQLException e) {
            writer = null;
            discard(failed);
        }
    }

    @Override
    public void close() {
        synchronized (idleReaders) {
            closed = true;
            idleReaders.forEach(Database::discard);
            idleReaders.clear();
        }
        writing.lock();
        try {
            Sql last = writer;
            writer = null;
            if (last != null) {
                discard(last);
            }
        } finally {
            writing.unlock();
        }
    }
}
