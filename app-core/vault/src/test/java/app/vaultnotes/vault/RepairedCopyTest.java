package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vault that lost changes, was repaired, and then meets a copy that still has them. */
class RepairedCopyTest extends TwoCopies {

    private static final String TEXT = "line one\nline two\n";

    @Override
    void fill(Vault vault) {
        vault.notes().write("N", TEXT);
        vault.notes().write("M", "another\n");
    }

    @BeforeEach
    void repair() {
        here.close();
        String address = "jdbc:sqlite:" + vaults.folder("here").resolve("vault.db");
        try (Connection connection = DriverManager.getConnection(address);
                Statement run = connection.createStatement()) {
            run.executeUpdate(
                    "UPDATE change SET bytes = zeroblob(length(bytes)) WHERE doc = (SELECT doc FROM"
                            + " note WHERE title = 'N')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        here = vaults.open("here");
        assertEquals("written-anew", here.repair(Progress.NONE).get(0).code());
        assertEquals(TEXT, text(here));
    }

    private static String text(Vault vault) {
        return vault.notes().text(vault.paths().note("N").id());
    }

    private void merge() {
        here.merge(there.session().store, Progress.NONE);
    }

    private void assertBoth(String text) {
        there.merge(here.session().store, Progress.NONE);
        assertEquals(text, text(there));
        merge();
        assertEquals(text, text(here));
        assertEquals(List.of(), here.check(Progress.NONE));
        assertEquals(List.of(), there.check(Progress.NONE));
    }

    @Test
    void itsWordsStandOnce() {
        merge();
        assertEquals(TEXT, text(here));
        assertBoth(TEXT);
    }

    private static final List<String> TWICE =
            List.of("line one", "line one", "line two", "line two");

    private static List<String> lines(Vault vault) {
        return text(vault).lines().sorted().toList();
    }

    @Test
    void whatTheOtherCopyWroteStays() {
        there.notes().write("N", "there\n" + TEXT);
        merge();
        assertEquals("there\n" + TEXT, text(here));
        assertBoth("there\n" + TEXT);
    }

    @Test
    void whatTheOtherCopyDeletedGoes() {
        there.notes().write("N", "new words\n");
        merge();
        assertEquals("new words\n", text(here));
        assertBoth("new words\n");
    }

    /** Where somebody edited the note since, nothing goes: no word may be lost. */
    @Test
    void wordsThatWereEditedStay() {
        here.notes().write("N", "line none\nline two\n");
        merge();
        assertEquals(List.of("line none", "line one", "line two", "line two"), lines(here));
        assertBoth(text(here));
        here.notes().write("N", "line one\nline two\n");
        assertBoth(TEXT);
    }

    /** Then it has both, and may have kept the ones or the others. */
    @Test
    void whereTheOtherCopyKnowsOfTheRepairNothingGoes() {
        there.merge(here.session().store, Progress.NONE);
        assertEquals(TWICE, lines(there));
        there.notes().write("N", TEXT);
        merge();
        assertEquals(TEXT, text(here));
        assertBoth(TEXT);
    }

    @Test
    void ofALaterMergeNothingGoesEither() {
        here.notes().write("N", TEXT + "x\n");
        merge();
        here.notes().write("N", TEXT);
        there.notes().write("M", "more\n");
        merge();
        assertEquals(TEXT, text(here));
        assertBoth(TEXT);
    }

    @Test
    void nothingOfAPurgedNoteIsRemembered() {
        here.trash().put("N");
        here.trash().empty();
        assertEquals(Map.of(), here.session().store.facts().startingWith("written-anew:"));
    }

    @Test
    void aSecondMergeTakesNothingBack() {
        merge();
        here.notes().write("N", TEXT + TEXT);
        there.notes().write("N", "x\n" + TEXT);
        merge();
        assertEquals("x\n" + TEXT + TEXT, text(here));
        assertBoth("x\n" + TEXT + TEXT);
    }
}
