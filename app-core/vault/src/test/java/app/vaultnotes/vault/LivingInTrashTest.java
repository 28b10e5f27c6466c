package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Somebody writes and makes things in a folder that another one throws away. */
class LivingInTrashTest extends TwoCopies {

    @Override
    void fill(Vault vault) {
        for (String path : List.of("P/Z/written", "P/Z/old", "P/Z/Inner/old")) {
            vault.notes().write(path, path);
        }
        vault.notes().write("P/links", "[[P/written]] and [[P/New/made]]");
    }

    @Test
    void purgingTheFolderLeavesItWhereItIsListed() throws IOException {
        here.trash().put("P/Z");
        there.notes().write("P/Z/written", "written meanwhile");
        there.notes().write("P/Z/New/made", "made meanwhile");
        Path file = Files.write(folder.resolve("added.bin"), new byte[] {1, 2, 3});
        there.attach("P/Z/written", file);
        there.moves().move("Attachments/added.bin", "P/Z/");
        mergeBoth();
        Set<String> listed = Set.of("P/written", "P/New/made", "P/links", "P/added.bin");
        assertEquals(listed, living(here));
        here.trash().empty();
        assertEquals(listed, living(here));
        assertEquals(2, linked(here));
        assertEquals(List.of(), here.check(Progress.NONE));
        mergeBoth();
        assertEquals(listed, living(here));
        assertEquals(listed, living(there));
    }

    /** An inner folder that was thrown away by itself stays in the trash. */
    @Test
    void soDoesWhatLivesFurtherInside() {
        here.trash().put("P/Z/Inner");
        here.trash().put("P/Z");
        there.notes().write("P/Z/Inner/note", "made meanwhile");
        there.notes().write("P/Z/Inner/New/made", "made meanwhile");
        mergeBoth();
        Set<String> listed = Set.of("P/note", "P/New/made", "P/links");
        assertEquals(listed, living(here));
        here.trash().purge("P/Z");
        assertEquals(listed, living(here));
        assertEquals(List.of(), here.check(Progress.NONE));
        assertEquals(
                List.of("P/Z/Inner", "P/Z/Inner/old"),
                here.trash().entries().stream().map(Trash.Entry::path).sorted().toList());
    }

    private void mergeBoth() {
        here.merge(there.session().store, Progress.NONE);
        there.merge(here.session().store, Progress.NONE);
    }

    private static long linked(Vault vault) {
        return vault.links().outgoing(vault.paths().note("P/links")).stream()
                .filter(link -> link.path().isPresent())
                .count();
    }

    private static Set<String> living(Vault vault) {
        Set<String> paths = new TreeSet<>();
        vault.catalogue().notes(Catalogue.Page.ALL).stream()
                .filter(Paths::living)
                .forEach(row -> paths.add(vault.paths().of(row)));
        vault.catalogue().files(Catalogue.Page.ALL).stream()
                .filter(Paths::living)
                .forEach(row -> paths.add(vault.paths().of(row)));
        return paths;
    }
}
