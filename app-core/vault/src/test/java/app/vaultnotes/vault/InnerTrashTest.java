package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in the trash that went there with one around it is a thing of its own there. */
class InnerTrashTest {

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void trashed() {
        vault = new Vaults(folder).create("v");
        for (String path : List.of("F/a", "F/G/b", "F/G/H/c", "F/G/gone")) {
            vault.notes().write(path, path);
        }
        vault.trash().put("F/G/gone");
        vault.trash().put("F");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private List<String> inTrash() {
        return vault.trash().entries().stream().map(Trash.Entry::path).sorted().toList();
    }

    private Set<String> living() {
        Set<String> paths = new TreeSet<>();
        vault.catalogue().notes(Catalogue.Page.ALL).stream()
                .filter(Paths::living)
                .forEach(row -> paths.add(vault.paths().of(row)));
        return paths;
    }

    @Test
    void itComesBackWithWhatIsInIt() {
        vault.trash().restore("F/G");
        assertEquals(Set.copyOf(List.of("F/G/b", "F/G/H/c")), living());
        assertEquals(List.of("F/G/gone", "F/a"), inTrash());
        assertTrue(vault.trash().entries().stream().allMatch(Trash.Entry::itself));
        vault.trash().restore("F/a");
        assertEquals(List.of("F/G/gone"), inTrash());
    }

    @Test
    void aNoteComesBackInItsFoldersAndAlone() {
        assertEquals("F/G/H/c", vault.trash().restore("F/G/H/c").path());
        assertEquals(Set.copyOf(List.of("F/G/H/c")), living());
        assertEquals(List.of("F/G/b", "F/G/gone", "F/a"), inTrash());
    }

    @Test
    void theRestComesBackByTheFoldersPath() {
        vault.trash().restore("F/G/H/c");
        assertEquals(2, vault.trash().left("F").size());
        assertEquals("F", vault.trash().restore("F").path());
        assertEquals(Set.of("F/a", "F/G/b", "F/G/H/c"), living());
        assertEquals(List.of("F/G/gone"), inTrash());
        assertEquals(List.of(), vault.trash().left("F"));
    }

    @Test
    void theRestOfAnInnerFolderComesBackByItsPath() {
        vault.trash().restore("F/G/H/c");
        assertEquals(1, vault.trash().left("F/G").size());
        assertEquals("F/G", vault.trash().restore("F/G").path());
        assertEquals(Set.of("F/G/b", "F/G/H/c"), living());
        assertEquals(List.of("F/G/gone", "F/a"), inTrash());
    }

    @Test
    void aFolderThatWasThrownAwayByItselfStays() {
        vault.trash().restore("F/G/H/c");
        vault.trash().put("F/G");
        List<Trash.Entry> left = vault.trash().left("F");
        assertEquals(List.of("F/a"), left.stream().map(Trash.Entry::path).toList());
        vault.trash().restore("F");
        assertEquals(Set.of("F/a"), living());
        assertEquals(List.of(), vault.trash().left("/"));
    }

    @Test
    void whatIsLeftInsideGoesAlongWithAFolder() {
        vault.trash().restore("F/G/b");
        assertEquals(2, vault.trash().left("F/G").size());
        vault.trash().put("F/G");
        vault.trash().restore("F/G");
        assertEquals(Set.of("F/G/b", "F/G/H/c"), living());
        vault.trash().restore("F");
        vault.trash().restore("F/G/gone");
        vault.trash().put("F");
        vault.trash().restore("F/G/b");
        vault.trash().put("F/G");
        assertEquals(5, vault.trash().purge("F/G"));
        assertEquals(List.of("F/a"), inTrash());
    }

    @Test
    void anEmptyFolderThatIsLeftGoesAlong() {
        vault.trash().restore("F");
        vault.folders().create("F/G/Empty");
        vault.trash().put("F");
        vault.trash().restore("F/G/b");
        vault.trash().restore("F/G/H/c");
        vault.trash().put("F/G");
        assertEquals(5, vault.trash().purge("F/G"));
        assertEquals(List.of("F/G/gone", "F/a"), inTrash());
    }

    @Test
    void whatIsLeftIsNotTakenForANoteOfTheFoldersName() {
        vault.trash().restore("F");
        vault.notes().write("F/G", "beside the folder");
        Id note = vault.trash().put(vault.paths().note("F/G").id().toString()).id();
        vault.trash().put("F/G");
        vault.trash().restore("F/G/b");
        VaultException refused =
                assertThrows(VaultException.class, () -> vault.trash().restore("F/G"));
        assertEquals(VaultException.Code.AMBIGUOUS, refused.code());
        String folder = vault.paths().folder("F/G").toString();
        assertTrue(String.valueOf(refused.getMessage()).contains(folder), refused::getMessage);
        vault.trash().restore(folder);
        assertEquals(Set.of("F/a", "F/G/b", "F/G/H/c"), living());
        vault.trash().restore(note.toString());
        assertEquals(Set.of("F/a", "F/G/b", "F/G/H/c", "F/G"), living());
    }

    @Test
    void whatHasItsNameIsKnown() {
        vault.trash().restore("F/G");
        vault.trash().put("F");
        vault.notes().write("F/G/b", "another");
        Edited back = vault.trash().restore("F");
        List<String> alike = vault.paths().namesakes(vault.paths().item(back.id().toString()));
        assertEquals(1, alike.size());
        assertEquals(Set.of("F", "F (2)"), Set.of(back.path(), alike.get(0)));
        Item note = vault.paths().item(back.path() + "/G/b");
        assertEquals(List.of(), vault.paths().namesakes(note));
    }

    /** Thousands of folders, each of which lies in one that comes back, too. */
    @Test
    void aFolderOfManyComesBackAtOnce() {
        List<Bulk.FolderPlace> places = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            places.add(new Bulk.FolderPlace(Id.ROOT, List.of("Many", "A" + i / 2, "B" + i)));
        }
        vault.bulk().folders(places);
        vault.trash().put("Many");
        vault.trash().restore("Many"); // minutes, if each looked at all
        assertTrue(vault.paths().folders().find(List.of("Many", "A1999", "B3999")).isPresent());
    }

    @Test
    void whatWentWithAFolderIsListedWithIt() {
        assertEquals(
                List.of("F", "F/G/gone"),
                vault.trash().entries().stream()
                        .filter(Trash.Entry::itself)
                        .map(Trash.Entry::path)
                        .sorted()
                        .toList());
    }

    @Test
    void itGoesForGoodWithWhatIsInIt() {
        assertEquals(4, vault.trash().purge("F/G"));
        assertEquals(List.of("F", "F/G/gone", "F/a"), inTrash());
        vault.trash().restore("F");
        assertEquals(Set.copyOf(List.of("F/a")), living());
    }
}
