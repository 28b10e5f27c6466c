package app.vaultnotes.vault.store;

import app.vaultnotes.vault.search.SearchTokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a note in the search index.
 *
 * @param doc the note's number
 * @param known whether the index may know the note already
 * @param shown what is found of it from now on; nothing when it lies in the trash
 */
record Indexing(long doc, boolean known, List<Words> shown) {

    /** A token that no query holds: phrases do not run from one name into the next. */
    private static final String GAP = " \ue000 ";

    /**
     * What is found of a note.
     *
     * @param title its title
     * @param aliases its other names
     * @param searchText what a reader sees of it
     */
    record Words(String title, List<String> aliases, String searchText) {}

    void write(Sql sql) throws SQLException {
        if (known) {
            sql.run("DELETE FROM note_fts WHERE rowid = ?", doc);
        }
        for (Words words : shown) {
            List<String> names = new ArrayList<>(List.of(SearchTokens.indexText(words.title())));
            words.aliases().forEach(alias -> names.add(SearchTokens.indexText(alias)));
            sql.run(
                    "INSERT INTO note_fts (rowid, title, body) VALUES (?, ?, ?)",
                    doc,
                    String.join(GAP, names),
                    SearchTokens.indexText(words.searchText()));
        }
    }
}
