package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Arrivals.Kind;
import app.vaultnotes.vault.Arrivals.Side;
import app.vaultnotes.vault.Arrivals.Standing;
import app.vaultnotes.vault.store.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of two devices that knew nothing of each other meet by records, and a person chooses. */
class MetByRecordsTest {

    private static final String FIRST = "one\n\ntwo\n\nthree\n";

    @TempDir Path folder;

    private final RelayLog relay = new RelayLog();
    private Vaults vaults;
    private Vault here;
    private Vault there;

    @BeforeEach
    void twoThatShare() {
        vaults = new Vaults(folder);
        here = vaults.create("here");
        here.notes().write("N", FIRST);
        here.notes().write("Other", "words\n");
        SqliteStore.create(vaults.folder("there"), here.id()).close();
        there = vaults.open("there");
        relay.meet(here);
        relay.meet(there);
        later(Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private void later(Duration time) {
        vaults.clock.advance(time);
    }

    private static String text(Vault vault, String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }

    private static Arrival only(Vault vault) {
        List<Arrival> all = vault.arrivals().all();
        assertEquals(1, all.size(), all::toString);
        return all.get(0);
    }

    /** Each changes a paragraph of its own, and the middle one is changed by both. */
    private void apart() {
        here.notes().write("N", "one here\n\ntwo here\n\nthree\n");
        there.notes().write("N", "one\n\ntwo there\n\nthree there\n");
        later(Duration.ofHours(1));
        relay.meet(here);
        relay.meet(there);
        relay.meet(here);
        assertEquals(text(here, "N"), text(there, "N"));
    }

    private static String words(List<TextDiff.Run> words, TextDiff.Kind kind) {
        return words.stream()
                .filter(run -> run.kind() == kind)
                .map(TextDiff.Run::text)
                .collect(Collectors.joining("|"));
    }

    @Test
    void bothDevicesRememberWhatMetWithBothTextsAndWhoWrote() {
        apart();
        there.close();
        there = vaults.open("there"); // it is durable
        for (Vault vault : List.of(here, there)) {
            Arrival met = only(vault);
            assertEquals(Kind.MET, met.kind());
            assertEquals(Choice.NONE, met.choice());
            Id other = (vault.equals(here) ? there : here).records().device();
            assertEquals(
                    List.of(other), met.by().stream().flatMap(b -> b.device().stream()).toList());
            Arrivals.Texts texts = vault.arrivals().texts(met);
            String own = vault.equals(here) ? "here" : "there";
            assertTrue(texts.mine().contains("two " + own + "\n"), texts.mine());
            assertNotEquals(texts.mine(), texts.theirs());
            assertEquals(text(vault, "N"), texts.merged());
            assertEquals(1, texts.since().size(), "a version of what came");
            assertEquals(other, texts.since().get(0).device());
        }
        Arrivals.Texts texts = there.arrivals().texts(only(there));
        assertEquals("one here\n\ntwo here\n\nthree\n", texts.theirs());
        assertEquals("one\n\ntwo there\n\nthree there\n", texts.mine());
        List<TextDiff.Run> came = texts.besideMine().comparison().words();
        assertTrue(words(came, TextDiff.Kind.INSERTED).contains("here"), came::toString);
        assertEquals(2, texts.besideMine().standing().size());
        assertEquals(2, texts.besideTheirs().standing().size());
        assertEquals(List.of(), there.check(Progress.NONE));
    }

    @Test
    void whatOneWroteAloneIsNoMeeting() {
        here.notes().write("N", "one\n\ntwo and more\n\nthree\n");
        there.notes().write("Other", "words there\n");
        relay.meet(here);
        relay.meet(there);
        relay.meet(here);
        there.notes().write("N", "one\n\ntwo and more\n\nthree, knowing that\n");
        relay.meet(there);
        relay.meet(here);
        here.notes().write("N", "all of it anew\n");
        relay.meet(here);
        relay.meet(there);
        assertEquals(List.of(), here.arrivals().all());
        assertEquals(List.of(), there.arrivals().all());
        assertEquals(0, there.arrivals().unseen());
    }

    @Test
    void whoDidNotWriteInANoteIsNotToldThatOthersMetInIt() {
        SqliteStore.create(vaults.folder("third"), here.id()).close();
        try (Vault third = vaults.open("third")) {
            relay.meet(third);
            here.notes().write("N", "one here\n\ntwo\n\nthree\n");
            relay.meet(here);
            relay.fetch(third);
            there.notes().write("N", "one\n\ntwo\n\nthree there\n");
            relay.meet(there);
            relay.meet(third);
            assertEquals(text(there, "N"), text(third, "N"));
            assertEquals(1, there.arrivals().all().size());
            assertEquals(List.of(), third.arrivals().all());
        }
    }

    @Test
    void whatLeavesTheTextAloneIsNoMeeting() {
        here.notes().bookmark("N", true);
        there.notes().write("N", "one\n\ntwo\n\nthree there\n");
        relay.meet(here);
        relay.meet(there);
        relay.meet(here);
        assertEquals(List.of(), here.arrivals().all());
        assertEquals(List.of(), there.arrivals().all());
    }

    @Test
    void peopleWhoWriteTogetherAreNotToldOfIt() {
        later(Duration.ofHours(1));
        there.notes().write("N", "one\n\ntwo\n\nthree there\n");
        here.notes().write("N", "one here\n\ntwo\n\nthree\n");
        relay.send(here);
        later(Duration.ofMillis(Meetings.TOGETHER_MILLIS));
        relay.fetch(there, true);
        assertEquals(List.of(), there.arrivals().all(), "within a moment");
        later(Duration.ofHours(1));
        relay.send(there);
        relay.fetch(here, true);
        assertEquals(Kind.MET, only(here).kind(), "an hour later");
    }

    @Test
    void oneSideIsTakenWhereTheMergeStillStandsAndThatIsUndone() {
        apart();
        String merged = text(there, "N");
        Arrival met = only(there);
        later(Duration.ofMinutes(5));
        there.arrivals().take(met, Side.MINE);
        assertEquals("one\n\ntwo there\n\nthree there\n", text(there, "N"));
        assertEquals(Choice.MINE, only(there).choice());
        assertTrue(only(there).chosenMillis() > met.atMillis());
        assertTrue(only(there).seen());
        assertThrows(VaultException.class, () -> there.arrivals().take(met, Side.MINE));
        there.undo().undo("N");
        assertEquals(merged, text(there, "N"));
        there.arrivals().take(met, Side.THEIRS);
        assertEquals("one here\n\ntwo here\n\nthree\n", text(there, "N"));
        assertEquals(Choice.THEIRS, only(there).choice());
        relay.meet(there);
        relay.meet(here);
        assertEquals(text(there, "N"), text(here, "N"));
        assertEquals(Choice.NONE, only(here).choice(), "everybody chooses for themselves");
        here.arrivals().choose(only(here), Choice.MERGE);
        here.close();
        here = vaults.open("here");
        assertEquals(Choice.MERGE, only(here).choice());
        assertEquals(0, here.arrivals().unseen());
    }

    @Test
    void oneParagraphIsTakenAndWhatWasWrittenSinceStays() {
        apart();
        Arrival met = only(there);
        there.notes().write("N", "before\n\n" + text(there, "N") + "\nbehind\n");
        Arrivals.Texts texts = there.arrivals().texts(met);
        assertEquals(List.of(Standing.OPEN, Standing.OPEN), texts.besideMine().standing());
        there.arrivals().take(met, Side.MINE, 1);
        assertTrue(text(there, "N").startsWith("before\n\none\n\ntwo "), text(there, "N"));
        assertTrue(text(there, "N").endsWith("three there\n\nbehind\n"), text(there, "N"));
        assertEquals(Choice.PARTS, only(there).choice());
        texts = there.arrivals().texts(met);
        assertEquals(List.of(Standing.TAKEN, Standing.OPEN), texts.besideMine().standing());
        assertThrows(VaultException.class, () -> there.arrivals().take(met, Side.MINE, 1));
        assertThrows(VaultException.class, () -> there.arrivals().take(met, Side.MINE, 3));
        there.arrivals().take(met, Side.MINE);
        assertEquals("before\n\none\n\ntwo there\n\nthree there\n\nbehind\n", text(there, "N"));
        assertEquals(Choice.MINE, only(there).choice());
    }

    @Test
    void aParagraphThatSomebodyWroteInSinceIsLeftAlone() {
        apart();
        Arrival met = only(there);
        there.notes().write("N", text(there, "N").replace("one here", "one here and later"));
        assertEquals(
                List.of(Standing.CHANGED, Standing.OPEN),
                there.arrivals().texts(met).besideMine().standing());
        there.arrivals().take(met, Side.MINE);
        assertEquals("one here and later\n\ntwo there\n\nthree there\n", text(there, "N"));
    }

    @Test
    void whatComesInSeveralLotsIsOneMeetingUntilSomebodyWrites() {
        there.notes().write("N", "one\n\ntwo\n\nthree there\n");
        later(Duration.ofHours(1));
        here.notes().write("N", "one here\n\ntwo\n\nthree\n");
        relay.send(here);
        relay.fetch(there);
        later(Duration.ofHours(1));
        here.notes().write("N", "one here\n\ntwo here\n\nthree\n");
        relay.send(here);
        relay.fetch(there);
        Arrivals.Texts both = there.arrivals().texts(only(there));
        assertEquals("one here\n\ntwo here\n\nthree\n", both.theirs());
        assertEquals("one\n\ntwo\n\nthree there\n", both.mine());
        there.notes().write("N", text(there, "N") + "\nfour there\n");
        later(Duration.ofHours(1));
        here.notes().write("N", "zero\n\none here\n\ntwo here\n\nthree\n");
        relay.send(here);
        relay.fetch(there);
        assertEquals(2, there.arrivals().all().size());
        assertEquals(1, there.arrivals().unseen(), "of one note");
        String mine = there.arrivals().texts(there.arrivals().all().get(0)).mine();
        assertTrue(mine.endsWith("three there\n\nfour there\n"), mine);
    }

    @Test
    void whatASnapshotBringsMeetsToo() {
        here.notes().write("N", "one here\n\ntwo\n\nthree\n");
        relay.meet(here);
        there.notes().write("N", "one\n\ntwo\n\nthree there\n");
        Snapshots.Made made = here.snapshots().make(here.paths().note("N").id()).orElseThrow();
        there.snapshots().take(made.description(), made.bytes(), true);
        assertEquals("one here\n\ntwo\n\nthree there\n", text(there, "N"));
        assertEquals("one here\n\ntwo\n\nthree\n", there.arrivals().texts(only(there)).theirs());
    }

    @Test
    void fewAreRememberedAndPurgedNotesAreForgotten() {
        apart();
        Arrival met = only(there);
        LocalFacts facts = there.session().store.facts();
        List<KeptArrival> many =
                IntStream.range(0, Arrivals.KEPT + 10)
                        .mapToObj(i ->
                                new KeptArrival(
                                        met.note(), i, Heads.NONE, Heads.NONE, true, List.of()))
                        .toList();
        KeptArrivals.add(facts, many);
        assertEquals(Arrivals.KEPT, there.arrivals().all().size());
        assertEquals(Arrivals.KEPT + 9, there.arrivals().all().get(0).atMillis());
        facts.put("arrivals", many.get(0).line());
        there.trash().put("N");
        assertEquals(0, there.arrivals().unseen());
        assertEquals(List.of(), there.arrivals().all());
        assertThrows(VaultException.class, () -> there.arrivals().take(met, Side.MINE));
        there.trash().empty();
        assertEquals(List.of(), KeptArrivals.all(facts));
        assertThrows(VaultException.class, () -> there.arrivals().texts(met));
    }

    /** Lines of before it was known who wrote. */
    @Test
    void whatWasRememberedLongAgoIsRead() {
        apart();
        LocalFacts facts = there.session().store.facts();
        String line = facts.get("arrivals").orElseThrow();
        String[] fields = line.split(" ", -1);
        facts.put("arrivals", String.join(" ", List.of(fields).subList(0, 5)) + "\nwrong\n" + line);
        List<Arrival> all = there.arrivals().all();
        assertEquals(2, all.size());
        Arrival old = all.stream().filter(a -> a.kind() == Kind.CAME).findFirst().orElseThrow();
        assertEquals(List.of(), old.by());
        assertEquals(text(there, "N"), there.arrivals().texts(old).theirs());
    }
}
