package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.account.AccountExport;
import app.vaultnotes.relay.account.Erasure;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.account.LastSeen;
import app.vaultnotes.relay.account.Operator;
import app.vaultnotes.relay.account.Sessions;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.backup.Backup;
import app.vaultnotes.relay.backup.Restore;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.mail.Smtp;
import app.vaultnotes.relay.postgres.OwnPostgres;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.relay.vault.VaultLimits;
import app.vaultnotes.relay.vault.VaultPurge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relay for whoever runs it, from a process of its own. A relay that runs goes on and hears by
 * notices what changes here; where none runs its PostgreSQL is started for as long as this is open.
 */
public final class Administration implements AutoCloseable {

    private static final String NOWHERE = "https://localhost/";

    private final RelaySettings settings;
    private final @Nullable OwnPostgres started;
    private final DatabaseAddress address;
    private final Database database;
    private final RelayClock clock;
    private final Audit audit;
    private final Operator operator;
    private final Erasure erasure;

    private Administration(
            RelaySettings settings, @Nullable OwnPostgres started, DatabaseAddress address) {
        this.settings = settings;
        this.started = started;
        this.address = address;
        database = Database.openBeside(address);
        clock = new KeptClock(database);
        AccessChannel channel = new AccessChannel(database);
        SecureRandom random = new SecureRandom();
        audit = new Audit(database, clock);
        Sessions sessions =
                new Sessions(
                        database,
                        clock,
                        random,
                        audit,
                        new LastSeen(database),
                        revocation -> channel.tell(new AccessNotice.SignedOut(revocation)));
        Invitations invitations = new Invitations(clock, random, base(settings), VaultLimits.USUAL);
        operator = new Operator(database, clock, invitations, sessions, audit);
        erasure =
                new Erasure(
                        database,
                        new VaultPurge(database, audit),
                        new ErasureLedger(settings.erased()),
                        sessions,
                        audit,
                        telling(channel));
    }

    /** Opens the relay of a folder or database. */
    public static Administration open(RelaySettings settings) {
        Path home = settings.data().resolve("postgres");
        if (settings.database().isEmpty() && !Files.exists(home)) {
            throw new ServeException(
                    "There is no relay in " + settings.data() + ".",
                    "Name its folder with --data, or its settings with --config.");
        }
        settings.makeFolder();
        Optional<DatabaseAddress> running = settings.database().or(() -> OwnPostgres.ofOther(home));
        return running.isPresent()
                ? new Administration(settings, null, running.get())
                : starting(settings, home);
    }

    private static Administration starting(RelaySettings settings, Path home) {
        OwnPostgres postgres = OwnPostgres.start(home);
        try {
            return new Administration(settings, postgres, postgres.address());
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** As the relay itself wrote it down, unless it is set. */
    private static String base(RelaySettings settings) {
        return settings.address()
                .orElseGet(() -> {
                    try {
                        return Files.readString(settings.addressFile()).strip();
                    } catch (IOException neverStarted) {
                        return NOWHERE;
                    }
                });
    }

    private static RoleChanges telling(AccessChannel channel) {
        return (vault, account) -> channel.tell(new AccessNotice.RoleChanged(vault, account));
    }

    /** Its accounts. */
    public Operator operator() {
        return operator;
    }

    /** What erases accounts. */
    public Erasure erasure() {
        return erasure;
    }

    /** The way to its mail server, if it has one. */
    public Optional<Smtp> smtp() {
        return settings.openSmtp(clock);
    }

    /** What exports accounts. */
    public AccountExport export() {
        return new AccountExport(database, audit);
    }

    /** Writes a backup; as {@link Backup#write}. */
    public Backup.Made backUp(Path home, int keep) {
        try (BlobStore store = settings.openBlobs()) {
            ErasureLedger ledger = new ErasureLedger(settings.erased());
            return new Backup(address, store, ledger, clock).write(home, keep);
        }
    }

    /**
     * Restores a relay that does not run, made when it is missing; as {@link Restore#run}.
     *
     * @throws RuntimeException when one runs
     */
    public static Restore.Restored restore(RelaySettings settings, Path source, boolean replaces) {
        settings.makeFolder();
        if (settings.database().isPresent()) {
            return restore(settings, settings.database().get(), source, replaces);
        }
        try (OwnPostgres postgres = OwnPostgres.start(settings.data().resolve("postgres"))) {
            return restore(settings, postgres.address(), source, replaces);
        }
    }

    private static Restore.Restored restore(
            RelaySettings settings, DatabaseAddress address, Path source, boolean replaces) {
        try (BlobStore store = settings.openBlobs()) {
            return new Restore(address, store, settings.erased(), InstantSource.system())
                    .run(source, replaces);
        }
    }

    @Override
    public void close() {
        database.close();
        if (started != null) {
            started.close();
        }
    }
}
