package app.vaultnotes.ui.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.merging.MergedNote.Look;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.Beside;
import app.vaultnotes.vault.Arrivals.By;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Arrivals.Kind;
import app.vaultnotes.vault.Arrivals.Side;
import app.vaultnotes.vault.Arrivals.Standing;
import app.vaultnotes.vault.Arrivals.Texts;
import app.vaultnotes.vault.Comparison;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Timeline.ChangedParagraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a person is offered about a note that was merged. */
class MergedNoteTest {

    private static final Id TABLET = Id.random();

    private static Arrival arrival(Kind kind, Choice choice) {
        By by = new By(Optional.of(TABLET), "Tablet");
        return new Arrival(Id.random(), "F/Note", 5, kind, true, List.of(by), choice, 0);
    }

    private static Beside beside(String side, String merged, Standing... standing) {
        List<ChangedParagraph> paragraphs =
                List.of(
                        new ChangedParagraph(0, 3, "one", "eins"),
                        new ChangedParagraph(5, 8, "two", "zwei"));
        return new Beside(
                new Comparison(
                        TextDiff.words(side, merged),
                        paragraphs.subList(0, standing.length),
                        Map.of()),
                List.of(standing));
    }

    private static MergedNote met(Choice choice, Beside mine, Beside theirs) {
        History.Version version = new History.Version("v", Heads.NONE, 1, 7, TABLET, 1, 0, "");
        History.Version older = new History.Version("u", Heads.NONE, 1, 3, TABLET, 1, 0, "");
        return MergedNote.of(
                arrival(Kind.MET, choice),
                new Texts("mine", "theirs", "both", "both", mine, theirs, List.of(older, version)));
    }

    @Test
    void whatMetIsLookedAtInThreeWaysAndBothSidesAreOffered() {
        MergedNote note =
                met(
                        Choice.NONE,
                        beside("mine", "both", Standing.TAKEN, Standing.OPEN),
                        beside("theirs", "both", Standing.OPEN));
        assertEquals(List.of(Look.MINE, Look.THEIRS, Look.APART), note.looks());
        assertEquals(List.of(2), note.numbers());
        assertEquals("two", note.open().get(0).now());
        assertEquals(Side.MINE, note.side());
        assertEquals(Side.THEIRS, note.looking(Look.THEIRS).side());
        assertEquals(List.of(1), note.looking(Look.THEIRS).numbers());
        assertTrue(note.canKeep() && note.canTake(Side.MINE) && note.canTake(Side.THEIRS));
        assertFalse(note.isWrittenSince());
        assertEquals(OptionalLong.of(7), note.writtenMillis());
    }

    @Test
    void bothSidesAreComparedWithEachOtherWithoutParagraphs() {
        MergedNote apart =
                met(
                                Choice.NONE,
                                beside("mine", "both", Standing.OPEN),
                                beside("theirs", "both", Standing.OPEN))
                        .looking(Look.APART);
        assertEquals(TextDiff.words("mine", "theirs"), apart.words());
        assertEquals(List.of(), apart.numbers());
        assertEquals(List.of(), apart.open());
    }

    @Test
    void whatIsTakenOrWrittenInSinceIsNotOffered() {
        MergedNote note =
                met(
                        Choice.MINE,
                        beside("mine", "both", Standing.TAKEN, Standing.CHANGED),
                        beside("theirs", "both", Standing.CHANGED));
        assertFalse(note.canKeep());
        assertFalse(note.canTake(Side.MINE));
        assertFalse(note.canTake(Side.THEIRS));
        assertEquals(List.of(), note.numbers());
        assertTrue(note.isWrittenSince());
    }

    @Test
    void whereOnlyOthersWroteThereIsNoOtherSideAndWhatIsNewStays() {
        Beside open = beside("mine", "both", Standing.OPEN);
        Texts texts = new Texts("mine", "both", "both", "both", open, open, List.of());
        MergedNote came = MergedNote.of(arrival(Kind.CAME, Choice.NONE), texts);
        assertEquals(List.of(Look.MINE), came.looks());
        assertTrue(came.canTake(Side.MINE));
        assertFalse(came.canTake(Side.THEIRS));
        assertEquals(OptionalLong.empty(), came.writtenMillis());
        MergedNote fresh = MergedNote.of(arrival(Kind.NEW, Choice.NONE), texts);
        assertFalse(fresh.canTake(Side.MINE) || fresh.canKeep());
        assertEquals(List.of(), fresh.numbers());
    }
}
