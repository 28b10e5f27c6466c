package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged changes that waited for what they build on and were left out when it came. */
class LeftOutChangesTest extends TwoCopies {

    private Id note;
    private Change base;

    /** Builds on {@link #base}, and fits nowhere. */
    private Change damaged;

    /** Builds on {@link #base}, too. */
    private Change sound;

    @Override
    void fill(Vault vault) {
        vault.notes().write("N", "words\n");
    }

    @BeforeEach
    void makeChanges() {
        note = here.paths().note("N").id();
        JavaDocument author = StoredRows.author(here, note, 5);
        base = StoredRows.typed(author, "base ");
        sound = StoredRows.typed(author, "sound ");
        JavaDocument other = StoredRows.author(here, note, 6);
        other.apply(List.of(base));
        damaged = StoredRows.misnumbered(StoredRows.typed(other, "never "));
    }

    private Merged merge() {
        return here.merge(there.session().store, Progress.NONE);
    }

    private Set<ChangeHash> loose(Vault vault) {
        return vault.session().store.changes().loose(note);
    }

    private void requireNamed(Merged merged) {
        List<String> problems = merged.problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(damaged.hash().toString()), problems::toString);
    }

    @Test
    void aMergeStoresNothingThatTheDocumentLeftOut() {
        StoredRows.put(there, note, damaged, base, sound);
        Merged merged = merge();
        requireNamed(merged);
        assertEquals(2, merged.received());
        assertTrue(loose(here).contains(sound.hash()));
        assertFalse(loose(here).contains(damaged.hash()));
        assertEquals("sound base words\n", here.notes().text(note));
    }

    @Test
    void whatWaitedThereAndWasLeftOutLaterKeepsNothingElseAway() {
        StoredRows.put(here, note, base);
        StoredRows.put(there, note, damaged, base, sound);
        Merged merged = merge();
        requireNamed(merged);
        assertEquals(1, merged.received());
        assertEquals("sound base words\n", here.notes().text(note));
        assertFalse(loose(here).contains(damaged.hash()));
        Merged again = merge();
        assertEquals(0, again.received());
    }

    @Test
    void whenAllIsLeftOutNothingIsStored() {
        StoredRows.put(here, note, base);
        StoredRows.put(there, note, damaged);
        Set<ChangeHash> before = loose(here);
        Merged merged = merge();
        assertEquals(0, merged.received());
        assertEquals(before, loose(here));
        assertEquals("base words\n", here.notes().text(note));
    }

    @Test
    void whatWaitsInsideASnapshotComesAlong() {
        StoredRows.put(there, note, sound);
        for (int i = 0; i <= Compaction.MAX_LOOSE_CHANGES; i++) {
            there.notes().write("N", "words " + i + "\n");
        }
        assertEquals(1, there.compact());
        assertEquals(Set.of(), loose(there));
        assertEquals(List.of(), merge().problems());
        assertTrue(loose(here).contains(sound.hash()));
        StoredRows.put(here, note, base);
        assertTrue(here.notes().text(note).contains("sound base "));
    }

    @Test
    void theDoctorNamesWhatWasLeftOutAndSetsItAside() {
        StoredRows.put(here, note, damaged, base, sound);
        List<Vault.Problem> found = here.check(Progress.NONE);
        assertEquals(List.of("change-left-out"), found.stream().map(Vault.Problem::code).toList());
        assertTrue(found.get(0).message().contains(damaged.hash().toString()), found::toString);
        List<Vault.Problem> told = here.repair(Progress.NONE);
        assertEquals(List.of("set-aside"), told.stream().map(Vault.Problem::code).toList());
        assertTrue(told.get(0).repaired(), told::toString);
        assertFalse(loose(here).contains(damaged.hash()));
        assertTrue(loose(here).contains(sound.hash()));
        assertEquals(List.of(), here.check(Progress.NONE));
        assertEquals("sound base words\n", here.notes().text(note));
        StoredRows.put(there, note, damaged, base);
        assertEquals(0, merge().received());
        assertFalse(loose(here).contains(damaged.hash()));
    }

    /** The hash of an entry is made anew from the rows that are there. */
    @Test
    void whatWasLeftOutIsNoNewestChangeAfterARepair() throws SQLException {
        StoredRows.put(here, note, damaged, base, sound);
        here.close();
        Path database = vaults.folder("here").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement work = connection.createStatement()) {
            work.executeUpdate(
                    "UPDATE change SET bytes = zeroblob(length(bytes)) WHERE num = (SELECT max(num)"
                            + " FROM change)");
        }
        here = vaults.open("here");
        here.repair(Progress.NONE);
        assertEquals(List.of(), here.check(Progress.NONE));
        Heads heads = here.session().store.changes().document(note).orElseThrow().heads();
        assertFalse(heads.hashes().contains(damaged.hash()), heads::toString);
        assertFalse(loose(here).contains(damaged.hash()));
    }

    /** Types in the note as it is open, and requires that it is the same when opened again. */
    private void requireLiveAndReopenedAlike(String typed) {
        here.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, typed)));
        String live = here.notes().text(note);
        assertTrue(live.startsWith(typed), live);
        List.of("own ", "base ", "sound ").forEach(came -> assertTrue(live.contains(came), live));
        here.close();
        here = vaults.open("here");
        assertEquals(live, here.notes().text(note));
    }

    /** The damaged change waits here, or comes with what it builds on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNoteThatIsOpenAllTheWhileIsTheSameOpenedAgain(boolean waitsHere) {
        StoredRows.put(waitsHere ? here : there, note, damaged);
        StoredRows.put(there, note, base, sound);
        Set<Id> told = new HashSet<>();
        here.onChange(told::addAll);
        here.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "own ")));
        told.clear();
        requireNamed(merge());
        assertTrue(told.contains(note), "nobody was told");
        requireLiveAndReopenedAlike("after the merge ");
        List<Vault.Problem> found = here.check(Progress.NONE);
        assertEquals(
                waitsHere ? List.of("change-left-out") : List.of(),
                found.stream().map(Vault.Problem::code).toList());
        assertEquals(waitsHere, loose(here).contains(damaged.hash()));
        here.repair(Progress.NONE);
        assertFalse(loose(here).contains(damaged.hash()));
        requireLiveAndReopenedAlike("after the repair ");
        assertEquals(List.of(), here.check(Progress.NONE));
    }

    @Test
    void compactingThrowsNothingAwayThatWasLeftOut() {
        StoredRows.put(here, note, damaged, base, sound);
        for (int i = 0; i <= Compaction.MAX_LOOSE_CHANGES; i++) {
            here.notes().write("N", "words " + i + "\n");
        }
        here.compact();
        assertTrue(loose(here).contains(damaged.hash()));
        here.repair(Progress.NONE);
        here.compact();
        assertEquals(Set.of(), loose(here));
    }

    /** A string where the text stands: stored by a version that looked for less. */
    private void putNoText(Vault vault, int count) {
        JavaDocument author = StoredRows.author(vault, note, 5);
        Change[] odd = new Change[count];
        for (int i = 0; i < count; i++) {
            Value value = new Value.Str("no text " + i);
            odd[i] = author.change(w -> w.put(NoteDocument.TEXT, value)).orElseThrow();
        }
        StoredRows.put(vault, note, odd);
    }

    @Test
    void aNoteWithoutTextIsToldOfAndKeepsNoOtherFromTheLists() {
        Id other = here.notes().write("Other", "words").id();
        putNoText(here, 1);
        JavaDocument author = StoredRows.author(here, other, 8);
        StoredRows.put(here, other, StoredRows.typed(author, "more "));
        assertEquals("more words", here.catalogue().text(other).orElseThrow());
        CrdtException said = assertThrows(CrdtException.class, () -> here.notes().text(note));
        assertTrue(String.valueOf(said.getMessage()).contains("no text"), said::getMessage);
        for (int i = 0; i < 2; i++) {
            List<Vault.Problem> found = here.check(Progress.NONE);
            assertEquals(
                    List.of("note-unreadable"), found.stream().map(Vault.Problem::code).toList());
            assertTrue(found.get(0).message().contains("no text"), found::toString);
            here.repair(Progress.NONE);
        }
        assertEquals("more words", here.notes().text(other));
    }

    private static Change flags(JavaDocument author, String name) {
        app.vaultnotes.crdt.Path list = app.vaultnotes.crdt.Path.of(name);
        return author.change(
                        w -> {
                            w.makeList(list);
                            for (int i = 0; i < 900; i++) {
                                w.insert(list, i, new Value.Bool(true));
                            }
                        })
                .orElseThrow();
    }

    /** One that waited for what it builds on, and was not paid for when that came. */
    @Test
    void whatIsPaidForByNowIsTakenByTheNextMerge() {
        JavaEngine few =
                new JavaEngine(new Limits(1 << 22, Limits.OPERATIONS, 1_000, Limits.WAITING_BYTES));
        JavaDocument author = StoredRows.author(here, note, 7);
        Change first = flags(author, "first");
        Change pasted = StoredRows.typed(author, "paid ".repeat(4_000));
        JavaDocument other = StoredRows.author(here, note, 9);
        other.apply(List.of(first));
        JavaDocument third = StoredRows.author(here, note, 10);
        third.apply(List.of(first));
        Change between = StoredRows.typed(third, "between ");
        other.apply(List.of(between));
        Change dear = flags(other, "dear");
        here.close();
        here = vaults.open("here", few, "device");
        StoredRows.put(few, here, note, first, dear, between);
        assertEquals(
                List.of("change-left-out"),
                here.check(Progress.NONE).stream().map(Vault.Problem::code).toList());
        StoredRows.put(there, note, first, between, pasted, dear);
        assertEquals(List.of(), merge().problems());
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of(), here.check(Progress.NONE));
            Heads heads = here.session().store.changes().document(note).orElseThrow().heads();
            assertTrue(heads.hashes().contains(dear.hash()), heads::toString);
            assertTrue(here.notes().text(note).contains("paid "));
            here.close();
            here = vaults.open("here", few, "device");
        }
    }

    @Test
    void whatIsNoTextKeepsNoOtherFromBeingCompacted() {
        Id other = here.notes().write("Other", "words").id();
        for (int i = 0; i <= Compaction.MAX_LOOSE_CHANGES; i++) {
            here.notes().write("Other", "words " + i);
        }
        putNoText(here, Compaction.MAX_LOOSE_CHANGES + 1);
        assertEquals(2, here.compact());
        assertEquals(Set.of(), here.session().store.changes().loose(other));
        assertEquals(Set.of(), loose(here));
    }

    @Test
    void whatIsNoTextIsNotTakenFromACopy() {
        putNoText(there, 1);
        Merged merged = merge();
        assertEquals(1, merged.problems().size(), merged.problems()::toString);
        assertTrue(merged.problems().get(0).contains("no text"), merged.problems()::toString);
        assertEquals("words\n", here.notes().text(note));
    }
}
