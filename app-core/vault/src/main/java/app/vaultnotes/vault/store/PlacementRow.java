package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Placement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code placement} as it stands there, damaged or not.
 *
 * @param sha the hash it carries
 */
record PlacementRow(long at, String title, byte[] folder, long trashed, byte[] sha) {

    /** The columns in the order in which {@link #read} expects them. */
    static final String COLUMNS = "at, title, folder, trashed, sha";

    /** The same of a database that is read as it is and has no such hashes yet. */
    static final String UNSEALED_COLUMNS = "at, title, folder, trashed, x''";

    static PlacementRow read(ResultSet row) throws SQLException {
        return new PlacementRow(
                row.getLong(1),
                String.valueOf(row.getString(2)),
                Documents.bytes(row, 3),
                row.getLong(4),
                Documents.bytes(row, 5));
    }

    /**
     * Places of a document whose rows are what was written.
     *
     * @param sealed whether the rows carry hashes
     * @param from the rest of the query, from the word FROM on
     */
    static List<Placement> whole(
            Sql sql, Id document, boolean sealed, String from, @Nullable Object... values)
            throws SQLException {
        String columns = sealed ? COLUMNS : UNSEALED_COLUMNS;
        return sql.all("SELECT " + columns + from, PlacementRow::read, values).stream()
                .filter(row -> !sealed || row.isWhole(document))
                .flatMap(row -> row.placement().stream())
                .toList();
    }

    /** A row that is not stored yet. */
    static PlacementRow of(Placement place) {
        return new PlacementRow(
                place.atMillis(),
                place.title(),
                place.folder().toByteArray(),
                place.trashed() ? 1 : 0,
                new byte[0]);
    }

    byte[] hash(Id document) {
        return RowHash.placement(document.toByteArray(), this);
    }

    boolean isWhole(Id document) {
        return Arrays.equals(sha, hash(document));
    }

    /** What the row says, if it says anything. */
    Optional<Placement> placement() {
        return folder.length == Id.LENGTH
                ? Optional.of(new Placement(at, title, Id.fromByteArray(folder), trashed != 0))
                : Optional.empty();
    }
}
