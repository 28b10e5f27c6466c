package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextDiff;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a merge changed can be looked at later, also after a restart. */
class ArrivalsTest extends TwoCopies {

    @Override
    void fill(Vault vault) {
        vault.notes().write("N", "one two\n");
        vault.notes().write("Untouched", "x");
    }

    @BeforeEach
    void later() {
        vaults.clock.advance(Duration.ofHours(1));
    }

    private void merge() {
        here.merge(there.session().store, Progress.NONE);
    }

    @Test
    void aMergeIsRememberedWithBothTextsUntilItIsSeen() {
        here.notes().write("N", "zero one two\n");
        there.notes().write("N", "one two three\n");
        there.notes().write("F/New", "made there");
        assertEquals(List.of(), here.arrivals().all());
        merge();
        here.notes().write("N", "all of it is something else by now");
        here.moves().move("N", "F/Moved");
        here.close();
        here = vaults.open("here");

        List<Arrivals.Arrival> all = here.arrivals().all();

        assertEquals(2, all.size());
        Arrivals.Arrival changed = all.stream().filter(a -> !a.isNew()).findFirst().orElseThrow();
        Arrivals.Arrival fresh = all.stream().filter(a -> a.isNew()).findFirst().orElseThrow();
        assertEquals("F/Moved", changed.path());
        assertEquals("zero one two\n", here.arrivals().texts(changed).mine());
        assertEquals("zero one two three\n", here.arrivals().texts(changed).merged());
        assertEquals(
                List.of(" three"),
                here.arrivals().texts(changed).besideMine().comparison().words().stream()
                        .filter(run -> run.kind() == TextDiff.Kind.INSERTED)
                        .map(TextDiff.Run::text)
                        .toList());
        assertEquals("", here.arrivals().texts(fresh).mine());
        assertEquals("made there", here.arrivals().texts(fresh).merged());
        here.arrivals().seen(List.of(changed));
        assertTrue(here.arrivals().all().stream().anyMatch(a -> a.seen() && !a.isNew()));
        assertFalse(here.arrivals().all().stream().anyMatch(a -> a.seen() && a.isNew()));
        merge();
        assertEquals(2, here.arrivals().all().size());
        assertEquals(List.of(), here.check(Progress.NONE));
    }

    @Test
    void fewAreKeptTheNewestFirstAndPurgedNotesAreForgotten() {
        for (int i = 0; i < 130; i++) {
            there.notes().write("A" + i, "a");
        }
        merge();
        vaults.clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 120; i++) {
            there.notes().write("B" + i, "b");
        }
        merge();
        List<Arrivals.Arrival> all = here.arrivals().all();
        assertEquals(Arrivals.KEPT, all.size());
        assertEquals(120, all.stream().filter(a -> a.path().startsWith("B")).count());
        assertTrue(all.get(0).path().startsWith("B"));
        here.trash().put(all.get(0).path());
        here.trash().empty();
        assertEquals(Arrivals.KEPT - 1, here.arrivals().all().size());
        assertThrows(VaultException.class, () -> here.arrivals().texts(all.get(0)));
    }

    @Test
    void versionsTellTheNamesOfDevices() {
        there.notes().write("N", "one two three\n");
        merge();
        List<Timeline.Signed> signed = here.timeline().signed("N");
        assertEquals(here.timeline().versions("N"), signed.stream().map(s -> s.version()).toList());
        assertTrue(
                signed.stream().allMatch(s -> s.device().startsWith("device")), signed::toString);
    }

    @Test
    void theTrashTellsHowLongThingsStay() {
        here.trash().put("N");
        assertEquals(30, here.trash().staying().get(0).daysLeft());
        for (int day = 1; day <= 30; day++) {
            here.trash().keepHouse();
            assertEquals(31 - day, here.trash().staying().get(0).daysLeft(), "day " + day);
            vaults.clock.advance(Duration.ofDays(1));
        }
        here.trash().keepHouse();
        assertEquals(List.of(), here.trash().staying());
    }

    @Test
    void notesFilesAndFoldersAreBookmarkedAndTravel() {
        there.folders().create("F/Inner");
        there.bookmarks().mark("F/Inner", true);
        there.bookmarks().mark("N", true);
        merge();
        List<Item> all = here.bookmarks().all();
        assertEquals(List.of("F/Inner", "N"), all.stream().map(i -> here.paths().of(i)).toList());
        assertTrue(here.bookmarks().has(all.get(0)));
        here.moves().move("F/Inner", "Renamed");
        here.bookmarks().mark("N", false);
        assertEquals(
                List.of("Renamed"),
                here.bookmarks().all().stream().map(i -> here.paths().of(i)).toList());
        here.trash().put("Renamed");
        assertEquals(List.of(), here.bookmarks().all());
    }
}
