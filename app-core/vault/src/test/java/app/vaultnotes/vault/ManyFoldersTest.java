package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.document.Id;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that an import makes together. */
class ManyFoldersTest {

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void create() {
        vault = new Vaults(folder).create("v");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private int versions() {
        Session session = vault.session();
        return session.store.history().versions(session.store.vaultId()).size();
    }

    @Test
    void namesThatDifferInCaseAreFoldersOfTheirOwnAndAllAreMadeAtOnce() {
        int before = versions();
        List<List<String>> wanted =
                List.of(
                        List.of("A"),
                        List.of("A", "B"),
                        List.of("A", "b", "C"),
                        List.of("a"),
                        List.of("a (2)"),
                        List.of("A"));
        List<Id> made = vault.bulk().folders(places(wanted));
        assertEquals(before + 1, versions());
        assertEquals(made.get(0), made.get(5));
        assertEquals(5, new HashSet<>(made).size());
        assertEquals(6, vault.catalogue().counts().folders());
        assertEquals(made, vault.bulk().folders(places(wanted)));
        assertEquals(before + 1, versions());
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void aNameThatCannotBeLeavesNoFolder() {
        Bulk bulk = vault.bulk();
        assertThrows(
                VaultException.class,
                () -> bulk.folders(places(List.of(List.of("Good"), List.of("Good", ".")))));
        assertEquals(0, vault.catalogue().counts().folders());
        vault.notes().write("Good/N", "text");
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    private static List<Bulk.FolderPlace> places(List<List<String>> paths) {
        return paths.stream().map(names -> new Bulk.FolderPlace(Id.ROOT, names)).toList();
    }
}
