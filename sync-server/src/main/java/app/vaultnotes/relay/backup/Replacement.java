package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.account.Ended;
import app.vaultnotes.relay.database.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the tables of a backup in the place of those that are there, in one transaction, and reads
 * them back before it commits.
 *
 * <p>PostgreSQL copies nothing into a table whose row-level security holds for its owner, too. That
 * is lifted for the owner alone and for this transaction, which locks the tables; nobody else ever
 * sees it. Rows of the audit log come with their numbers and hashes, so that the trigger that makes
 * those rests as well.
 */
final class Replacement {

    private final BackupFolder backup;
    private final DatabaseAddress address;

    Replacement(BackupFolder backup, DatabaseAddress address) {
        this.backup = backup;
        this.address = address;
    }

    /**
     * Replaces them.
     *
     * @param ended what is to end again; any relay that starts on the tables finds it there
     * @return how many rows there are now
     * @throws BackupException when the database does not have afterwards what the backup has; then
     *     it is as before
     */
    long run(List<Ended> ended) throws SQLException, IOException {
        try (TableAccess access = TableAccess.replacing(address)) {
            force(access, "NO FORCE");
            access.run("ALTER TABLE audit DISABLE TRIGGER audit_chain", "TRUNCATE " + names());
            long rows = copyIn(access);
            readBack(access);
            access.add(ended);
            access.run(
                    "ALTER TABLE audit ENABLE TRIGGER audit_chain",
                    "UPDATE relay SET incarnation_id = gen_random_uuid()");
            force(access, "FORCE");
            access.commit();
            return rows;
        }
    }

    private static String names() {
        return Stream.concat(Table.ALL.stream().map(Table::name), Table.LEFT_OUT.stream())
                .collect(Collectors.joining(", "));
    }

    /** All but the relay's own row are under row-level security. */
    private static void force(TableAccess access, String word) throws SQLException {
        for (Table table : Table.ALL) {
            if (!table.name().equals("relay")) {
                access.run("ALTER TABLE " + table.name() + " " + word + " ROW LEVEL SECURITY");
            }
        }
    }

    private long copyIn(TableAccess access) throws SQLException, IOException {
        long rows = 0;
        for (int i = 0; i < Table.ALL.size(); i++) {
            rows += copyIn(access, i);
        }
        return rows;
    }

    private long copyIn(TableAccess access, int index) throws SQLException, IOException {
        Table table = Table.ALL.get(index);
        Manifest.TableEntry entry = backup.manifest().tables().get(index);
        List<String> columns = access.columns(table);
        if (!columns.equals(entry.columns())) {
            throw BackupException.damaged(
                    backup.path().resolve(BackupFolder.MANIFEST),
                    "has other columns of “" + table.name() + "” than this relay");
        }
        return backup.read(index, in -> copyIn(access, table, columns, in));
    }

    private static long copyIn(
            TableAccess access, Table table, List<String> columns, InputStream in)
            throws IOException {
        try {
            return access.copyIn(table, columns, in);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void readBack(TableAccess access) throws SQLException, IOException {
        for (int i = 0; i < Table.ALL.size(); i++) {
            Manifest.TableEntry entry = backup.manifest().tables().get(i);
            Tally tally = new Tally(OutputStream.nullOutputStream());
            long rows = access.copyOut(Table.ALL.get(i), entry.columns(), tally);
            if (rows != entry.rows() || !tally.hash().equals(entry.hash())) {
                throw BackupException.damaged(
                        "Table “" + entry.name() + "”", "was not read back as it was backed up");
            }
        }
    }
}
