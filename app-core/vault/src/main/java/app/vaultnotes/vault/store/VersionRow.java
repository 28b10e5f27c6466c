package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.History.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code version} as it stands there, damaged or not.
 *
 * @param num the row's number
 * @param sha the hash it carries
 */
record VersionRow(
        long num,
        String id,
        byte[] heads,
        long from,
        long to,
        byte[] device,
        long added,
        long removed,
        String name,
        byte[] sha) {

    /** The columns in the order in which {@link #read} expects them. */
    static final String COLUMNS =
            "num, id, heads, from_at, to_at, device, added, removed, name, sha";

    /** The same of a database that is read as it is and has no such hashes yet. */
    static final String UNSEALED_COLUMNS = COLUMNS.replace(", sha", ", x''");

    static VersionRow read(ResultSet row) throws SQLException {
        return new VersionRow(
                row.getLong(1),
                String.valueOf(row.getString(2)),
                Documents.bytes(row, 3),
                row.getLong(4),
                row.getLong(5),
                Documents.bytes(row, 6),
                row.getLong(7),
                row.getLong(8),
                String.valueOf(row.getString(9)),
                Documents.bytes(row, 10));
    }

    /**
     * Versions of a document whose rows are what was written.
     *
     * @param sealed whether the rows carry hashes
     * @param from the rest of the query, from the word FROM on
     */
    static List<Version> whole(
            Sql sql, Id document, boolean sealed, String from, @Nullable Object... values)
            throws SQLException {
        String columns = sealed ? COLUMNS : UNSEALED_COLUMNS;
        return sql.all("SELECT " + columns + from, VersionRow::read, values).stream()
                .filter(row -> !sealed || row.isWhole(document))
                .flatMap(row -> row.version().stream())
                .toList();
    }

    /** A row that is not stored yet. */
    static VersionRow of(Version version) {
        return new VersionRow(
                0,
                version.id(),
                version.heads().toByteArray(),
                version.fromMillis(),
                version.toMillis(),
                version.device().toByteArray(),
                version.added(),
                version.removed(),
                version.name(),
                new byte[0]);
    }

    byte[] hash(Id document) {
        return RowHash.version(document.toByteArray(), this);
    }

    boolean isWhole(Id document) {
        return Arrays.equals(sha, hash(document));
    }

    /** What the row says, if it says anything. */
    Optional<Version> version() {
        try {
            return Optional.of(
                    new Version(
                            id,
                            Heads.fromByteArray(heads),
                            from,
                            to,
                            Id.fromByteArray(device),
                            (int) added,
                            (int) removed,
                            name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    VersionRow extended(byte[] newHeads, long until, int more, int less) {
        return new VersionRow(
                num,
                id,
                newHeads,
                from,
                Math.max(to, until),
                device,
                added + more,
                removed + less,
                name,
                sha);
    }

    /** Whether the same version went on elsewhere, or has a name there and none here. */
    boolean isBehind(Version version) {
        return version.toMillis() > to || (name.isEmpty() && !version.name().isEmpty());
    }

    /** This row with what is known elsewhere of the same version. */
    VersionRow with(Version version) {
        boolean wentOn = version.toMillis() > to;
        VersionRow there = of(version);
        return new VersionRow(
                num,
                id,
                wentOn ? there.heads : heads,
                from,
                Math.max(to, there.to),
                device,
                wentOn ? there.added : added,
                wentOn ? there.removed : removed,
                name.isEmpty() ? there.name : name,
                sha);
    }

    VersionRow named(String newName) {
        return new VersionRow(num, id, heads, from, to, device, added, removed, newName, sha);
    }
}
