package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Mends what is wrong only with indexes and with what can be made anew, where it is. Anything else
 * may be more than it seems: a page that two tables claim must not be emptied for one of them.
 */
final class IndexRepair {

    private static final List<String> OF_INDEXES =
            List.of(
                    "missing from index",
                    "wrong # of entries in index",
                    "non-unique entry in index");

    private static final String OUT_OF_ORDER = "row not in PRIMARY KEY order for ";
    private static final String SEARCH_INDEX = "note_fts";

    private final Database database;
    private final IntegrityCheck integrity;

    IndexRepair(Database database, IntegrityCheck integrity) {
        this.database = database;
        this.integrity = integrity;
    }

    /** Mends it, if it is of that kind; says whether no damage is left. */
    boolean mends(List<String> lines) {
        return mendsInPlace(lines) || mendsBySearchAnew();
    }

    /**
     * Whether all is well once there is no search index: then it gets an empty one, and a copy
     * without what the old one left takes the database's place. No page of the old one is freed,
     * since it may hold somebody else's rows.
     */
    private boolean mendsBySearchAnew() {
        try {
            database.run(sql -> {
                List<String> made = searchTables(sql);
                sql.script("PRAGMA writable_schema=ON");
                sql.run("DELETE FROM sqlite_schema WHERE tbl_name GLOB ?", SEARCH_INDEX + "*");
                sql.run("DELETE FROM sqlite_schema WHERE tbl_name = 'note_words'");
                sql.script("PRAGMA writable_schema=RESET");
                requireOnlyUnused(IntegrityCheck.lines(sql));
                for (String statement : made) {
                    sql.script(statement);
                }
            });
            database.rewrite();
        } catch (VaultException e) {
            return false;
        }
        return integrity.pageLines().isEmpty();
    }

    /** A page that belongs to nobody is gone with the next copy. */
    private static void requireOnlyUnused(List<String> lines) {
        for (String line : lines) {
            if (!line.endsWith("never used")) {
                throw new VaultException(VaultException.Code.DAMAGED, line, "");
            }
        }
    }

    private boolean mendsInPlace(List<String> lines) {
        if (!lines.stream()
                .allMatch(line -> isOfIndex(line) || isOfSearch(line) || isOfOrder(line))) {
            return false;
        }
        try {
            database.run(sql -> {
                for (LocalTable table : LocalTable.values()) {
                    if (lines.contains(OUT_OF_ORDER + table.table())) {
                        table.makeAnew(sql);
                    }
                }
                if (lines.stream().anyMatch(IndexRepair::isOfIndex)) {
                    sql.script("REINDEX");
                }
                if (lines.stream().anyMatch(IndexRepair::isOfSearch)) {
                    makeSearchAnew(sql);
                }
            });
        } catch (VaultException e) {
            return false;
        }
        return integrity.pageLines().isEmpty();
    }

    private static boolean isOfIndex(String line) {
        return OF_INDEXES.stream().anyMatch(line::contains);
    }

    /** A flipped bit in what a row is found by; such a small table is written anew as a whole. */
    private static boolean isOfOrder(String line) {
        return Arrays.stream(LocalTable.values())
                .anyMatch(table -> line.equals(OUT_OF_ORDER + table.table()));
    }

    private static boolean isOfSearch(String line) {
        return line.contains("malformed inverted index") && line.contains(SEARCH_INDEX);
    }

    /** A search index that does not know itself cannot be emptied; the caller fills a new one. */
    private static void makeSearchAnew(Sql sql) throws SQLException {
        List<String> made = searchTables(sql);
        sql.script("DROP TABLE note_words");
        sql.script("DROP TABLE " + SEARCH_INDEX);
        for (String statement : made) {
            sql.script(statement);
        }
    }

    /** The statements that make it. */
    private static List<String> searchTables(Sql sql) throws SQLException {
        return sql.all(
                "SELECT sql FROM sqlite_schema WHERE name IN (?, 'note_words') AND type ="
                        + " 'table' ORDER BY name",
                row -> row.getString(1),
                SEARCH_INDEX);
    }
}
