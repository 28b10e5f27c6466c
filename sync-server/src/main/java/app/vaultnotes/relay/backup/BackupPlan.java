package app.vaultnotes.relay.backup;

import java.nio.file.Path;

/**
 * Where the daily backups of a relay go.
 *
 * @param folder for all of them
 * @param keep how many stay; {@link Backup#KEEP_ALL} for all
 */
public record BackupPlan(Path folder, int keep) {}
