package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.document.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A move makes the folders it leads into, unless it is refused: then it leaves nothing. */
class RefusedMovesTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Vault vault;

    @BeforeEach
    void create() throws IOException {
        vaults = new Vaults(folder);
        vault = vaults.create("v");
        vault.notes().write("N", "text");
        vault.notes().write("F/M", "text");
        Blobs.Stored picture = vault.blobs().put(new ByteArrayInputStream(new byte[] {1}), 1);
        vault.bulk().commit(List.of(vault.bulk().file(Id.ROOT, "pic.png", picture, 1)));
        vault.notes().write("Linking", "[[N]] ![[pic.png]] [[F/M]]");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void isRefused(String from, String to) {
        VaultException refused =
                assertThrows(VaultException.class, () -> vault.moves().move(from, to));
        assertEquals(VaultException.Code.INVALID, refused.code());
        assertEquals(1, vault.catalogue().counts().folders(), () -> from + " to " + to);
    }

    private String linking() {
        return vault.notes().text(vault.paths().note("Linking").id());
    }

    @Test
    void whatNoLinkCanSpellLeavesNoFolders() {
        isRefused("N", "New/Deeper/N#1");
        isRefused("pic.png", "New/Deeper/p]]c.png");
        isRefused("F", "New/Deeper/F#1");
        vault.close();
        vault = vaults.open("v");
        assertEquals(1, vault.catalogue().counts().folders());
        assertEquals("[[N]] ![[pic.png]] [[F/M]]", linking());
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void whatIsAllowedMakesThemAndLinksFollow() {
        isRefused("N", "New/Deeper/N#1");
        vault.moves().move("N", "New/Deeper/N");
        vault.moves().move("pic.png", "New/Pictures/q.png");
        vault.moves().move("F", "New/Folders/G");
        assertEquals("[[N]] ![[q.png]] [[New/Folders/G/M]]", linking());
        vault.undo().undo("New/Deeper/N");
        assertEquals("text", vault.notes().text(vault.paths().note("N").id()));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }
}
