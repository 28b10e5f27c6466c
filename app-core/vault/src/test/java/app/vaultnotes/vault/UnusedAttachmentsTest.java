package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.Backups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of attachments that nothing refers to do not stay unnoticed. */
class UnusedAttachmentsTest {

    /** Where the header of a row stands that has a hash, in bytes before the hash. */
    private static final int BEFORE = 90;

    @TempDir Path folder;
    private Vaults vaults;

    @BeforeEach
    void create() {
        vaults = new Vaults(folder);
        vaults.create("v").close();
    }

    private static BlobHash put(Vault vault) throws IOException {
        byte[] bytes = {1, 2, 3};
        return vault.blobs().put(new ByteArrayInputStream(bytes), bytes.length).hash();
    }

    @Test
    void theDoctorNamesThemAndARepairRemovesThem() throws IOException {
        try (Vault vault = vaults.open("v")) {
            String hex = put(vault).hex();
            String file = "blobs/" + hex.substring(0, 2) + "/" + hex;
            assertTrue(Files.exists(vaults.folder("v").resolve(file)));

            Vault.Problem found = vault.check(Progress.NONE).get(0);
            assertEquals("attachment-unused", found.code());
            assertEquals(file, found.where());
            assertFalse(found.repaired());

            List<Vault.Problem> repaired = vault.repair(Progress.NONE);
            assertEquals(
                    List.of(new Vault.Problem(found.code(), file, found.message(), true)),
                    repaired);
            assertEquals(0, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void thoseOnTheirWayIntoTheVaultAreNoneOfThem() throws IOException {
        try (Vault vault = vaults.open("v")) {
            Blobs.Hold held = vault.blobs().hold();
            put(vault);
            assertEquals(List.of(), vault.check(Progress.NONE));
            assertEquals(List.of(), vault.repair(Progress.NONE));
            assertEquals(1, vault.blobs().all().size());
            held.close();
            assertEquals(1, vault.check(Progress.NONE).size());
        }
    }

    @Test
    void thoseThatABackupNeedsAreNoneOfThem() throws IOException {
        try (Vault vault = vaults.open("v")) {
            vault.backup(new Backups(vaults.folder("v")), Progress.NONE);
            vault.notes().write("N", "text");
            vault.attach("N", Files.writeString(folder.resolve("a.bin"), "bytes"));
        }
        Backups backups = new Backups(vaults.folder("v"));
        backups.restore(backups.all().get(0).name(), vaults.clock.instant());
        try (Vault vault = vaults.open("v")) {
            assertEquals(0, vault.catalogue().usedBlobs().size());
            assertEquals(1, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    /** Purges a note with its attachment, and dies before the bytes go. */
    private void purgeInPart() throws IOException {
        Vault vault = vaults.open("v");
        vault.notes().write("F/N", "text");
        vault.attach("F/N", Files.writeString(folder.resolve("a.bin"), "bytes"));
        vault.trash().put("Attachments");
        vault.onChange(changed -> {
            throw new IllegalStateException("killed");
        });
        assertThrows(IllegalStateException.class, () -> vault.trash().empty());
        assertEquals(0, vault.catalogue().usedBlobs().size());
        assertEquals(1, vault.blobs().all().size());
        vault.close();
    }

    @Test
    void aPurgeThatWasKilledGoesOnWithThem() throws IOException {
        purgeInPart();
        try (Vault vault = vaults.open("v")) {
            assertEquals(0, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void aPurgeGoesOnOnceBackupsCanBeRead() throws IOException {
        purgeInPart();
        Path backup = Files.createDirectories(vaults.folder("v").resolve("backups"));
        backup = Files.writeString(backup.resolve("2026-11-24T090000Z.db"), "no database");
        try (Vault vault = vaults.open("v")) {
            assertEquals(1, vault.blobs().all().size(), "it may need them");
        }
        Files.delete(backup);
        try (Vault vault = vaults.open("v")) {
            assertEquals(0, vault.blobs().all().size());
        }
    }

    @Test
    void dailyHousekeepingRemovesThem() throws IOException {
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = vaults.open("v")) {
            put(vault);
            vault.keepHouse(backups);
            assertEquals(0, vault.blobs().all().size());
        }
    }

    @Test
    void aMergeThatBringsOtherBytesOfAFileRemovesTheFormer() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Path file = Files.writeString(source.resolve("a.bin"), "one");
        try (Vault here = vaults.open("v")) {
            Import.run(here, new FolderSource(source), "", Progress.NONE);
        }
        vaults.copy("v", "w");
        Files.writeString(file, "second");
        try (Vault here = vaults.open("v");
                Vault there = vaults.open("w")) {
            Import.run(here, new FolderSource(source), "", Progress.NONE);
            assertEquals(1, here.blobs().all().size());
            there.merge(here.session().store, Progress.NONE);
            assertEquals(1, there.blobs().all().size());
            assertEquals(List.of(), there.check(Progress.NONE));
        }
    }

    @Test
    void anImportThatIsGivenUpAsTheVaultClosesSaysSo() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("a.bin"), "one");
        Vault vault = vaults.open("v");
        Progress closing =
                (what, done, total) -> {
                    vault.close();
                    throw new CancellationException();
                };
        assertThrows(
                CancellationException.class,
                () -> Import.run(vault, new FolderSource(source), "", closing));
        try (Vault again = vaults.open("v")) {
            assertEquals(List.of(), again.check(Progress.NONE));
        }
    }

    /** The lists carry no hash: one wrong bit in them must not cost the bytes of an attachment. */
    @Test
    void aWrongBitInWhatRefersToThemKeepsThem() throws IOException {
        String hex;
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("N", "text");
            vault.attach("N", Files.writeString(folder.resolve("a.bin"), "bytes"));
            hex = vault.catalogue().usedBlobs().iterator().next().hex();
        }
        Path database = vaults.folder("v").resolve("vault.db");
        byte[] whole = Files.readAllBytes(database);
        List<Integer> places = places(whole, hex);
        assertTrue(places.size() > 1, "it stands in the list and in an index");
        int step = Boolean.getBoolean("vaultnotes.heavy") ? 1 : 31;
        for (int place : places) {
            for (int bit = -8 * BEFORE; bit < 8 * hex.length(); bit += step) {
                byte[] damaged = whole.clone();
                int at = place + Math.floorDiv(bit, 8);
                damaged[at] ^= (byte) (1 << Math.floorMod(bit, 8));
                Files.write(database, damaged);
                keepHouse();
                assertTrue(Files.exists(blob(hex)), "byte " + at + ", bit " + bit);
            }
        }
        Files.write(database, whole);
        keepHouse();
        assertTrue(Files.exists(blob(hex)));
    }

    private Path blob(String hex) {
        return vaults.folder("v").resolve("blobs/" + hex.substring(0, 2) + "/" + hex);
    }

    private void keepHouse() {
        try (Vault vault = vaults.open("v")) {
            vault.keepHouse(new Backups(vaults.folder("v").resolve("none")));
        } catch (VaultException e) {
            return; // so damaged that it does not open
        }
    }

    private static List<Integer> places(byte[] bytes, String text) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return IntStream.iterate(all.indexOf(text), i -> i >= 0, i -> all.indexOf(text, i + 1))
                .boxed()
                .toList();
    }

    @Test
    void whileAFileIsMissingFromTheListsNoneGo() throws IOException {
        try (Vault vault = vaults.open("v")) {
            vault.notes().write("N", "text");
            vault.attach("N", Files.writeString(folder.resolve("a.bin"), "bytes"));
            vault.attach("N", Files.writeString(folder.resolve("b.bin"), "others"));
            vault.trash().put("Attachments/b.bin");
        }
        sql("DELETE FROM file WHERE name = 'a.bin'");
        try (Vault vault = vaults.open("v")) {
            vault.trash().empty();
            assertEquals(2, vault.blobs().all().size());
            vault.rebuild(Progress.NONE);
            vault.keepHouse(new Backups(vaults.folder("v")));
            assertEquals(1, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void anAttachmentOfNoNoteLeavesNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.bin"), "bytes");
        try (Vault vault = vaults.open("v")) {
            assertThrows(VaultException.class, () -> vault.attach("Missing", file));
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void theBytesOfANoteStayWhileItsTextMayComeBack() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        byte[] latin = "caf\u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(source.resolve("W.md"), latin);
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = vaults.open("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            vault.notes().write("W", "tea\n");
            assertEquals(List.of(), vault.check(Progress.NONE));
            vault.keepHouse(backups);
            assertEquals("tea\n", new String(bytes(vault), StandardCharsets.UTF_8));
            vault.undo().undo("W");
            assertArrayEquals(latin, bytes(vault));
            assertEquals(List.of(), vault.check(Progress.NONE));
            vault.trash().put("W");
            vault.trash().empty();
            assertEquals(0, vault.blobs().all().size());
        }
    }

    /** What lists still know of it is written anew, its bytes among it. */
    @Test
    void theBytesOfANoteThatARepairWritesAnewStay() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        byte[] latin = "caf\u00e9 \u0081\r\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(source.resolve("W.md"), latin);
        try (Vault vault = vaults.open("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
        }
        sql(
                "UPDATE change SET bytes = zeroblob(length(bytes)) WHERE doc ="
                        + " (SELECT doc FROM note WHERE title = 'W')");
        try (Vault vault = vaults.open("v")) {
            assertEquals("written-anew", vault.repair(Progress.NONE).get(0).code());
            vault.keepHouse(new Backups(vaults.folder("v")));
            assertArrayEquals(latin, bytes(vault));
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    /** Of a note that no list knows nobody can say which bytes it came from; others still go. */
    @Test
    void theBytesOfANoteThatNoListKnowsStayAndOthersGo() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.write(source.resolve("W.md"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        try (Vault vault = vaults.open("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            vault.notes().write("N", "text");
            vault.attach("N", Files.writeString(folder.resolve("a.bin"), "bytes"));
        }
        String doc = "(SELECT doc FROM note WHERE title = 'W')";
        sql("UPDATE change SET bytes = zeroblob(length(bytes)) WHERE doc = " + doc);
        sql("DELETE FROM note WHERE title = 'W'");
        try (Vault vault = vaults.open("v")) {
            vault.repair(Progress.NONE);
            assertEquals(2, vault.blobs().all().size());
            vault.trash().put("Attachments/a.bin");
            vault.trash().empty();
            assertEquals(1, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    private static byte[] bytes(Vault vault) {
        return vault.notes().bytes(vault.paths().note("W").id());
    }

    private void sql(String statement) {
        String address = "jdbc:sqlite:" + vaults.folder("v").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection(address);
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
