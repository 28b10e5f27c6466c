package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The daily copies of a vault's database, {@code backups/2026-11-24T093000Z.db}. */
public final class Backups implements BackupShelf {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SUFFIX = ".db";
    private static final Duration DAY = Duration.ofHours(24);

    private final Path vault;

    /** The backups of the vault in this folder. */
    public Backups(Path vault) {
        this.vault = vault;
    }

    static Path folder(Path vault) {
        return vault.resolve("backups");
    }

    /** The backup files in a folder, the newest first. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> at(file).isPresent())
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (IOException e) {
            throw Failures.of(e, "The backups cannot be listed");
        }
    }

    private static Optional<Instant> at(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    NAME.parse(name.substring(0, name.length() - SUFFIX.length()), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Backup> all() {
        List<Backup> backups = new ArrayList<>();
        for (Path file : files(folder(vault))) {
            String name = file.getFileName().toString();
            try {
                backups.add(
                        new Backup(
                                name.substring(0, name.length() - SUFFIX.length()),
                                at(file).orElseThrow(),
                                Files.size(file)));
            } catch (IOException e) {
                throw Failures.of(e, "A backup cannot be read");
            }
        }
        return backups;
    }

    @Override
    public boolean due(Instant now) {
        return all().stream()
                .noneMatch(backup -> Duration.between(backup.at(), now).abs().compareTo(DAY) < 0);
    }

    @Override
    public Backup make(StoreCare care, Instant now, Progress progress) {
        Path file = folder(vault).resolve(NAME.format(now) + SUFFIX);
        care.backup(file, progress);
        List<Path> all = files(folder(vault));
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            delete(old);
        }
        return all().stream()
                .filter(b -> b.name().equals(NAME.format(now)))
                .findFirst()
                .orElseThrow();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Failures.of(e, "An old backup cannot be removed");
        }
    }

    @Override
    public Path restore(String name, Instant now) {
        Path backup = folder(vault).resolve(name + SUFFIX);
        if (at(backup).isEmpty() || !Files.isRegularFile(backup)) {
            throw new VaultException(
                    VaultException.Code.NOT_FOUND,
                    "There is no backup “" + name + "”.",
                    "“vaultnotes backup list” lists what there is.");
        }
        Path database = SqliteStore.databaseFile(vault);
        Path kept = vault.resolve("before-restore-" + NAME.format(now) + SUFFIX);
        Path fresh = vault.resolve("restoring" + SUFFIX);
        try {
            Files.copy(backup, fresh, StandardCopyOption.REPLACE_EXISTING);
            fold(database);
            if (Files.exists(database)) {
                Files.move(database, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, database, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failures.of(e, "The backup cannot be restored");
        }
        return kept;
    }

    /**
     * Brings what stands in the journal into the database file, or keeps the journal's name with
     * it.
     */
    private static void fold(Path database) throws IOException {
        if (Files.exists(database)) {
            try (Database open = new Database(database, false)) {
                open.exclusively(
                        sql -> sql.first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)));
            } catch (VaultException e) {
                // A database too damaged for that is kept as it is; so is its journal, below.
            }
        }
        for (String suffix : List.of("-wal", "-shm")) {
            Path journal = Path.of(database + suffix);
            if (Files.exists(journal)) {
                Files.move(
                        journal,
                        Path.of(database + suffix + ".old"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
