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
            List<String> names = new ArrayList<>(List.of(words.title()));
            names.addAll(words.aliases());
            sql.run(
                    "INSERT INTO note_fts (rowid, title, body) VALUES (?, ?, ?)",
                    doc,
                    SearchTokens.indexText(names),
                    SearchTokens.indexText(words.searchText()));
        }
    }
}
