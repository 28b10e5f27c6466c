package app.vaultnotes.vault;

import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What {@link DiskTest} does on its disks, in processes of their own; each fails with an error. */
final class DiskSteps {

    private static final int BALLAST_BYTES = 2 << 20;

    private final Path disk;
    private final Path outside;
    private final Vaults vaults;
    private final Random random = new Random(5);

    private DiskSteps(Path folder) {
        this.outside = folder;
        this.disk = folder.resolve("disk");
        this.vaults = new Vaults(disk);
    }

    /** The first argument names the step, the second the folder in which the disk is mounted. */
    public static void main(String[] arguments) throws IOException {
        DiskSteps steps = new DiskSteps(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "full" -> steps.full();
            case "fill" -> steps.fill();
            case "readonly" -> steps.readOnly();
            default -> steps.writable();
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Work on a vault that may fail as files do. */
    private interface Work {
        void run() throws IOException;
    }

    private static void refused(VaultException.Code code, String what, Work work)
            throws IOException {
        try {
            work.run();
        } catch (VaultException e) {
            require(e.code() == code, what + ": " + e.code() + " " + e.getMessage());
            require(!e.hint().isEmpty(), what + " has no hint");
            return;
        }
        throw new AssertionError(what + " went through");
    }

    private String noise(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    private void full() throws IOException {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[BALLAST_BYTES]);
        List<String> saved = new ArrayList<>();
        try (Vault vault = vaults.create("v")) {
            refused(
                    VaultException.Code.DISK_FULL,
                    "writing",
                    () -> {
                        while (true) {
                            String text = noise(40_000);
                            vault.notes().write("Note " + saved.size(), text);
                            saved.add(text);
                        }
                    });
            requireSafe(vault, saved);
            nothingElseFits(vault);
            noExportFits(vault);
            requireSafe(vault, saved);
            Files.delete(ballast);
            vault.notes().write("After", "there is room again");
            requireSafe(vault, saved);
        }
        try (Vault vault = vaults.open("v")) {
            requireSafe(vault, saved);
            vault.notes().write("After", "and still is");
        }
    }

    private void nothingElseFits(Vault vault) throws IOException {
        Path file = outside.resolve("large.bin");
        Files.write(file, new byte[3 << 20]);
        refused(VaultException.Code.DISK_FULL, "attaching", () -> vault.attach("Note 0", file));
        require(vault.catalogue().counts().files() == 0, "an attachment without bytes is listed");
        Path source = outside.resolve("source");
        Files.createDirectories(source);
        Files.writeString(source.resolve("imported.md"), noise(1_000_000));
        refused(
                VaultException.Code.DISK_FULL,
                "importing",
                () -> Import.run(vault, new FolderSource(source), "", Progress.NONE));
        Backups backups = new Backups(vaults.folder("v"));
        refused(
                VaultException.Code.DISK_FULL,
                "a backup",
                () -> vault.backup(backups, Progress.NONE));
        require(backups.all().isEmpty(), "half a backup is listed");
        Path shelf = vaults.folder("v").resolve("backups");
        try (Stream<Path> left = Files.list(shelf)) {
            require(left.findAny().isEmpty(), "a backup that failed left files");
        }
    }

    private void noExportFits(Vault vault) throws IOException {
        Path zip = disk.resolve("out.zip");
        refused(
                VaultException.Code.DISK_FULL,
                "an export into a zip",
                () -> Export.run(vault, zip, Export.Format.ZIP, Progress.NONE));
        require(Files.notExists(zip), "half a zip is left");
        Path out = disk.resolve("out");
        refused(
                VaultException.Code.DISK_FULL,
                "an export",
                () -> Export.run(vault, out, Export.Format.MARKDOWN, Progress.NONE));
        require(Files.notExists(out), "an export that failed left files");
    }

    private static void requireSafe(Vault vault, List<String> saved) {
        require(!saved.isEmpty(), "nothing was ever saved");
        for (int i = 0; i < saved.size(); i++) {
            String text = vault.notes().text(vault.paths().note("Note " + i).id());
            require(text.equals(saved.get(i)), "note " + i + " is not what was saved");
        }
        require(
                vault.paths().findNote("Note " + saved.size()).isEmpty(),
                "what could not be saved is listed");
        require(vault.check(Progress.NONE).isEmpty(), vault.check(Progress.NONE).toString());
    }

    private void fill() {
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("Note", "written in time");
        }
    }

    private void readOnly() throws IOException {
        refused(
                VaultException.Code.READ_ONLY,
                "opening for writing and writing",
                () -> {
                    try (Vault vault = vaults.open("v")) {
                        vault.notes().write("Note", "too late");
                    }
                });
        refused(VaultException.Code.READ_ONLY, "a new vault", () -> vaults.create("w"));
        try (SqliteStore store = SqliteStore.openForReading(vaults.folder("v"))) {
            require(store.catalogue().counts().notes() == 1, "the list cannot be read");
            require(store.care().check(Progress.NONE).isEmpty(), "a sound vault is called damaged");
        }
        Vaults elsewhere = new Vaults(outside.resolve("elsewhere"));
        Files.createDirectories(elsewhere.folder("v"));
        Files.copy(
                vaults.folder("v").resolve("vault.db"), elsewhere.folder("v").resolve("vault.db"));
        try (Vault copy = elsewhere.open("v");
                SqliteStore store = SqliteStore.openForReading(vaults.folder("v"))) {
            require(copy.merge(store, Progress.NONE).problems().isEmpty(), "merging from there");
        }
    }

    private void writable() {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("Note", "written in time, and later");
            int found = vault.search("later", SearchOrder.TITLE, 10, 0, false).total();
            require(found == 1, "the disk is writable again, the vault is not");
        }
    }
}
