package app.vaultnotes.relay.clock;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time whose steady part is kept in the database, so that it goes on from start to start and is the
 * same for all relays there. Whoever wires the relay has {@link #keep} called every 20 seconds: the
 * next start repeats what was not kept, and never skips any.
 */
public final class KeptClock implements RelayClock {

    private static final long NANOS_OF_A_MILLI = 1_000_000;
    private static final String READ = "SELECT steady_millis FROM relay";
    private static final String KEEP =
            "UPDATE relay SET steady_millis = greatest(steady_millis, ?) RETURNING steady_millis";

    private final Database database;
    private final InstantSource machine;
    private final LongSupplier nanos;
    private volatile Anchor anchor;

    /** How much it was at a moment of {@link System#nanoTime}. */
    private record Anchor(long steadyMillis, long nanos) {
        long at(long nowNanos) {
            return steadyMillis + (nowNanos - nanos) / NANOS_OF_A_MILLI;
        }
    }

    /**
     * Goes on from what the database has.
     *
     * @param machine the clock of this machine
     * @param nanos what passed since anything, in nanoseconds, as {@link System#nanoTime}
     */
    public KeptClock(Database database, InstantSource machine, LongSupplier nanos) {
        this.database = database;
        this.machine = machine;
        this.nanos = nanos;
        anchor = new Anchor(read(database), nanos.getAsLong());
    }

    /** Goes on from what the database has, by the clocks of this machine. */
    public KeptClock(Database database) {
        this(database, InstantSource.system(), System::nanoTime);
    }

    private static long read(Database database) {
        return database.transact(
                Scope.keeper(), rows -> rows.first(READ, row -> row.getLong(1)).orElseThrow());
    }

    @Override
    public Instant instant() {
        return machine.instant();
    }

    @Override
    public long steadyMillis() {
        return anchor.at(nanos.getAsLong());
    }

    /** Keeps it; follows another relay that is ahead, as two that started apart may be a little. */
    public void keep() {
        long kept =
                database.transact(
                        Scope.keeper(),
                        rows ->
                                rows.first(KEEP, row -> row.getLong(1), steadyMillis())
                                        .orElseThrow());
        long nowNanos = nanos.getAsLong();
        if (kept > anchor.at(nowNanos)) {
            anchor = new Anchor(kept, nowNanos);
        }
    }
}
