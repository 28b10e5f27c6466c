package app.vaultnotes.relay.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.database.DatabaseAddress;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of the relay's own, in a folder of its own: made when it is missing, started again
 * when it dies, stopped with the relay. It listens on this machine alone, on a port that is chosen
 * once, and lets in whoever knows its password, which stands in a file only its owner reads.
 *
 * <p>It is durable as PostgreSQL is by default: fsync, synchronous commits, checksums. One process
 * at a time has the folder; a PostgreSQL that a killed one left behind is stopped first.
 */
public final class OwnPostgres implements AutoCloseable {

    private static final Logger LOG = System.getLogger(OwnPostgres.class.getName());

    /** What is said beside what PostgreSQL does by itself. */
    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=60",
                    "fsync=on",
                    "synchronous_commit=on",
                    "log_min_messages=warning",
                    "log_min_error_statement=panic");

    private static final long LASTING_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long LOG_BYTES = 4_000_000;
    private static final long LAST_WORDS_MILLIS = 1_000;
    private static final String HALF = "data.new";
    private static final String SUPERUSER = "relay";
    private static final String OWNER = "vaultnotes";
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 8;
    private static final long POLL_MILLIS = 20;
    private static final int PASSWORD_BYTES = 24;
    private static final int STATUS_LINE = 7;

    private final Path home;
    private final Path data;
    private final PostgresBinaries binaries;
    private final Unprivileged unprivileged;
    private final FileChannel lockFile;
    private final String password;
    private final int port;
    private volatile Process process;
    private volatile boolean closed;
    private final Thread watcher;

    private OwnPostgres(Path home, FileChannel lockFile) throws IOException, InterruptedException {
        this.home = home;
        this.lockFile = lockFile;
        data = home.resolve("data");
        binaries = PostgresBinaries.in(home);
        unprivileged = Unprivileged.here();
        password = kept("password", OwnPostgres::random);
        makeCluster();
        port = Integer.parseInt(kept("port", OwnPostgres::freePort));
        stopLeftover();
        process = launch();
        makeDatabase();
        watcher = Thread.ofPlatform().name("postgres").daemon().start(this::watch);
    }

    /**
     * Starts the PostgreSQL of a folder, made when it is missing, and waits until it takes
     * connections.
     *
     * @throws PostgresException when the folder is in use, was written by a newer PostgreSQL, or
     *     PostgreSQL does not start
     */
    public static OwnPostgres start(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel lockFile = lock(home);
            try {
                return new OwnPostgres(home, lockFile);
            } catch (IOException | InterruptedException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PostgresException(
                    "PostgreSQL cannot be started in " + home + ": " + e.getMessage(),
                    "See that the folder can be written and the disk has room.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("The start of PostgreSQL was interrupted.", "", e);
        }
    }

    /**
     * The database of a folder whose PostgreSQL another process has started; empty when none has.
     *
     * @throws PostgresException when the folder cannot be read
     */
    public static Optional<DatabaseAddress> ofOther(Path home) {
        Path password = home.resolve("password");
        Path port = home.resolve("port");
        try {
            if (!Files.exists(password) || !Files.exists(port) || !isLocked(home)) {
                return Optional.empty();
            }
            String url = url(Integer.parseInt(Files.readString(port).strip()), OWNER);
            return Optional.of(new DatabaseAddress(url, OWNER, Files.readString(password).strip()));
        } catch (IOException | NumberFormatException e) {
            throw new PostgresException(
                    "The PostgreSQL in " + home + " cannot be found: " + e.getMessage(),
                    "Run this as the user whom the relay runs as.",
                    e);
        }
    }

    /**
     * What is in a folder.
     *
     * @param found the version of what is there; empty for nothing
     * @param own the version that this program has
     * @param running the database, when another process has started it
     */
    public record Look(Optional<String> found, String own, Optional<DatabaseAddress> running) {}

    /**
     * Looks into a folder and changes nothing.
     *
     * @throws PostgresException when there is none for this machine, it may not be run by this
     *     user, or the folder cannot be read
     */
    public static Look lookAt(Path home) {
        try {
            var _ = Unprivileged.here();
            Path versionFile = home.resolve("data").resolve("PG_VERSION");
            Optional<String> found =
                    Files.exists(versionFile)
                            ? Optional.of(Files.readString(versionFile).strip())
                            : Optional.empty();
            return new Look(found, PostgresBinaries.majorVersion(), ofOther(home));
        } catch (IOException e) {
            throw new PostgresException(
                    home + " cannot be read: " + e.getMessage(),
                    "Run this as the user whom the relay runs as.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("The look was interrupted.", "", e);
        }
    }

    private static boolean isLocked(Path home) throws IOException {
        try (FileChannel file = FileChannel.open(home.resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return true;
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel file =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new PostgresException(
                    "Another relay is using " + home + ".",
                    "Stop it first, or give this one another folder with --data.");
        }
        return file;
    }

    /** Something that is made up once. */
    private interface Made {
        String make() throws IOException;
    }

    private String kept(String name, Made made) throws IOException {
        Path file = home.resolve(name);
        if (!Files.exists(file)) {
            Privacy.write(file, made.make().getBytes(UTF_8));
        }
        return Files.readString(file).strip();
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private void makeCluster() throws IOException, InterruptedException {
        Folders.deleteLeftOver(home, HALF);
        Path versionFile = data.resolve("PG_VERSION");
        if (Files.exists(versionFile)) {
            requireVersion(Files.readString(versionFile).strip());
            return;
        }
        Path half = Files.createTempDirectory(home, HALF);
        run(
                List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + half,
                        "--username=" + SUPERUSER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + home.resolve("password"),
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-locale",
                        // Nobody guesses passwords that are random: rounds would only cost time.
                        "--set=scram_iterations=1",
                        "--data-checksums"),
                "make");
        Files.move(half, data);
    }

    private void requireVersion(String found) throws IOException {
        String own = PostgresBinaries.majorVersion();
        if (!found.equals(own)) {
            throw new PostgresException(
                    data + " is of PostgreSQL " + found + ", this program has " + own + ".",
                    "Use the version of Vault Notes that wrote it.");
        }
    }

    private void run(List<String> command, String what) throws IOException, InterruptedException {
        Path log = home.resolve(what + ".log");
        Process running =
                unprivileged
                        .command(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!running.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
        if (running.waitFor() != 0) {
            throw new PostgresException(
                    "PostgreSQL could not " + what + " its data in " + home + ": " + tail(log),
                    "See " + log + ".");
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Stops a server that outlived a relay that was killed; nobody else can have the folder. */
    private void stopLeftover() throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        boolean alive =
                !lines.isEmpty()
                        && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                                .filter(ProcessHandle::isAlive)
                                .flatMap(handle -> handle.info().command())
                                .filter(command -> command.contains("postgres"))
                                .isPresent();
        if (alive) {
            stopServer();
        } else if (!lines.isEmpty()) {
            disown(pidFile, lines);
        }
    }

    /**
     * A number that is another program's by now keeps PostgreSQL from starting, which is common in
     * a container, where numbers are small and come again. PostgreSQL takes a number of its own
     * parent for an old one, and still looks whether anything of the old server has its memory.
     */
    private static void disown(Path pidFile, List<String> lines) throws IOException {
        List<String> ours = new ArrayList<>(lines);
        ours.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, ours);
    }

    private Process launch() throws IOException, InterruptedException {
        Path log = home.resolve("postgres.log");
        Process started = new ProcessBuilder(words()).redirectErrorStream(true).start();
        Thread taking = new PostgresLog(log, LOG_BYTES).take(started.getInputStream());
        try {
            awaitReady(started, taking, log);
            return started;
        } catch (IOException | InterruptedException | PostgresException e) {
            started.destroyForcibly();
            throw e;
        }
    }

    /** By which this PostgreSQL is started, for whoever starts it with nothing around it. */
    public List<String> words() {
        List<String> command = new ArrayList<>(unprivileged.before());
        command.addAll(List.of(binaries.program("postgres"), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private void awaitReady(Process started, Thread taking, Path log)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isReady(started)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                taking.join(LAST_WORDS_MILLIS);
                throw new PostgresException(
                        "PostgreSQL does not start: " + tail(log), "See " + log + ".");
            }
            started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The server notes in its file who it is, and when it takes connections. */
    private boolean isReady(Process started) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() > STATUS_LINE
                && lines.get(0).strip().equals(Long.toString(started.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** Starts the server again whenever it ends: at once, and less often when it does not last. */
    private void watch() {
        long pauseMillis = POLL_MILLIS;
        try {
            while (!closed) {
                long startedNanos = System.nanoTime();
                process.waitFor();
                if (closed) {
                    return;
                }
                LOG.log(Level.WARNING, "PostgreSQL ended and is started again");
                boolean lasted = System.nanoTime() - startedNanos > LASTING_NANOS;
                pauseMillis =
                        lasted ? POLL_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
                restart();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        try {
            process = launch();
        } catch (IOException | PostgresException e) {
            LOG.log(Level.ERROR, "PostgreSQL cannot be started", e);
        }
    }

    /**
     * The relay's database and who owns it: no superuser, so that row-level security holds. It may
     * make databases, for an operator who moves one.
     */
    public DatabaseAddress address() {
        return new DatabaseAddress(url(port, OWNER), OWNER, password);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void makeDatabase() {
        try (Connection connection =
                        DriverManager.getConnection(url(port, "postgres"), SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            if (!has(statement, "SELECT FROM pg_roles WHERE rolname = '" + OWNER + "'")) {
                statement.execute(
                        "CREATE ROLE %s LOGIN CREATEROLE CREATEDB PASSWORD '%s'"
                                .formatted(OWNER, password));
            }
            if (!has(statement, "SELECT FROM pg_database WHERE datname = '" + OWNER + "'")) {
                statement.execute("CREATE DATABASE %s OWNER %s".formatted(OWNER, OWNER));
            }
        } catch (SQLException e) {
            process.destroy();
            throw new PostgresException(
                    "PostgreSQL in "
                            + home
                            + " runs, but does not let its relay in: "
                            + e.getMessage(),
                    "See " + home.resolve("postgres.log") + ".",
                    e);
        }
    }

    private static boolean has(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private void stopServer() throws IOException, InterruptedException {
        run(
                List.of(
                        binaries.program("pg_ctl"),
                        "stop",
                        "-D",
                        data.toString(),
                        "-m",
                        "fast",
                        "-t",
                        Integer.toString(STOP_SECONDS)),
                "stop");
    }

    /** Stops it; what was committed is durable already. */
    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
        try {
            watcher.join();
            if (process.isAlive()) {
                stopServer();
                process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException | PostgresException e) {
            LOG.log(Level.WARNING, "PostgreSQL was not stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            letGo();
        }
    }

    private void letGo() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lock was not let go", e);
        }
    }
}
