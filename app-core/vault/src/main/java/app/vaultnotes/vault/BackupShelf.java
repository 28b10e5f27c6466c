package app.vaultnotes.vault;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The backups of a vault: one a day, the newest kept. */
public interface BackupShelf {

    /** How many of the newest backups are kept, and of how many days the last one. */
    int KEPT = 7;

    /** The backups, the newest first. */
    List<Backup> all();

    /** Whether the newest backup is more than a day away. */
    boolean due(Instant now);

    /** Makes and checks a backup; those beyond what {@link #KEPT} says go. */
    Backup make(StoreCare care, Instant now, Progress progress);

    /**
     * Puts a backup in the vault's place. The vault must be closed.
     *
     * @return where what was there before is kept
     */
    Path restore(String name, Instant now);

    /**
     * A checked copy of a vault's database.
     *
     * @param name its name, the moment it was made
     * @param at that moment
     * @param bytes its size
     */
    record Backup(String name, Instant at, long bytes) {}
}
