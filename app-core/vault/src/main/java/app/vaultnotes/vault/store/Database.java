package app.vaultnotes.vault.store;

import app.vaultnotes.vault.OpenDatabase;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The connections of a database: one that writes, taking turns, and a few that read. What a
 * transaction wrote is on the disk when it ends (WAL with {@code synchronous=FULL}); what a reader
 * sees is one committed state, however many statements it runs.
 *
 * <p>Connections are made when they are first needed: a program that only reads never pays for the
 * writing one. After a failure that leaves a connection's state in doubt it is closed, and the next
 * use opens a new one.
 *
 * <p>Work must not use the database again from inside: readers are few, and would wait for
 * themselves.
 */
final class Database implements AutoCloseable {

    /** {@code VLT1}: marks a file as a vault's database. */
    static final int APPLICATION_ID = 0x564C5431;

    /** Most reads at once; more wait. */
    static final int MAX_READERS = 3;

    /** What a file is called while it is written anew. */
    static final String FRESH = ".fresh";

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int BUSY = 5;

    /** A reader's connection never writes, believes nothing that the file says of itself. */
    private static final String READER =
            "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                    + " PRAGMA mmap_size=0; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY";

    /** What is deleted is overwritten; what is committed is on the disk, on a Mac truly so. */
    private static final String WRITER =
            "PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;"
                    + " PRAGMA checkpoint_fullfsync=ON; PRAGMA trusted_schema=OFF;"
                    + " PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA secure_delete=ON;"
                    + " PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;"
                    + " PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864";

    // Made once for all connections: it takes a good part of opening one.
    private static final Properties READ_ONLY = configuration(true);
    private static final Properties READ_WRITE = configuration(false);

    private final Path file;
    private final Access access;
    private final Semaphore readers = new Semaphore(MAX_READERS, true);
    private final ReentrantLock writing = new ReentrantLock(true);
    private final OpenDatabase open;
    private volatile boolean closed;

    /** Used only while holding itself. */
    private final Deque<Sql> idleReaders = new ArrayDeque<>();

    /** Used only while holding {@link #writing}. */
    private @Nullable Sql writer;

    /** What may be done with a database. */
    enum Access {
        /** Reading only; the file and its folder may be on a disk that does not accept writes. */
        READ(READER),
        /** Reading and writing at once, with a journal beside the file. */
        WRITE("PRAGMA journal_mode=WAL; " + WRITER),
        /** Reading and writing in turn; when closed, the file is all there is. */
        ALONE("PRAGMA journal_mode=DELETE; " + WRITER);

        private final String settings;

        Access(String settings) {
            this.settings = settings;
        }
    }

    /** Work on a connection. */
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** Work without a result. */
    interface Task {
        void run(Sql sql) throws SQLException;
    }

    /** The database in a file; nothing is opened yet. */
    Database(Path file, Access access) {
        this.file = file.toAbsolutePath();
        this.access = access;
        NativeSqlite.prepare();
        this.open = OpenDatabase.at(this.file);
    }

    Path file() {
        return file;
    }

    private static Properties configuration(boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // Asking for the number of every new row would leave a statement open behind each insert.
        config.setGetGeneratedKeys(false);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        if (readOnly) {
            config.setReadOnly(true);
        }
        return config.toProperties();
    }

    private Sql connect(String settings) throws SQLException {
        String address = "jdbc:sqlite:" + file.toUri();
        if (access == Access.READ) {
            address += isFrozen() ? "?immutable=1" : "";
        }
        // The driver adds to what it is given.
        Properties own = (Properties) (access == Access.READ ? READ_ONLY : READ_WRITE).clone();
        Sql sql = new Sql(JDBC.createConnection(address, own));
        try {
            sql.script(settings);
        } catch (SQLException e) {
            sql.close();
            throw e;
        }
        return sql;
    }

    /**
     * Whether nobody can write the file, so that SQLite can do without the files that readers and
     * writers need to agree, and that it could not make.
     */
    private boolean isFrozen() {
        Path journal = Path.of(file + "-wal");
        try {
            return !Files.isWritable(folder())
                    && (!Files.exists(journal) || Files.size(journal) == 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads one committed state: all that was committed before this began. */
    <T> T read(Work<T> work) {
        readers.acquireUninterruptibly();
        try {
            Sql sql = takeReader();
            boolean usable = false;
            try {
                sql.run("BEGIN");
                T result = work.run(sql);
                sql.run("COMMIT");
                usable = true;
                return result;
            } finally {
                giveBack(sql, usable);
            }
        } catch (SQLException e) {
            throw Failures.of(e, file);
        } finally {
            readers.release();
        }
    }

    private Sql takeReader() throws SQLException {
        synchronized (idleReaders) {
            requireOpen();
            Sql idle = idleReaders.poll();
            if (idle != null) {
                return idle;
            }
        }
        return connect(READER);
    }

    private void giveBack(Sql sql, boolean usable) {
        synchronized (idleReaders) {
            if (usable && !closed) {
                idleReaders.push(sql);
                return;
            }
        }
        discard(sql);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** Closes a connection that nobody will use again; that it fails to close changes nothing. */
    private static void discard(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            // What was committed is durable, and what was not is gone, with or without this.
        }
    }

    /** Writes in one transaction: all of it is on the disk when this returns, or nothing. */
    <T> T write(Work<T> work) {
        return exclusively(sql -> {
            sql.run("BEGIN IMMEDIATE");
            T result = work.run(sql);
            sql.run("COMMIT");
            return result;
        });
    }

    /** Writes without a result. */
    void run(Task task) {
        write(sql -> {
            task.run(sql);
            return true;
        });
    }

    /** Uses the writing connection outside a transaction, for PRAGMAs. */
    <T> T exclusively(Work<T> work) {
        writing.lock();
        try {
            requireOpen();
            boolean done = false;
            Sql sql = openWriter();
            try {
                T result = work.run(sql);
                done = true;
                return result;
            } catch (SQLException e) {
                if (Failures.doubtful(e)) {
                    closeWriter();
                }
                throw e;
            } finally {
                if (!done) {
                    rollBack();
                }
            }
        } catch (SQLException e) {
            throw Failures.of(e, file);
        } finally {
            writing.unlock();
        }
    }

    private Sql openWriter() throws SQLException {
        Sql sql = writer;
        if (sql == null) {
            sql = connect(access.settings);
            writer = sql;
        }
        return sql;
    }

    private void closeWriter() {
        if (writer != null) {
            discard(writer);
            writer = null;
        }
    }

    /**
     * Undoes what a failed transaction left. After some failures SQLite has done so itself and says
     * that there is nothing to undo; a new connection is right in every such case.
     */
    private void rollBack() {
        if (writer != null) {
            try {
                writer.run("ROLLBACK");
            } catch (SQLException e) {
                closeWriter();
            }
        }
    }

    /**
     * Puts a copy without gaps in the file's place, so that nothing that was deleted is left in it.
     * A crash leaves the old file or the new one.
     */
    void rewrite() {
        Path fresh = Path.of(file + FRESH);
        writing.lock();
        readers.acquireUninterruptibly(MAX_READERS);
        try {
            requireOpen();
            Files.deleteIfExists(fresh);
            writeAnew(fresh);
            closeReaders();
            closeWriter();
            replace(fresh, file);
        } catch (SQLException e) {
            closeWriter();
            throw Failures.of(e, file);
        } catch (IOException e) {
            throw Failures.of(e, "The vault's database cannot be written anew", file);
        } finally {
            readers.release(MAX_READERS);
            writing.unlock();
        }
    }

    /** Does something with the file itself while no connection to it is open. */
    void closedMeanwhile(Runnable work) {
        writing.lock();
        readers.acquireUninterruptibly(MAX_READERS);
        try {
            requireOpen();
            closeReaders();
            closeWriter();
            work.run();
        } finally {
            readers.release(MAX_READERS);
            writing.unlock();
        }
    }

    private void writeAnew(Path fresh) throws SQLException, IOException {
        Privacy.createFile(fresh);
        boolean whole = false;
        try {
            Sql sql = openWriter();
            sql.run("VACUUM INTO ?", fresh.toString());
            Privacy.sync(fresh);
            emptyJournal(sql);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(fresh);
            }
        }
    }

    /** Puts a file in the place of another; after a power cut it is one or the other. */
    static void replace(Path fresh, Path old) throws IOException {
        Files.move(fresh, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Privacy.sync(old.toAbsolutePath().resolveSibling("."));
    }

    /** Brings all that stands in the journal into the file and cuts the journal to nothing. */
    private static void emptyJournal(Sql sql) throws SQLException {
        long busy = sql.number("PRAGMA wal_checkpoint(TRUNCATE)");
        if (busy != 0) {
            throw new SQLException("another program reads the database", null, BUSY);
        }
    }

    private Path folder() {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    /**
     * Copies one committed state into another file while the database is in use.
     *
     * @param progress told after every piece; what it throws is thrown when the copy is done
     */
    void copyTo(Path destination, Progress progress) {
        read(sql -> {
            sql.number("SELECT count(*) FROM doc"); // from here on, one state is seen
            return sql.backup(destination, progress);
        });
    }

    /** Waits for what is running, then closes all connections. */
    @Override
    public void close() {
        closed = true;
        readers.acquireUninterruptibly(MAX_READERS);
        try {
            closeReaders();
        } finally {
            readers.release(MAX_READERS);
        }
        writing.lock();
        try {
            closeWriter();
        } finally {
            open.close();
            writing.unlock();
        }
    }

    private void closeReaders() {
        synchronized (idleReaders) {
            idleReaders.forEach(Database::discard);
            idleReaders.clear();
        }
    }
}
