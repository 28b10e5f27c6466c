package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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

    @Test
    void editsOfBothStay() {
        here.notes().write("N", "line one\nline two\nhere\n");
        there.notes().write("N", "there\nline one\nline two\n");
        merge();
        assertEquals("there\nline one\nline two\nhere\n", text(here));
        assertBoth("there\nline one\nline two\nhere\n");
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
