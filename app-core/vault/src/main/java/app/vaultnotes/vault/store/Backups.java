package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.Privacy;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The daily copies of a vault's database, {@code backups/2026-11-24T093000Z.db}. Each is one file
 * with no journal beside it.
 */
public final class Backups implements BackupShelf {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DAY_CHARS = "2026-11-24".length();
    private static final String SUFFIX = ".db";

    /** What a backup is called until it was read back. */
    static final String PART = ".part";

    private static final String BEFORE_RESTORE = "before-restore-";
    private static final Pattern ASIDE = Pattern.compile(BEFORE_RESTORE + "[0-9TZ-]{1,40}");
    private static final String DAMAGED = "damaged-";
    private static final List<String> JOURNALS = List.of("-wal", "-shm", "-journal");
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
            throw Failures.of(e, "The backups cannot be listed", folder);
        }
    }

    /**
     * Every copy of a vault's database inside its folder: backups, and what a restore put aside.
     */
    static List<Path> copies(Path vault) {
        List<Path> copies = new ArrayList<>(files(folder(vault)));
        copies.addAll(beginning(vault, BEFORE_RESTORE));
        return copies;
    }

    /** The damaged databases that repairs put aside: nobody can say what is in them. */
    static List<Path> damaged(Path vault) {
        return beginning(vault, DAMAGED);
    }

    private static List<Path> beginning(Path vault, String prefix) {
        try (Stream<Path> all = Files.list(vault)) {
            return all.filter(file -> isAside(file.getFileName().toString(), prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failures.of(e, "The vault's folder cannot be listed", vault);
        }
    }

    private static boolean isAside(String name, String prefix) {
        return name.startsWith(prefix) && name.endsWith(SUFFIX);
    }

    /** Removes a database with its journals, if it is there. */
    static void remove(Path database) {
        try {
            Files.deleteIfExists(database);
            for (String journal : JOURNALS) {
                Files.deleteIfExists(Path.of(database + journal));
            }
        } catch (IOException e) {
            throw Failures.of(e, database + " cannot be removed", database);
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
                throw Failures.of(e, "A backup cannot be read", file);
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
        removeUnfinished();
        Path file = folder(vault).resolve(NAME.format(now) + SUFFIX);
        care.backup(file, progress);
        surplus(file, files(folder(vault))).forEach(Backups::remove);
        return all().stream()
                .filter(b -> b.name().equals(NAME.format(now)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What makes room: all but the newest, and the last of each of the newest days, so that many
     * made by hand in one day do not push out those of the days before. The one just made stays
     * even where a clock that ran ahead dated others into the future.
     */
    private static List<Path> surplus(Path made, List<Path> newestFirst) {
        Set<String> days = new HashSet<>(Set.of(day(made)));
        List<Path> surplus = new ArrayList<>();
        int passed = 1;
        for (Path other : newestFirst) {
            if (!other.equals(made)) {
                boolean ofItsDay = days.size() < KEPT && days.add(day(other));
                if (!ofItsDay && passed >= KEPT) {
                    surplus.add(other);
                }
                passed++;
            }
        }
        return surplus;
    }

    private static String day(Path file) {
        return file.getFileName().toString().substring(0, DAY_CHARS);
    }

    /** Removes what a process that was killed left of a backup. */
    private void removeUnfinished() {
        if (!Files.isDirectory(folder(vault))) {
            return;
        }
        try (Stream<Path> all = Files.list(folder(vault))) {
            all.filter(file -> file.getFileName().toString().endsWith(PART))
                    .toList()
                    .forEach(Backups::remove);
        } catch (IOException e) {
            throw Failures.of(e, "The backups cannot be listed", folder(vault));
        }
    }

    @Override
    public Path restore(String name, Instant now) {
        Path backup = file(name);
        if (!Files.isRegularFile(backup, LinkOption.NOFOLLOW_LINKS)) {
            throw none(name);
        }
        Path database = SqliteStore.databaseFile(vault);
        Path kept = aside(now);
        Path fresh = Path.of(database + Database.FRESH);
        try {
            Files.copy(backup, fresh, StandardCopyOption.REPLACE_EXISTING);
            Privacy.sync(fresh);
            verify(fresh, name);
            keep(database, kept);
            Database.replace(fresh, database);
        } catch (IOException e) {
            throw Failures.of(e, "The backup cannot be restored", vault);
        } finally {
            remove(fresh);
        }
        return kept;
    }

    /** The file of a backup, or of what an earlier restore put aside. */
    private Path file(String name) {
        if (ASIDE.matcher(name).matches()) {
            return vault.resolve(name + SUFFIX);
        }
        Path backup = folder(vault).resolve(name + SUFFIX);
        if (at(backup).isEmpty()) {
            throw none(name);
        }
        return backup;
    }

    private static VaultException none(String name) {
        return new VaultException(
                VaultException.Code.NOT_FOUND,
                "There is no backup “" + name + "”.",
                "“vaultnotes backup list” lists what there is.");
    }

    /** Where what is in the vault's place is kept; never what an earlier restore put aside. */
    private Path aside(Instant now) {
        return aside(vault, BEFORE_RESTORE, now);
    }

    /** Where a damaged database is kept; never what an earlier repair put aside. */
    static Path damaged(Path vault, Instant now) {
        return aside(vault, DAMAGED, now);
    }

    private static Path aside(Path vault, String prefix, Instant now) {
        String name = prefix + NAME.format(now);
        Path aside = vault.resolve(name + SUFFIX);
        for (int n = 2; Files.exists(aside); n++) {
            aside = vault.resolve(name + "-" + n + SUFFIX);
        }
        return aside;
    }

    private static void verify(Path copy, String name) {
        try (Database check = new Database(copy, Database.Access.READ)) {
            RowCheck.require(check, "The backup “" + name + "” cannot be restored.", Progress.NONE);
        }
    }

    /**
     * Keeps what is in the vault's place under another name, with its journal; until the backup
     * takes the place, it stays there too, so that a crash never leaves a vault without a database.
     */
    private static void keep(Path database, Path kept) throws IOException {
        if (Files.exists(database)) {
            settle(database);
            Files.copy(database, kept, StandardCopyOption.REPLACE_EXISTING);
            Privacy.sync(kept);
        }
        moveJournals(database, kept);
    }

    /**
     * Keeps a damaged database under another name, with its journal as it is. The file itself is
     * not read where that can be done without: the disk may not give it back.
     */
    static void setAside(Path database, Path kept) throws IOException {
        try {
            Files.createLink(kept, database);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(database, kept);
            Privacy.sync(kept);
        }
        moveJournals(database, kept);
    }

    private static void moveJournals(Path database, Path kept) throws IOException {
        // A journal without its file goes, too: it would be played into what comes in its place.
        for (String suffix : JOURNALS) {
            Path journal = Path.of(database + suffix);
            if (Files.exists(journal)) {
                Files.move(journal, Path.of(kept + suffix), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Brings what stands in the journal into the file, where the damage allows it. */
    private static void settle(Path database) {
        try (Database open = new Database(database, Database.Access.ALONE)) {
            open.exclusively(sql -> sql.number("SELECT count(*) FROM doc"));
        } catch (VaultException e) {
            // A database too damaged for that is kept as it is, and so is its journal.
        }
    }
}
