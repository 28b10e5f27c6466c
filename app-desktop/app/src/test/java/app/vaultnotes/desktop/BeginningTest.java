package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import app.vaultnotes.document.Id;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a start needs no JavaFX, which is not there here. */
class BeginningTest {

    @TempDir private Path folder;

    @Test
    void theVaultIsOpenedAndWhatStoodInItsFirstWindowIsKnown() throws Exception {
        Path vault = folder.resolve("vault");
        Layout stood;
        Id id;
        try (HeldVault held = HeldVault.open(vault)) {
            id = held.vault().id();
            Id note = held.vault().notes().write("Note", "words").id();
            stood = new Layout.Sheets(0, List.of(new PageName.Note(note)));
        }
        Path chosen = folder.resolve("app.properties");
        Files.writeString(chosen, "memory." + id + ".0.panes=" + stood.written());
        Arguments asked = new Arguments(Optional.of(vault), List.of());

        Beginning begun = new Beginning(chosen, LocalDevice.here(), asked);
        begun.open();
        begun.open(); // Not twice: it would find the vault open.

        assertFalse(begun.isFirst());
        assertEquals(vault, begun.folder());
        Beginning.Opened opened = begun.opened().get(1, TimeUnit.MINUTES);
        assertEquals(Optional.of(stood), opened.pages().map(LastPages::layout));
        assertEquals(id, opened.vault().vault().id());
        opened.vault().close();
    }
}
