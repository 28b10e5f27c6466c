package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are opened with the app become notes, and stay as they are. */
class OpenedFilesTest {

    @TempDir Path folder;

    @Test
    void aFileIsTakenInOnceAndAgainWhenItChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("My file.md"), "text ä\r\n");
        try (HeldVault held = HeldVault.open(folder.resolve("vault"))) {
            Id note = OpenedFiles.takeIn(held.vault(), file);
            assertEquals("text ä\r\n", held.vault().notes().text(note));
            assertEquals(note, held.vault().paths().note("Opened files/My file").id());
            assertEquals(note, OpenedFiles.takeIn(held.vault(), file));
            Files.writeString(file, "another");
            Id other = OpenedFiles.takeIn(held.vault(), file);
            assertNotEquals(note, other);
            assertEquals(other, held.vault().paths().note("Opened files/My file 2").id());
            assertEquals("another", Files.readString(file));
        }
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path binary = Files.write(folder.resolve("b.md"), new byte[] {(byte) 0xff, 0});
        try (HeldVault held = HeldVault.open(folder.resolve("vault"))) {
            assertThrows(VaultException.class, () -> OpenedFiles.takeIn(held.vault(), binary));
            assertThrows(
                    VaultException.class,
                    () -> OpenedFiles.takeIn(held.vault(), folder.resolve("missing.md")));
            assertThrows(
                    VaultException.class,
                    () ->
                            OpenedFiles.takeIn(
                                    held.vault(), Files.createDirectory(folder.resolve("d.md"))));
        }
    }
}
