package app.vaultnotes.relay.admin;

import app.vaultnotes.proto.v1.BlobPlace;
import app.vaultnotes.proto.v1.RelayStatus;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.BlobStoreException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Knows how a relay does. Counting takes a while on a large relay, so that it is done at most once
 * in ten seconds, whoever asks. Safe for any number of threads, which wait for the one that counts.
 */
public final class StatusDesk {

    private static final Logger LOG = System.getLogger(StatusDesk.class.getName());
    private static final long FRESH_MILLIS = 10_000;
    private static final String ROWS =
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
                    + " (SELECT count(*) FROM account),"
                    + " (SELECT count(*) FROM vault WHERE deleted_from_millis IS NULL),"
                    + " b.count, b.bytes FROM (SELECT count(*) AS count,"
                    + " coalesce(sum(size_bytes), 0) AS bytes FROM"
                    + " (SELECT hash, size_bytes FROM blob UNION"
                    + " SELECT hash, size_bytes FROM snapshot) AS kept) AS b";

    /**
     * Where it looks.
     *
     * @param place of the blobs
     * @param data the relay's folder
     * @param waitingBytes of records that wait to be written
     * @param lines that are open
     * @param hasBackups whether one is made each day
     * @param lastBackup when the last was taken
     */
    public record Sources(
            Database database,
            BlobStore blobs,
            BlobPlace place,
            Path data,
            LongSupplier waitingBytes,
            IntSupplier lines,
            boolean hasBackups,
            Supplier<Optional<Instant>> lastBackup) {}

    private final Sources sources;
    private final RelayClock clock;
    private final long startedMillis;
    private Optional<Counted> counted = Optional.empty();

    private record Counted(RelayStatus status, long steadyMillis) {}

    /** A desk that says the relay began now. */
    public StatusDesk(Sources sources, RelayClock clock) {
        this.sources = sources;
        this.clock = clock;
        startedMillis = clock.millis();
    }

    /** How it does, as of the last ten seconds. */
    synchronized RelayStatus status() {
        long nowMillis = clock.steadyMillis();
        Counted known =
                counted.filter(last -> nowMillis - last.steadyMillis() < FRESH_MILLIS)
                        .orElseGet(() -> new Counted(count(), nowMillis));
        counted = Optional.of(known);
        return known.status();
    }

    private RelayStatus count() {
        RelayStatus.Builder status =
                sources.database().transact(Scope.admin(), StatusDesk::countRows);
        return status.setNowMillis(clock.millis())
                .setStartedMillis(startedMillis)
                .setBlobPlace(sources.place())
                .setBlobsAnswer(blobsAnswer())
                .setWaitingBytes(sources.waitingBytes().getAsLong())
                .setLines(sources.lines().getAsInt())
                .setFreeBytes(sources.data().toFile().getUsableSpace())
                .setHasBackups(sources.hasBackups())
                .setLastBackupMillis(
                        sources.lastBackup().get().map(Instant::toEpochMilli).orElse(0L))
                .build();
    }

    private static RelayStatus.Builder countRows(Transaction rows) throws SQLException {
        return rows.first(
                        ROWS,
                        row ->
                                RelayStatus.newBuilder()
                                        .setDatabaseVersion(row.getString(1).replaceAll(" .*", ""))
                                        .setDatabaseBytes(row.getLong(2))
                                        .setAccounts(row.getLong(3))
                                        .setVaults(row.getLong(4))
                                        .setBlobCount(row.getLong(5))
                                        .setBlobBytes(row.getLong(6)))
                .orElseThrow();
    }

    private boolean blobsAnswer() {
        try {
            var _ = sources.blobs().sizeBytes(Hash.NONE);
            return true;
        } catch (BlobStoreException e) {
            LOG.log(Level.WARNING, "blobs do not answer", e);
            return false;
        }
    }
}
