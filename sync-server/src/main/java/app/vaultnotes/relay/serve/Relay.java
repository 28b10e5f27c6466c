package app.vaultnotes.relay.serve;

import app.vaultnotes.proto.v1.BlobPlace;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.account.AccountExport;
import app.vaultnotes.relay.account.AuthService;
import app.vaultnotes.relay.account.Erasure;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.account.LastSeen;
import app.vaultnotes.relay.account.Operator;
import app.vaultnotes.relay.account.Passphrases;
import app.vaultnotes.relay.account.Retention;
import app.vaultnotes.relay.account.Sessions;
import app.vaultnotes.relay.admin.RelayService;
import app.vaultnotes.relay.admin.StatusDesk;
import app.vaultnotes.relay.api.Services;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.backup.Backup;
import app.vaultnotes.relay.backup.Backups;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.Privacy;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.content.Blobs;
import app.vaultnotes.relay.content.LogTrim;
import app.vaultnotes.relay.content.Orphans;
import app.vaultnotes.relay.content.Snapshots;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Notifications;
import app.vaultnotes.relay.live.Hub;
import app.vaultnotes.relay.live.Lines;
import app.vaultnotes.relay.live.Neighbours;
import app.vaultnotes.relay.live.PresenceChannel;
import app.vaultnotes.relay.live.PresenceNotice;
import app.vaultnotes.relay.live.Traffic;
import app.vaultnotes.relay.log.DeviceKeys;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogListener;
import app.vaultnotes.relay.log.LogNotice;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.relay.log.Receipts;
import app.vaultnotes.relay.mail.MailQueue;
import app.vaultnotes.relay.mail.Postman;
import app.vaultnotes.relay.metrics.Metrics;
import app.vaultnotes.relay.metrics.MetricsServer;
import app.vaultnotes.relay.postgres.OwnPostgres;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.relay.vault.VaultLimits;
import app.vaultnotes.relay.vault.VaultPurge;
import app.vaultnotes.relay.vault.VaultService;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A whole relay, from its settings to a port that answers. */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Relay.class.getName());
    private static final long SWEEP_MILLIS = 1_000;
    private static final long LAST_SEEN_MILLIS = 20_000;
    private static final long CLOCK_MILLIS = 20_000;
    private static final long RETENTION_MILLIS = 300_000;
    private static final long RECHECK_MILLIS = 300_000;
    private static final long BACKUP_MILLIS = 600_000;
    private static final long ORPHANS_MILLIS = 86_400_000;
    private static final long TRIM_MILLIS = 3_600_000;
    private static final long ERASURE_MILLIS = 3_600_000;

    /** What comes seldom must not wait for longer than a relay ever runs. */
    private static final long FIRST_MILLIS = 600_000;

    /** What to close, the last made first. */
    private final Deque<AutoCloseable> parts;

    private final RelaySettings settings;
    private final KeptClock clock;
    private final SecureRandom random = new SecureRandom();
    private final Metrics metrics = new Metrics();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Database database;
    private final Access access;
    private final Lines lines;
    private final Operator operator;
    private final WebServer web;

    private Relay(RelaySettings settings, InstantSource machine, Deque<AutoCloseable> parts) {
        this.settings = settings;
        this.parts = parts;
        parts.push(metrics);
        parts.push(executor);
        settings.makeFolder();
        DatabaseAddress address = settings.database().orElseGet(this::ownPostgres);
        database = opened(Database.open(address, metrics::watch));
        clock = new KeptClock(database, machine, System::nanoTime);
        BlobStore store = opened(settings.openBlobs());
        LogReader reader = new LogReader(database);
        DeviceKeys keys = new DeviceKeys(database);
        UUID relay = UUID.randomUUID();
        PresenceChannel presence = new PresenceChannel(relay, database, executor);
        Hub hub = new Hub(reader, executor, neighbours(presence));
        access = new Access(database, hub, executor);
        Audit audit = new Audit(database, clock);
        LastSeen lastSeen = new LastSeen(database);
        Sessions sessions = new Sessions(database, clock, random, audit, lastSeen, access);
        boolean mayHaveNeighbours = settings.database().isPresent();
        Log.Place place = new Log.Place(relay, mayHaveNeighbours, clock);
        Log log = opened(new Log(database, keys, place, listener(hub)));
        Receipts receipts = receipts(keys, hub);
        lines = new Lines(new Lines.Parts(hub, log, reader, receipts, sessions), clock, executor);
        access.reach(lines, sessions);
        ErasureLedger ledger = new ErasureLedger(settings.erased());
        VaultPurge purge = new VaultPurge(database, audit);
        Erasure erasure = new Erasure(database, purge, ledger, sessions, audit, access);
        eraseAgain(erasure);
        listen(address, relay, hub, presence, access);
        String base = noted(base());
        Invitations invitations =
                new Invitations(clock, random, base, VaultLimits.USUAL, postman());
        operator = new Operator(database, clock, invitations, sessions, audit);
        Services services =
                new Services(
                        new Services.Parts(
                                auth(sessions, invitations, audit, access, erasure),
                                desk(base, status(store, log), invitations, audit),
                                vaults(invitations, audit, access),
                                reader,
                                log,
                                receipts,
                                new Snapshots(database, keys, store, clock),
                                new Blobs(database, store, clock),
                                lines,
                                new AccountExport(database, audit)));
        measure(hub, log);
        lookAfter(
                erasure,
                lastSeen,
                new Retention(database, clock, purge, audit),
                new Orphans(database, store, clock),
                new LogTrim(database, store, clock));
        backUp(new Backup(address, store, ledger, clock));
        web = opened(listening(services, sessions));
    }

    /**
     * Starts a relay; it answers when this returns.
     *
     * @throws RuntimeException with what is wrong and what to do; nothing is left running
     */
    public static Relay start(RelaySettings settings) {
        return start(settings, InstantSource.system());
    }

    /**
     * Starts a relay as {@link #start(RelaySettings)} does.
     *
     * @param machine the clock of its machine, by which nothing ends that the relay keeps
     */
    public static Relay start(RelaySettings settings, InstantSource machine) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return new Relay(settings, machine, parts);
        } catch (RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private DatabaseAddress ownPostgres() {
        return opened(OwnPostgres.start(settings.data().resolve("postgres"))).address();
    }

    private String base() {
        String scheme = settings.listening().tls().isPresent() ? "https" : "http";
        return settings.address()
                .orElseGet(() ->
                        "%s://%s:%d/"
                                .formatted(
                                        scheme,
                                        settings.listening().host(),
                                        settings.listening().port()));
    }

    /** Commands make links that begin alike. */
    private String noted(String base) {
        try {
            Privacy.write(settings.addressFile(), (base + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "links of commands may begin with another address", e);
        }
        return base;
    }

    /** Of relays on a PostgreSQL of their own there is one. */
    private Neighbours neighbours(PresenceChannel presence) {
        return settings.database().isPresent() ? presence : Neighbours.NONE;
    }

    private void listen(
            DatabaseAddress address, UUID relay, Hub hub, PresenceChannel presence, Access access) {
        opened(
                new Notifications(
                        address,
                        Map.of(
                                LogNotice.CHANNEL,
                                text -> LogNotice.ofOther(relay, text).ifPresent(hub::noticed),
                                PresenceNotice.CHANNEL,
                                text -> presence.heard(text).ifPresent(hub::heard),
                                AccessNotice.CHANNEL,
                                access::heard),
                        () -> {
                            hub.noticedAny();
                            access.missed();
                        }));
    }

    private WebServer listening(Services services, Sessions sessions) {
        Readiness readiness = new Readiness(database, settings);
        return new WebServer(settings.listening(), services, sessions, metrics, readiness::trouble);
    }

    private AuthService auth(
            Sessions sessions,
            Invitations invitations,
            Audit audit,
            Access access,
            Erasure erasure) {
        return new AuthService(
                database,
                clock,
                random,
                new Passphrases(settings.passphraseCost(), Passphrases.Bound.USUAL, random),
                sessions,
                invitations,
                audit,
                access,
                erasure,
                settings.isSignUpOpen());
    }

    private RelayService desk(
            String base, StatusDesk status, Invitations invitations, Audit audit) {
        return new RelayService(
                settings.about(base), status, operator, invitations, database, clock, audit);
    }

    private StatusDesk status(BlobStore store, Log log) {
        return new StatusDesk(
                new StatusDesk.Sources(
                        database,
                        store,
                        settings.s3().isPresent() ? BlobPlace.S3 : BlobPlace.FOLDER,
                        settings.data(),
                        log::waitingBytes,
                        lines::count,
                        settings.backup().isPresent(),
                        this::lastBackup),
                clock);
    }

    private Postman postman() {
        return settings.openSmtp(clock)
                .<Postman>map(smtp -> {
                    MailQueue queue = opened(new MailQueue(smtp, clock));
                    metrics.gauge(
                            "vaultnotes_letters_waiting",
                            "Letters that the mail server has not taken yet",
                            queue::waiting);
                    return queue;
                })
                .orElse(Postman.NONE);
    }

    private VaultService vaults(Invitations invitations, Audit audit, Access access) {
        return new VaultService(database, clock, VaultLimits.USUAL, invitations, audit, access);
    }

    private Receipts receipts(DeviceKeys keys, Hub hub) {
        return new Receipts(
                database,
                keys,
                (vault, said) -> hub.tell(vault, ToClient.newBuilder().setStatement(said).build()));
    }

    private LogListener listener(Hub hub) {
        return (vault, records) -> {
            metrics.appended(records.size());
            hub.appended(vault, records);
        };
    }

    private void measure(Hub hub, Log log) {
        metrics.gauge("vaultnotes_lines", "Lines that are open", lines::count);
        metrics.counter(
                "vaultnotes_line_messages",
                "Messages that were sent on lines",
                lines.traffic(),
                Traffic::messages);
        metrics.counter(
                "vaultnotes_lines_slow",
                "Lines that were ended because they read too slowly",
                lines.traffic(),
                Traffic::slowLines);
        metrics.counter(
                "vaultnotes_catch_up_records",
                "Records that were read for clients that had missed them",
                lines.traffic(),
                Traffic::caughtUpRecords);
        metrics.gauge("vaultnotes_vaults_followed", "Vaults that lines follow", hub::vaults);
        metrics.gauge(
                "vaultnotes_log_waiting_bytes",
                "Bytes of records that wait to be written",
                log::waitingBytes);
        if (settings.backup().isPresent()) {
            metrics.gauge(
                    "vaultnotes_backup_age_seconds",
                    "Seconds since the last backup was taken; -1 before the first",
                    this::backupAgeSeconds);
        }
        settings.metrics().ifPresent(where -> opened(new MetricsServer(where, metrics)));
    }

    private void lookAfter(
            Erasure erasure,
            LastSeen lastSeen,
            Retention retention,
            Orphans orphans,
            LogTrim trim) {
        ScheduledExecutorService timer =
                opened(
                        Executors.newSingleThreadScheduledExecutor(
                                Thread.ofPlatform().name("housekeeping").daemon().factory()));
        every(timer, SWEEP_MILLIS, lines::sweep);
        every(timer, LAST_SEEN_MILLIS, lastSeen::write);
        every(timer, CLOCK_MILLIS, clock::keep);
        every(timer, RETENTION_MILLIS, retention::run);
        every(timer, RECHECK_MILLIS, access::missed);
        // These may take long and keep nothing else waiting.
        every(timer, ORPHANS_MILLIS, () -> executor.execute(guarded(orphans::remove)));
        every(timer, ERASURE_MILLIS, () -> executor.execute(guarded(() -> eraseAgain(erasure))));
        every(timer, TRIM_MILLIS, () -> executor.execute(guarded(trim::run)));
    }

    /** A backup takes minutes: it keeps nothing else waiting, and ends with the relay. */
    private void backUp(Backup backup) {
        settings.backup()
                .ifPresent(plan -> {
                    DailyBackup daily = new DailyBackup(backup, plan, clock);
                    ScheduledExecutorService timer =
                            Executors.newSingleThreadScheduledExecutor(
                                    Thread.ofPlatform().name("backup").daemon().factory());
                    parts.push(timer::shutdownNow);
                    every(timer, BACKUP_MILLIS, daily::runIfDue);
                });
    }

    /** What a restored backup brought back is gone before anybody can ask for it. */
    private static void eraseAgain(Erasure erasure) {
        int erased = erasure.replay();
        if (erased > 0) {
            LOG.log(Level.INFO, "{0} erased accounts and vaults had come back", erased);
        }
    }

    private static void every(ScheduledExecutorService timer, long millis, Runnable task) {
        long first = Math.min(millis, FIRST_MILLIS);
        var _ = timer.scheduleWithFixedDelay(guarded(task), first, millis, TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "housekeeping failed and is tried again", e);
            }
        };
    }

    /** The port it listens on, or did before it was closed. */
    public int port() {
        return web.port();
    }

    /** Every verb and path that it answers; lines aside. */
    public Set<String> routes() {
        return web.routes();
    }

    /** What whoever runs it can do. */
    public Operator operator() {
        return operator;
    }

    private long backupAgeSeconds() {
        return lastBackup()
                .map(taken -> Duration.between(taken, clock.instant()).toSeconds())
                .orElse(-1L);
    }

    /** When the last backup was taken, if there is a folder for them; empty when there is none. */
    public Optional<Instant> lastBackup() {
        return settings.backup().flatMap(plan -> new Backups(plan.folder(), clock).newestTaken());
    }

    /** The link that makes the first account; empty once there is one. */
    public Optional<String> firstAccountLink() {
        return operator.firstAccountLink().map(Invitations.Made::link);
    }

    /** Ends it within seconds; what was acknowledged is durable already. */
    @Override
    public void close() {
        lines.end(caller -> true, RelayException.unavailable("The relay is shutting down."));
        close(parts);
    }

    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "a part of the relay did not end well", e);
            }
        }
    }
}
