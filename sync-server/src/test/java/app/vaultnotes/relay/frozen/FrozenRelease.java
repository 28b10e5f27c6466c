package app.vaultnotes.relay.frozen;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a frozen release: {@code tables-1.sql}, {@code tables-2.sql} … as its tables were
 * made, {@code history-N.sql} and {@code rows.sql} as it left them, {@code blobs}, {@code
 * protocol.desc} and {@code client.txt}, a {@link Transcript}.
 */
record FrozenRelease(Path folder) {

    static final String ROWS = "rows.sql";
    static final String PROTOCOL = "protocol.desc";
    static final String CLIENT = "client.txt";
    static final String BLOBS = "blobs";

    private static final Path ALL = Path.of("src", "test", "resources", "frozen");

    static FrozenRelease named(String name) {
        return new FrozenRelease(ALL.resolve(name));
    }

    static List<FrozenRelease> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.sorted().map(FrozenRelease::new).toList();
        }
    }

    static String tables(int version) {
        return "tables-" + version + ".sql";
    }

    static String history(int version) {
        return "history-" + version + ".sql";
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** Of its tables. */
    int version() {
        int version = 0;
        while (Files.exists(folder.resolve(tables(version + 1)))) {
            version++;
        }
        return version;
    }

    Transcript transcript() throws IOException {
        return Transcript.parse(Files.readAllLines(folder.resolve(CLIENT)));
    }

    Spoken spoken() throws Exception {
        return Spoken.of(Files.readAllBytes(folder.resolve(PROTOCOL)));
    }

    /** A database as the release left it, or as it was when its tables had fewer steps. */
    DatabaseAddress database(int version) throws IOException, SQLException {
        DatabaseAddress address = TestPostgres.newDatabase();
        try (Connection connection = TestPostgres.connect(address)) {
            for (int step = 1; step <= version; step++) {
                FrozenTables.run(connection, text(tables(step)));
            }
            FrozenTables.run(connection, text(ROWS));
            FrozenTables.run(connection, text(history(version)));
        }
        return address;
    }

    /** Puts its blobs where a relay with this folder has them. */
    void copyBlobs(Path data) throws IOException {
        copy(folder.resolve(BLOBS), data.resolve(BLOBS).resolve("blobs"));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    /** A relay of today over its data. */
    static Relay start(DatabaseAddress address, Path data) {
        return Relay.start(settings(address, data));
    }

    static RelaySettings settings(DatabaseAddress address, Path data) {
        return TestSettings.in(data).on(address).byLinksAlone().settings();
    }
}
