package app.vaultnotes.relay.postgres;

import app.vaultnotes.relay.database.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that an operator has: started by itself, with a superuser of its own. */
public final class OutsidePostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "superuser's";
    private static final long PATIENCE_SECONDS = 60;

    private final Process server;
    private final int port;

    private OutsidePostgres(Process server, int port) {
        this.server = server;
        this.port = port;
    }

    private static final class Embedded {
        static final Path HOME = unpacked();

        private static Path unpacked() {
            try {
                Path home = Files.createTempDirectory("postgres-programs");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
                PostgresBinaries.in(home);
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path home) {
            try {
                Folders.delete(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path embedded() throws IOException {
        try (Stream<Path> all = Files.list(Embedded.HOME)) {
            return all.findFirst().orElseThrow();
        }
    }

    /** The programs that the relay brings, where there is no server of theirs yet. */
    public static Path embeddedPrograms() throws IOException {
        return embedded().resolve("bin");
    }

    /** Spares a relay that starts in a folder for the first time to unpack its PostgreSQL. */
    public static void linkPrograms(Path data) throws IOException {
        Path home = Files.createDirectories(data.resolve("postgres"));
        Files.createSymbolicLink(home.resolve(embedded().getFileName()), embedded());
    }

    /** The programs of this machine's own PostgreSQL, the newest that a relay takes, if any. */
    public static Optional<Path> installedPrograms() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.filter(each -> Integer.parseInt(each.getFileName().toString()) >= 15)
                    .filter(each -> Files.isExecutable(each.resolve("bin/initdb")))
                    .max(Comparator.comparing(each -> each.getFileName().toString()))
                    .map(each -> each.resolve("bin"));
        }
    }

    /** Makes a server with some programs in a folder that is not there yet, and starts it. */
    public static OutsidePostgres start(Path programs, Path folder) throws Exception {
        Files.createDirectories(folder);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Path data = folder.resolve("data");
        int made =
                command(
                                folder,
                                programs.resolve("initdb").toString(),
                                "--pgdata=" + data,
                                "--username=" + SUPERUSER,
                                "--auth=scram-sha-256",
                                "--pwfile=" + password,
                                "--encoding=UTF8",
                                "--no-locale",
                                "--no-sync")
                        .start()
                        .waitFor();
        if (made != 0) {
            throw new AssertionError(Files.readString(folder.resolve("log")));
        }
        int port = freePort();
        Process server =
                command(
                                folder,
                                programs.resolve("postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=")
                        .start();
        OutsidePostgres started = new OutsidePostgres(server, port);
        try {
            started.awaitAnswer(folder);
            return started;
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private static ProcessBuilder command(Path folder, String... words) throws Exception {
        File log = folder.resolve("log").toFile();
        return Unprivileged.here()
                .command(new ArrayList<>(List.of(words)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path folder) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(Files.readString(folder.resolve("log")));
            }
            server.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private boolean answers() {
        try {
            run("SELECT 1");
            return true;
        } catch (SQLException stillStarting) {
            return false;
        }
    }

    /** A database as its superuser reaches it. */
    public DatabaseAddress asSuperuser(String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, PASSWORD);
    }

    /** The same as another user reaches it. */
    public DatabaseAddress as(String user, String password, String database) {
        return new DatabaseAddress(asSuperuser(database).url(), user, password);
    }

    /** Runs statements as the superuser, each by itself. */
    public void run(String... statements) throws SQLException {
        DatabaseAddress address = asSuperuser("postgres");
        try (Connection connection =
                        DriverManager.getConnection(
                                address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Ends it; nobody needs its data any more. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
    }
}
