package app.vaultnotes.relay;

import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.mail.SmtpSettings;
import app.vaultnotes.relay.serve.RelaySettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How relays of tests are set up: on loopback and any free port, with a PostgreSQL of their own,
 * where anybody makes an account and passphrases cost nothing, unless something else is said.
 */
public final class TestSettings {

    private final Path data;
    private WebServer.Listening listening =
            new WebServer.Listening("127.0.0.1", 0, Optional.empty());
    private Optional<String> address = Optional.of("https://relay.example/");
    private Optional<DatabaseAddress> database = Optional.empty();
    private Optional<InetSocketAddress> metrics = Optional.empty();
    private Optional<BackupPlan> backup = Optional.empty();
    private Optional<SmtpSettings> smtp = Optional.empty();
    private boolean isSignUpOpen = true;

    private TestSettings(Path data) {
        this.data = data;
    }

    public static TestSettings in(Path data) {
        return new TestSettings(data);
    }

    public TestSettings listening(WebServer.Listening where) {
        listening = where;
        return this;
    }

    public TestSettings port(int port) {
        return listening(new WebServer.Listening("127.0.0.1", port, Optional.empty()));
    }

    /** What links begin with; empty for where it listens. */
    public TestSettings address(Optional<String> base) {
        address = base;
        return this;
    }

    public TestSettings on(DatabaseAddress there) {
        database = Optional.of(there);
        return this;
    }

    public TestSettings metrics(InetSocketAddress where) {
        metrics = Optional.of(where);
        return this;
    }

    public TestSettings backup(BackupPlan plan) {
        backup = Optional.of(plan);
        return this;
    }

    public TestSettings smtp(SmtpSettings server) {
        smtp = Optional.of(server);
        return this;
    }

    /** Accounts are made by links alone. */
    public TestSettings byLinksAlone() {
        isSignUpOpen = false;
        return this;
    }

    public RelaySettings settings() {
        return new RelaySettings(
                data,
                listening,
                address,
                database,
                Optional.empty(),
                metrics,
                backup,
                smtp,
                isSignUpOpen,
                TestRelay.CHEAP);
    }
}
