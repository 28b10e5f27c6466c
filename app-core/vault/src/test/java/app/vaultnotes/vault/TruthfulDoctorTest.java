package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.ZipSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reports say is what happened, in words that help. */
class TruthfulDoctorTest {

    @TempDir Path folder;
    private Vaults vaults;

    @BeforeEach
    void makeVault() {
        vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("N", "one");
            vault.notes().write("N", "one two");
        }
    }

    private void execute(String statement) throws SQLException {
        Path database = vaults.folder("v").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement work = connection.createStatement()) {
            assertEquals(1, work.executeUpdate(statement));
        }
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.walk(vaults.folder("v").resolve("blobs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void anAttachmentWithoutItsBytesIsCalledByItsPathAndComesBackWhenItIsAttached()
            throws IOException {
        Path picture = Files.writeString(folder.resolve("pic.txt"), "bytes");
        for (boolean missing : List.of(true, false)) {
            try (Vault vault = vaults.open("v")) {
                vault.attach("N", picture);
                assertEquals(List.of(), vault.check(Progress.NONE));
                if (missing) {
                    Files.delete(blobs().get(0));
                } else {
                    Files.writeString(blobs().get(0), "other");
                }
                List<Vault.Problem> found = vault.check(Progress.NONE);
                assertEquals(1, found.size());
                assertEquals("Attachments/pic.txt", found.get(0).where());
                String message = found.get(0).message();
                assertTrue(message.contains("“Attachments/pic.txt”"), message);
                assertTrue(message.contains("vaultnotes attach"), message);
                assertEquals(found, vault.repair(Progress.NONE));
                vault.attach("N", picture);
                assertEquals(List.of(), vault.check(Progress.NONE));
            }
        }
    }

    @Test
    void aChangeThatIsSetAsideIsCalledSo() throws SQLException {
        execute(
                "UPDATE change SET bytes = zeroblob(length(bytes))"
                        + " WHERE num = (SELECT max(num) FROM change)");
        requireSetAside();
    }

    /** No entry is of that number: whose change it is cannot be proved. */
    @Test
    void aChangeWhoseDocumentIsNotKnownIsSaidToBeSetAside() throws SQLException {
        execute("UPDATE change SET doc = 4711 WHERE num = (SELECT max(num) FROM change)");
        requireSetAside();
    }

    private void requireSetAside() {
        try (Vault vault = vaults.open("v")) {
            List<Vault.Problem> told = vault.repair(Progress.NONE);
            assertTrue(
                    told.stream()
                            .anyMatch(p ->
                                    p.code().equals("set-aside")
                                            && p.message().contains("table “damaged”")),
                    told::toString);
            assertFalse(
                    told.stream().anyMatch(p -> p.code().equals("change-damaged")), told::toString);
            assertEquals(List.of(), vault.check(Progress.NONE));
            assertEquals("one two", vault.notes().text(vault.paths().note("N").id()));
        }
    }

    @Test
    void aFolderWithAnotherNameIsToldOfOnce() throws IOException {
        String name = "long ".repeat(60);
        Path zip = folder.resolve("source.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String inside : List.of("A", "B", "C")) {
                out.putNextEntry(new ZipEntry(name + "/" + inside + "/Note.md"));
                out.write(inside.getBytes(StandardCharsets.UTF_8));
            }
        }
        try (Vault vault = vaults.open("v");
                ZipSource source = new ZipSource(zip)) {
            FidelityReport report = Import.run(vault, source, "", Progress.NONE);
            assertEquals(3, report.notes());
            List<String> told =
                    report.changed().stream()
                            .filter(line -> line.why().contains("it is called"))
                            .map(FidelityReport.Line::path)
                            .toList();
            assertEquals(List.of(name), told);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE note SET title = 'X' WHERE key = 'n'",
                "UPDATE file SET name = 'pic.txs', key = 'pic.txs'",
                "UPDATE file SET key = 'else'",
                "UPDATE file SET blob = replace(blob, substr(blob, 1, 4), 'abcd')",
                "UPDATE file SET trashed = 'x'",
                "UPDATE folder SET name = 'Attachmentz', key = 'attachmentz'",
                "UPDATE folder SET key = 'else'",
                "DELETE FROM folder",
                "DELETE FROM file",
            })
    void listsThatShowSomethingElseAreNamedAndMadeAnew(String damage)
            throws SQLException, IOException {
        for (boolean missing : List.of(false, true)) {
            try (Vault vault = vaults.open("v")) {
                vault.attach("N", Files.writeString(folder.resolve("pic.txt"), "bytes"));
                assertEquals(List.of(), vault.check(Progress.NONE));
            }
            byte[] bytes = Files.readAllBytes(blobs().get(0));
            Path blob = blobs().get(0);
            execute(damage);
            try (Vault vault = vaults.open("v")) {
                if (missing) {
                    Files.delete(blob);
                }
                List<String> codes =
                        vault.check(Progress.NONE).stream().map(Vault.Problem::code).toList();
                assertTrue(codes.contains("lists-outdated"), damage + ": " + codes);
                assertFalse(codes.contains("attachment-unused"), damage + ": " + codes);
                vault.rebuild(Progress.NONE);
                Files.write(blob, bytes);
                assertEquals(List.of(), vault.check(Progress.NONE));
            }
        }
    }
}
