package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A copy of a vault is another device: it takes back nothing that was done before. */
class CopiedUndoTest extends TwoCopies {

    @Override
    void fill(Vault vault) {
        vault.notes().write("n", "first text");
        vault.notes().write("n", "edited");
    }

    private static String text(Vault vault) {
        return vault.notes().text(vault.paths().note("n").id());
    }

    @Test
    void whatAnotherDeviceDidStays() {
        here.notes().write("m", "the one who writes first goes on as who it was");
        VaultException refused = assertThrows(VaultException.class, () -> there.undo().undo("n"));
        assertEquals(VaultException.Code.NOTHING_TO_DO, refused.code());
        assertEquals("edited", text(there));
        there.notes().write("n", "edited here");
        there.undo().undo("n");
        assertEquals("edited", text(there));
    }

    @Test
    void theDeviceItselfStillCan() {
        here.undo().undo("n");
        assertEquals("first text", text(here));
    }
}
