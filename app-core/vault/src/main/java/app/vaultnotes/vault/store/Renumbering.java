package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.ShownNumbers;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps the numbers under which equal names on a shelf are shown. Most names are alone there, which
 * costs one look.
 */
final class Renumbering {

    private final Sql sql;
    private final String table;
    private final boolean extensions;

    private Renumbering(Sql sql, String table, boolean extensions) {
        this.sql = sql;
        this.table = table;
        this.extensions = extensions;
    }

    static Renumbering ofNotes(Sql sql) {
        return new Renumbering(sql, "note", false);
    }

    static Renumbering ofFiles(Sql sql) {
        return new Renumbering(sql, "file", true);
    }

    /** Numbers what has this name, and what must make way for it or may come back. */
    void run(Id shelf, String key) throws SQLException {
        number(shelf, key);
        String unnumbered = ShownNumbers.unnumbered(key, extensions).orElse("");
        if (!unnumbered.isEmpty()) {
            number(shelf, unnumbered);
        }
    }

    private void number(Id shelf, String key) throws SQLException {
        List<long[]> equal =
                sql.all(
                        "SELECT doc, ordinal FROM "
                                + table
                                + " WHERE shelf = ? AND key = ? AND trashed IS NULL ORDER BY id",
                        row -> new long[] {row.getLong(1), row.getLong(2)},
                        shelf,
                        key);
        int number = 1;
        for (long[] each : equal) {
            while (number > 1 && isTaken(shelf, ShownNumbers.shown(key, number, extensions))) {
                number++;
            }
            if (each[1] != number) {
                sql.run("UPDATE " + table + " SET ordinal = ? WHERE doc = ?", number, each[0]);
            }
            number++;
        }
    }

    private boolean isTaken(Id shelf, String key) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM "
                                + table
                                + " WHERE shelf = ? AND key = ? AND trashed IS NULL",
                        shelf,
                        key)
                > 0;
    }
}
