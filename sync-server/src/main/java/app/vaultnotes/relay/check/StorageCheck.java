package app.vaultnotes.relay.check;

import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.backup.Backups;
import app.vaultnotes.relay.blob.S3BlobStore;
import app.vaultnotes.relay.blob.S3Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at where bytes and backups are kept. */
public final class StorageCheck {

    private static final Duration SKEW = Duration.ofMinutes(2);
    private static final Duration STALE = Duration.ofHours(30);

    private final Findings findings;

    /** Notes what it finds. */
    public StorageCheck(Findings findings) {
        this.findings = findings;
    }

    /** Puts a small object of its own into S3, reads it and removes it. */
    public void s3(S3Settings settings) {
        Instant before = Instant.now();
        findings.attempt("s3", () -> S3BlobStore.probe(settings))
                .ifPresent(there -> {
                    findings.ok("s3", settings + ": an object can be put, read and removed.");
                    ClockCheck.note(findings, "S3", before, there, Instant.now(), SKEW);
                });
        if ("http".equalsIgnoreCase(settings.endpoint().getScheme())) {
            findings.warn(
                    "s3",
                    "Bytes go to S3 in the clear.",
                    "Use https:// unless nobody else is on that network.");
        }
    }

    /** Whether there is a backup, and how old it is. */
    public void backups(Optional<BackupPlan> plan, Instant now) {
        if (plan.isEmpty()) {
            findings.warn(
                    "backup",
                    "No daily backups are set.",
                    "Set backup = FOLDER on another disk, or run “vaultnotes admin backup” daily.");
            return;
        }
        new FolderCheck(findings, "backup folder").look(plan.get().folder());
        findings.attempt("backup", () -> new Backups(plan.get().folder()).newestTaken())
                .ifPresent(taken -> backup(taken, now));
    }

    private void backup(Optional<Instant> taken, Instant now) {
        if (taken.isEmpty()) {
            findings.warn(
                    "backup",
                    "There is no backup yet.",
                    "The relay makes one when it runs; or run “vaultnotes admin backup”.");
            return;
        }
        Duration age = Duration.between(taken.get(), now);
        String says = "The last backup is %d hours old.".formatted(age.toHours());
        if (age.compareTo(STALE) > 0) {
            findings.fail(
                    "backup", says, "See in the relay's log why none was made, and make one.");
        } else {
            findings.ok("backup", says);
        }
    }
}
