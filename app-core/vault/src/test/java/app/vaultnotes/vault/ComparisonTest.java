package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version beside the note as it is: words, paragraphs, and who wrote them. */
class ComparisonTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Vault here;

    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        here = vaults.create("here");
    }

    @AfterEach
    void close() {
        here.close();
    }

    private static String side(List<TextDiff.Run> words, TextDiff.Kind without) {
        StringBuilder text = new StringBuilder();
        words.stream().filter(run -> run.kind() != without).forEach(run -> text.append(run.text()));
        return text.toString();
    }

    @Test
    void wordsLeadFromTheVersionToTheNoteAndWhatWentStandsFirst() {
        Edited old = here.notes().write("N", "one two\n\nthree four\n\nsame\n");
        here.notes().write("N", "one 2\n\nthree fourth\n\nsame\n\nnew\n");
        Comparison found = here.timeline().compare("N", old.version());
        assertEquals(
                "one two\n\nthree four\n\nsame\n", side(found.words(), TextDiff.Kind.INSERTED));
        assertEquals(
                "one 2\n\nthree fourth\n\nsame\n\nnew\n",
                side(found.words(), TextDiff.Kind.REMOVED));
        assertEquals(
                List.of(TextDiff.Kind.EQUAL, TextDiff.Kind.REMOVED, TextDiff.Kind.INSERTED),
                found.words().stream().map(TextDiff.Run::kind).limit(3).toList());
        assertEquals(here.timeline().paragraphs("N", old.version()), found.paragraphs());
    }

    @Test
    void theNewestVersionDiffersInNothing() {
        Edited now = here.notes().write("N", "text\n");
        Comparison found = here.timeline().compare("N", now.version());
        assertEquals(List.of(), found.paragraphs());
        assertEquals(Map.of(), found.writers());
    }

    @Test
    void whoWroteAWordIsKnownThoughItsBeginningIsOlder() throws IOException {
        Edited old = here.notes().write("N", "t=300 and the rest\n");
        Id me = here.timeline().thisDevice().orElseThrow();
        here.close();
        vaults.copy("here", "there");
        try (Vault there = vaults.open("there", Vaults.engine(), "other")) {
            vaults.clock.advance(Duration.ofHours(1));
            there.notes().write("N", "t=310 and the rest\n");
        }
        here = vaults.open("here");
        here.notes().write("N", "t=300 and the rest of mine\n");
        try (SqliteStore there = SqliteStore.openForReading(vaults.folder("there"))) {
            here.merge(there, Progress.NONE);
        }
        Comparison found = here.timeline().compare("N", old.version());
        assertEquals("t=310 and the rest of mine\n", here.notes().text(old.id()));
        assertEquals(2, found.writers().size(), found::toString);
        assertEquals(me, found.writers().get("t=310 and the rest".length()));
        Id other = Objects.requireNonNull(found.writers().get("t=".length()));
        assertTrue(
                here.timeline().devices().stream()
                        .anyMatch(d -> d.id().equals(other) && d.name().equals("other")));
    }

    @Test
    void anyVersionCanBeNamed() {
        Edited one = here.notes().write("N", "one");
        here.notes().write("N", "two");
        assertEquals("first", here.timeline().name("N", one.version(), "first").name());
        assertEquals("one", here.timeline().text("N", "first"));
        assertEquals("", here.timeline().name("N", one.version(), "").name());
        String tooLong = "n".repeat(Timeline.MAX_NAME_CHARS + 1);
        for (String bad : List.of(tooLong, "a\nb")) {
            assertThrows(VaultException.class, () -> here.timeline().name("N", one.version(), bad));
        }
    }

    @Test
    void aParagraphThatWasSeenComesBackWhereItStandsNow() {
        Edited old = here.notes().write("N", "a\n\nsecond\n\nthird\n");
        here.notes().write("N", "a\n\nSECOND\n\nTHIRD\n");
        Timeline.ChangedParagraph seen = here.timeline().paragraphs("N", old.version()).get(1);
        here.notes().write("N", "on top\n\na\n\nSECOND\n\nTHIRD\n");
        here.timeline().revertParagraph("N", old.version(), seen);
        assertEquals("on top\n\na\n\nSECOND\n\nthird\n", here.notes().text(old.id()));
        assertThrows(
                VaultException.class,
                () -> here.timeline().revertParagraph("N", old.version(), seen));
    }
}
