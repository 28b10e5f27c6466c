package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.backup.Backup;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.backup.Backups;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/** Backs a relay up when its last backup is a day old, whoever made that. */
final class DailyBackup {

    private static final Logger LOG = System.getLogger(DailyBackup.class.getName());
    private static final Duration EVERY = Duration.ofDays(1);

    private final Backup backup;
    private final BackupPlan plan;
    private final InstantSource clock;

    DailyBackup(Backup backup, BackupPlan plan, InstantSource clock) {
        this.backup = backup;
        this.plan = plan;
        this.clock = clock;
    }

    /** Writes one when it is time. */
    void runIfDue() {
        boolean isDue =
                new Backups(plan.folder(), clock)
                        .newestTaken()
                        .map(taken -> !taken.plus(EVERY).isAfter(clock.instant()))
                        .orElse(true);
        if (isDue) {
            Backup.Made made = backup.write(plan.folder(), plan.keep());
            Level level = made.missingBlobs() == 0 ? Level.INFO : Level.WARNING;
            LOG.log(
                    level,
                    "a backup was written: {0} blobs, {1} of them missing on the relay",
                    made.blobs() + made.missingBlobs(),
                    made.missingBlobs());
        }
    }
}
