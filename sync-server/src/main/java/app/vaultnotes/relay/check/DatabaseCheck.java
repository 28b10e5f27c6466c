package app.vaultnotes.relay.check;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Looks at the PostgreSQL that a relay uses, by questions alone. */
public final class DatabaseCheck {

    private static final String CHECK = "database";
    private static final String NOTICES = "notices";
    private static final int HEARD_MILLIS = 5_000;
    private static final String SECONDS = "15";
    private static final int OLDEST_VERSION = 15;
    private static final int NUMBERS_OF_A_VERSION = 10_000;

    /** As of this version, being a member of a role is not yet being let to take it on. */
    private static final int SET_VERSION = 16;

    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Findings findings;
    private final DatabaseAddress address;

    /** Notes what it finds. */
    public DatabaseCheck(Findings findings, DatabaseAddress address) {
        this.findings = findings;
        this.address = address;
    }

    /** Looks at all of it; writes nothing. */
    public void look() {
        try (Connection connection = DriverManager.getConnection(address.url(), properties());
                Statement statement = connection.createStatement()) {
            connection.setReadOnly(true);
            int version = number(statement, "SELECT current_setting('server_version_num')::int");
            if (isNewEnough(version / NUMBERS_OF_A_VERSION)) {
                settings(statement);
                connections(statement);
                roles(statement, version / NUMBERS_OF_A_VERSION);
                tables(statement);
                clock(statement);
                notices(statement);
            }
        } catch (SQLException e) {
            findings.fail(
                    CHECK,
                    "%s cannot be asked: %s".formatted(address, e.getMessage()),
                    "See that it runs, that database.url, user and password are right, and that"
                            + " pg_hba.conf lets this machine in.");
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("ApplicationName", Database.APPLICATION + " check");
        return properties;
    }

    private boolean isNewEnough(int version) {
        if (version < OLDEST_VERSION) {
            findings.fail(
                    CHECK,
                    "%s is PostgreSQL %d.".formatted(address, version),
                    "Bring it up to 15 or newer.");
            return false;
        }
        findings.ok(CHECK, "%s answers, PostgreSQL %d.".formatted(address, version));
        return true;
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private void settings(Statement statement) throws SQLException {
        String encoding = text(statement, "SHOW server_encoding");
        if (!encoding.equals("UTF8")) {
            findings.fail(
                    "encoding",
                    "The database is in " + encoding + ".",
                    "Make it anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.");
        }
        boolean isDurable = true;
        for (String name : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            isDurable &= isOn(statement, name);
        }
        if (isDurable) {
            findings.ok("durability", "What is committed survives a power failure.");
        }
        if (text(statement, "SHOW data_checksums").equals("off")) {
            findings.warn(
                    "checksums",
                    "Data that a disk changed is not noticed.",
                    "Stop PostgreSQL and run pg_checksums --enable.");
        }
    }

    private boolean isOn(Statement statement, String name) throws SQLException {
        if (!text(statement, "SHOW " + name).equals("off")) {
            return true;
        }
        findings.fail(
                "durability",
                name + " is off: what was acknowledged is lost in a power failure.",
                "ALTER SYSTEM SET " + name + " = on; and reload or restart PostgreSQL.");
        return false;
    }

    private void connections(Statement statement) throws SQLException {
        int most =
                number(
                        statement,
                        """
                        SELECT least(
                          current_setting('max_connections')::int
                            - current_setting('superuser_reserved_connections')::int,
                          (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
                          (SELECT nullif(datconnlimit, -1) FROM pg_database
                            WHERE datname = current_database()))
                        """);
        int used =
                number(
                        statement,
                        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                                + " AND pid <> pg_backend_pid() AND application_name <> '"
                                + Database.APPLICATION
                                + "'");
        int wanted = Database.CONNECTIONS + 1;
        String says =
                "PostgreSQL has %d connections, of which others use %d; each relay wants %d."
                        .formatted(most, used, wanted);
        String advice = "Raise max_connections, or the limit of the role or the database.";
        if (most < wanted) {
            findings.fail("connections", says, advice);
        } else if (most - used < wanted) {
            findings.warn("connections", says, advice);
        } else {
            findings.ok("connections", says);
        }
    }

    private void roles(Statement statement, int version) throws SQLException {
        int before = findings.all().size();
        if (isTrue(statement, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            findings.warn(
                    "roles",
                    address.user() + " is a superuser, more than a relay needs.",
                    "Give it a role of its own: LOGIN CREATEROLE, owner of the database.");
        }
        String all = "'" + String.join("', '", Database.ROLES) + "'";
        List<String> there =
                texts(statement, "SELECT rolname FROM pg_roles WHERE rolname IN (" + all + ")");
        if (there.size() < Database.ROLES.size()) {
            missing(statement);
        }
        for (String each : texts(statement, unfit(all, version))) {
            findings.fail(
                    "roles",
                    each
                            + " can log in or pass by row-level security, or "
                            + address.user()
                            + " may not take it on.",
                    "ALTER ROLE %s NOLOGIN NOSUPERUSER NOBYPASSRLS; GRANT %s TO %s;"
                            .formatted(each, each, address.user()));
        }
        if (findings.all().size() == before) {
            findings.ok("roles", "They are held to row-level security, and can be taken on.");
        }
    }

    private void missing(Statement statement) throws SQLException {
        if (!isTrue(
                statement,
                "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")) {
            findings.fail(
                    "roles",
                    address.user() + " may not make the roles that a relay needs.",
                    "ALTER ROLE " + address.user() + " CREATEROLE;");
        }
    }

    private static String unfit(String all, int version) {
        return "SELECT rolname FROM pg_roles WHERE rolname IN (%s) AND (rolsuper OR rolbypassrls OR"
                        .formatted(all)
                + " rolcanlogin OR NOT pg_has_role(current_user, oid, '%s')) ORDER BY rolname"
                        .formatted(version < SET_VERSION ? "MEMBER" : "SET");
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        return text(statement, query).equals("t");
    }

    private void tables(Statement statement) throws SQLException {
        if (text(statement, "SELECT to_regclass('flyway_schema_history')").equals("null")) {
            noTables(statement);
            return;
        }
        int found =
                number(
                        statement,
                        "SELECT coalesce(max(version::int), 0) FROM flyway_schema_history WHERE"
                                + " success");
        String says =
                "The tables are of version %d, this program knows %d."
                        .formatted(found, Database.TABLES_VERSION);
        if (found > Database.TABLES_VERSION) {
            findings.fail("tables", says, "Run the newer program that made them.");
        } else if (found < Database.TABLES_VERSION) {
            findings.warn(
                    "tables",
                    says,
                    "Make a backup with the old program: the next start brings them up to date.");
        } else {
            findings.ok("tables", says);
        }
        forced(statement);
    }

    private void noTables(Statement statement) throws SQLException {
        if (isTrue(statement, "SELECT has_schema_privilege('public', 'CREATE')")) {
            findings.ok("tables", "There are none; the first start makes them.");
        } else {
            findings.fail(
                    "tables",
                    address.user() + " may not make tables.",
                    "ALTER DATABASE … OWNER TO " + address.user() + ";");
        }
    }

    private void forced(Statement statement) throws SQLException {
        List<String> lax =
                texts(
                        statement,
                        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace ="
                                + " 'public'::regnamespace AND relrowsecurity AND NOT"
                                + " relforcerowsecurity ORDER BY relname");
        if (!lax.isEmpty()) {
            findings.fail(
                    "tables",
                    "Row-level security is not forced on " + lax + ".",
                    "ALTER TABLE … FORCE ROW LEVEL SECURITY; for each, and find out who changed it.");
        }
    }

    private void clock(Statement statement) throws SQLException {
        Instant before = Instant.now();
        Instant there;
        try (ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            there = rows.getTimestamp(1).toInstant();
        }
        ClockCheck.note(findings, "the database", before, there, Instant.now(), SKEW);
    }

    /** What relays and commands tell each other has to come through. */
    private void notices(Statement statement) {
        String channel = "vaultnotes_check_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection listening = DriverManager.getConnection(address.listenUrl(), properties());
                Statement listen = listening.createStatement()) {
            listen.execute("LISTEN " + channel);
            statement.execute("NOTIFY " + channel);
            PGNotification[] heard =
                    listening.unwrap(PGConnection.class).getNotifications(HEARD_MILLIS);
            if (heard != null && heard.length > 0) {
                findings.ok(NOTICES, "What relays tell each other is heard.");
            } else {
                findings.fail(
                        NOTICES,
                        "What is told at %s is not heard at %s."
                                .formatted(address.url(), address.listenUrl()),
                        "Let database.listen-url name the same database at PostgreSQL itself: a"
                                + " pooler in transaction mode, such as PgBouncer, passes no notice"
                                + " on.");
            }
        } catch (SQLException e) {
            findings.fail(
                    NOTICES,
                    "%s cannot be listened at: %s".formatted(address.listenUrl(), e.getMessage()),
                    "See that database.listen-url names the same database at PostgreSQL itself.");
        }
    }
}
