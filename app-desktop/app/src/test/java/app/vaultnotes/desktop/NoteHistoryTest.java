package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.Timeline;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions by day, devices in order, and bars of activity. */
class NoteHistoryTest {

    private static final long DAY = 86_400_000L;
    private static final Id ME = Id.random();
    private static final Id OTHER = Id.random();
    private static final Id THIRD = Id.random();
    private static final Id FOLDER = Id.random();
    private static final Id ELSEWHERE = Id.random();

    private static History.Version version(int number, long millis, Id device, int added) {
        return new History.Version("v" + number, Heads.NONE, millis, millis, device, added, 0, "");
    }

    private static NoteHistory history(List<History.Version> oldestFirst, Placement... places) {
        List<History.Version> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        return NoteHistory.of(
                newestFirst,
                Arrays.stream(places).map(NoteHistoryTest::place).toList(),
                Map.of(ME, "Laptop", OTHER, "Tablet"),
                Optional.of(ME));
    }

    private static Timeline.Place place(Placement placement) {
        return new Timeline.Place(
                placement, placement.folder().equals(FOLDER) ? "Folder" : "Elsewhere");
    }

    @Test
    void thisDeviceComesFirstThenTheOthersAsTheyCame() {
        NoteHistory history =
                history(
                        List.of(
                                version(0, 1, THIRD, 1),
                                version(1, 2, OTHER, 1),
                                version(2, 3, ME, 1)));
        assertEquals(
                List.of(ME, THIRD, OTHER),
                history.devices().stream().map(NoteHistory.Device::id).toList());
        assertEquals(
                List.of("Laptop", "", "Tablet"),
                history.devices().stream().map(NoteHistory.Device::name).toList());
        assertEquals(
                List.of(1, 2, 0),
                history.entries().stream().map(NoteHistory.Entry::device).toList());
        assertEquals(Optional.of(0), history.onlyWriterAfter(1));
        assertEquals(Optional.empty(), history.onlyWriterAfter(0));
    }

    @Test
    void placesTellWhatAVersionDidBesideTheText() {
        NoteHistory history =
                history(
                        List.of(
                                version(0, 10, ME, 4),
                                version(1, 20, ME, 0),
                                version(2, 30, ME, 0),
                                version(3, 40, ME, 0),
                                version(4, 50, ME, 0),
                                version(5, 60, ME, 0),
                                version(6, 70, ME, 9)),
                        new Placement(10, "Old", FOLDER, false),
                        new Placement(20, "New", FOLDER, false),
                        new Placement(30, "New", ELSEWHERE, false),
                        new Placement(40, "New", ELSEWHERE, true),
                        new Placement(50, "New", ELSEWHERE, false));
        assertEquals(
                List.of(
                        new NoteHistory.Event.Created(),
                        new NoteHistory.Event.Renamed("Old"),
                        new NoteHistory.Event.Moved("Elsewhere"),
                        new NoteHistory.Event.Trashed(),
                        new NoteHistory.Event.Restored(),
                        new NoteHistory.Event.Merged(),
                        new NoteHistory.Event.Written()),
                history.entries().stream().map(NoteHistory.Entry::event).toList());
    }

    @Test
    void everyDayHasOneHeadAndTheNewestVersionComesFirst() {
        NoteHistory history =
                history(
                        List.of(
                                version(0, DAY, ME, 1),
                                version(1, DAY + 1, ME, 1),
                                version(2, 3 * DAY, ME, 1)));
        List<NoteHistory.Line> lines = history.lines(ZoneOffset.UTC);
        assertEquals(5, lines.size());
        assertEquals(new NoteHistory.Line.Day(LocalDate.ofEpochDay(3)), lines.get(0));
        assertEquals(new NoteHistory.Line.Day(LocalDate.ofEpochDay(1)), lines.get(2));
        NoteHistory.Line.Version last =
                assertInstanceOf(NoteHistory.Line.Version.class, lines.get(4));
        assertEquals("v0", last.entry().id());
    }

    @Test
    void aFewVersionsHaveABarEach() {
        NoteHistory history =
                history(
                        List.of(
                                version(0, 0, ME, 99),
                                version(1, 1, OTHER, 24),
                                version(2, DAY, ME, 0)));
        Activity activity = Activity.of(history, ZoneOffset.UTC, 100);
        assertEquals(3, activity.bars().size());
        assertEquals(1, activity.bars().get(0).height());
        assertEquals(0.5, activity.bars().get(1).height(), 1e-9);
        assertEquals(1, activity.bars().get(1).shares()[1]);
        assertEquals(2, activity.labels().size());
        double[] places = activity.places();
        assertTrue(places[2] - places[1] > places[1] - places[0], Arrays.toString(places));
    }

    @Test
    void thousandsOfVersionsShareBarsAndNothingIsLost() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        List<Id> writers = List.of(ME, OTHER, THIRD);
        List<History.Version> versions = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 10_000; i++) {
            at += random.nextInt(1, (int) DAY / 2);
            versions.add(version(i, at, writers.get(random.nextInt(3)), random.nextInt(500)));
        }
        NoteHistory history = history(versions);
        Activity activity = Activity.of(history, ZoneOffset.UTC, 140);
        assertTrue(activity.bars().size() <= 140, "seed " + seed);
        assertEquals(9_999, activity.bars().get(activity.bars().size() - 1).last());
        for (Activity.Bar bar : activity.bars()) {
            assertTrue(bar.height() > 0 && bar.height() <= 1, "seed " + seed + " " + bar);
            assertEquals(1, Arrays.stream(bar.shares()).sum(), 1e-9);
        }
        double[] places = activity.places();
        assertTrue(places[0] > 0 && places[9_999] < 1);
        assertTrue(IntStream.range(1, 10_000).allMatch(i -> places[i] > places[i - 1]));
        for (int i = 0; i < 10_000; i += 97) {
            assertEquals(Optional.of(i), activity.nearest(places[i] + 1e-9), "seed " + seed);
        }
    }

    @Test
    void nothingIsNearestWhereThereIsNothing() {
        Activity none = Activity.of(NoteHistory.EMPTY, ZoneOffset.UTC, 10);
        assertEquals(Optional.empty(), none.nearest(0.5));
        Activity one = Activity.of(history(List.of(version(0, 0, ME, 1))), ZoneOffset.UTC, 10);
        assertEquals(Optional.of(0), one.nearest(-1));
        assertEquals(Optional.of(0), one.nearest(2));
    }
}
