package app.vaultnotes.relay.check;

import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OwnPostgres;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the folder of a relay's own PostgreSQL, and at that itself when it runs. */
public final class OwnPostgresCheck {

    private static final String CHECK = "postgres";

    private final Findings findings;

    /** Notes what it finds. */
    public OwnPostgresCheck(Findings findings) {
        this.findings = findings;
    }

    /** Looks; gives whether a relay has the folder now. */
    public boolean look(Path home) {
        Optional<OwnPostgres.Look> looked = findings.attempt(CHECK, () -> OwnPostgres.lookAt(home));
        if (looked.isEmpty()) {
            return false;
        }
        Optional<DatabaseAddress> running = looked.get().running();
        if (running.isPresent()) {
            findings.ok(CHECK, "A relay runs in this folder, its PostgreSQL with it.");
            new DatabaseCheck(findings, running.get()).look();
            return true;
        }
        note(looked.get(), home);
        return false;
    }

    private void note(OwnPostgres.Look look, Path home) {
        if (look.found().isEmpty()) {
            findings.ok(CHECK, "PostgreSQL " + look.own() + " is made at the first start.");
        } else if (!look.found().get().equals(look.own())) {
            findings.fail(
                    CHECK,
                    "%s is of PostgreSQL %s, this program has %s."
                            .formatted(home, look.found().get(), look.own()),
                    "Use the Vault Notes that wrote it, back up with it, and restore with this one.");
        } else if (new FolderCheck(findings, CHECK).look(home.resolve("data"))) {
            findings.ok(CHECK, "PostgreSQL " + look.own() + " is there and does not run.");
        }
    }
}
