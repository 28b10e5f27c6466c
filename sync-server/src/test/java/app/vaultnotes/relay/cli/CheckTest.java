package app.vaultnotes.relay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --check}: what it finds, and that it leaves all as it was. */
class CheckTest {

    @TempDir private Path temporary;

    private Path data() {
        return temporary.resolve("relay");
    }

    private Ran check(String... more) {
        List<String> words =
                new ArrayList<>(List.of("serve", "--check", "--data", data().toString()));
        words.addAll(List.of(more));
        return Ran.of(words.toArray(String[]::new));
    }

    private static void found(Ran ran, String state, String... words) {
        assertTrue(
                ran.out()
                        .lines()
                        .filter(line -> line.startsWith(state + " "))
                        .anyMatch(line -> List.of(words).stream().allMatch(line::contains)),
                () -> state + " " + List.of(words) + " is not in\n" + ran.out() + ran.err());
    }

    private static void well(Ran ran) {
        assertEquals(0, ran.code(), ran.out() + ran.err());
    }

    private static void ill(Ran ran) {
        assertEquals(1, ran.code(), ran.out() + ran.err());
    }

    private Path settings(String... lines) throws IOException {
        return Files.write(temporary.resolve("relay.properties"), List.of(lines));
    }

    private Ran checkWith(String... lines) throws IOException {
        return check("--port", "0", "--config", settings(lines).toString());
    }

    @Test
    void aFreshFolderIsWellAndNothingIsMade() {
        Ran ran = check("--port", "0");
        well(ran);
        found(ran, "ok", "data: ", "is made at the first start");
        found(ran, "ok", "postgres: PostgreSQL 18");
        found(ran, "warn", "backup");
        assertFalse(Files.exists(data()));
        Ran json = check("--port", "0", "--json");
        well(json);
        assertEquals(1, json.out().lines().count());
        assertTrue(json.out().contains("\"ok\":true"), json.out());
    }

    @Test
    void mistakesInTheFileAreSaidWithTheirLinesAllAtOnce() throws IOException {
        Ran ran =
                check(
                        "--config",
                        settings(
                                        "# a relay",
                                        "port = many",
                                        "colour = \\",
                                        "  red",
                                        "sign-up = perhaps",
                                        "port = 1",
                                        "tls = one-file.pem",
                                        "address = notes",
                                        "s3.endpoint = https://s3.example",
                                        "proxy = proxy.example")
                                .toString());
        ill(ran);
        found(ran, "fail", "settings", "Line 3", "colour");
        found(ran, "fail", "settings", "Lines 2 and 6", "port");
        found(ran, "fail", "sign-up", "line 5 of");
        found(ran, "fail", "certificate", "line 7 of");
        found(ran, "fail", "address", "line 8 of", "notes");
        found(ran, "fail", "s3.bucket");
        found(ran, "fail", "proxy", "no numeric address");
        found(ran, "warn", "proxy", "every address");
        assertFalse(Files.exists(data()));
        Ran started = Ran.of("serve", "--config", temporary.resolve("relay.properties").toString());
        assertEquals(1, started.code());
        assertTrue(started.err().contains("Line"), started.err());
    }

    @Test
    void plainHttpOnANetworkAndATakenPortAreRefused() throws IOException {
        found(check("--bind", "0.0.0.0", "--port", "0", "--tls", "off"), "fail", "certificate");
        found(check("--bind", "203.0.113.7", "--port", "0"), "fail", "bind", "203.0.113.7");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Ran ran = check("--bind", "127.0.0.1", "--port", port);
            ill(ran);
            found(ran, "fail", "port", port);
        }
    }

    @Test
    void aFolderThatOthersMayReadOrThatIsNoneIsTold() throws IOException {
        Files.createDirectory(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Ran wide = check("--port", "0");
        well(wide);
        found(wide, "warn", "data", "Other users");
        Files.createDirectories(data().resolve("postgres/data"));
        Files.writeString(data().resolve("postgres/data/PG_VERSION"), "12\n");
        Ran old = check("--port", "0");
        ill(old);
        found(old, "fail", "postgres", "of PostgreSQL 12");
        Path file = Files.createFile(temporary.resolve("file"));
        Ran none = Ran.of("serve", "--check", "--data", file.toString(), "--port", "0");
        ill(none);
        found(none, "fail", "data", "is a file");
    }

    private String[] on(DatabaseAddress address) throws IOException {
        Path password = temporary.resolve("password");
        Files.writeString(password, address.password());
        return new String[] {
            "database.url = " + address.url(),
            "database.user = " + address.user(),
            "database.password-file = " + password
        };
    }

    private static void run(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(DatabaseAddress address) {
        return address.url().replaceAll("^.*/", "");
    }

    @Test
    void aDatabaseIsLookedAtAndNotTouched() throws Exception {
        DatabaseAddress empty = TestPostgres.newDatabase();
        Ran fresh = checkWith(on(empty));
        well(fresh);
        found(fresh, "ok", "tables: There are none");
        found(checkWith(on(empty)), "ok", "tables: There are none");

        DatabaseAddress ours = TestPostgres.newRelayDatabase();
        Ran sound = checkWith(on(ours));
        well(sound);
        found(sound, "ok", "roles");
        found(sound, "ok", "durability");
        found(sound, "ok", "connections");
        found(sound, "ok", "clock");
        found(sound, "ok", "notices");
        run(ours, "ALTER DATABASE " + name(ours) + " SET synchronous_commit = off");
        run(ours, "ALTER DATABASE " + name(ours) + " CONNECTION LIMIT 5");
        run(ours, "ALTER TABLE record NO FORCE ROW LEVEL SECURITY");
        run(ours, "UPDATE flyway_schema_history SET version = '99'");
        Ran broken = checkWith(on(ours));
        ill(broken);
        found(broken, "fail", "durability", "synchronous_commit");
        found(broken, "fail", "connections", "has 5");
        found(broken, "fail", "tables", "record");
        found(broken, "fail", "tables", "version 99");
    }

    /** As behind a pooler that passes nothing on, which names another place to listen at. */
    @Test
    void whereNoticesAreNotHeardIsTold() throws Exception {
        DatabaseAddress ours = TestPostgres.newRelayDatabase();
        DatabaseAddress other = TestPostgres.newDatabase();
        String[] lines = Arrays.copyOf(on(ours), on(ours).length + 1);
        lines[lines.length - 1] = "database.listen-url = " + other.url();
        Ran deaf = checkWith(lines);
        ill(deaf);
        found(deaf, "fail", "notices", ours.url(), other.url());
        lines[lines.length - 1] = "database.listen-url = " + ours.url();
        Ran sound = checkWith(lines);
        well(sound);
        found(sound, "ok", "notices");
    }

    @Test
    void aDatabaseThatIsNotThereIsToldWithoutItsPassword() throws Exception {
        DatabaseAddress none =
                new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "ann", "s3cret-word");
        Ran ran = checkWith(on(none));
        ill(ran);
        found(ran, "fail", "database", "cannot be asked");
        assertFalse(ran.out().contains("s3cret-word"));
    }

    @Test
    void aRelayThatRunsIsSeenAndLeftAlone() {
        RelaySettings settings =
                TestSettings.in(data()).address(Optional.empty()).byLinksAlone().settings();
        try (Relay relay = Relay.start(settings)) {
            Ran ran = check("--bind", "127.0.0.1", "--port", Integer.toString(relay.port()));
            well(ran);
            found(ran, "ok", "postgres: A relay runs");
            found(ran, "ok", "tables");
            found(ran, "ok", "port: The relay of this folder is running");
        }
        Ran after = check("--port", "0");
        well(after);
        found(after, "ok", "postgres: PostgreSQL 18 is there and does not run");
    }
}
