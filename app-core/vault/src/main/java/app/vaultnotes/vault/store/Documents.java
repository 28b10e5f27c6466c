package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The numbers that documents have inside the database. */
final class Documents {

    private Documents() {}

    static Optional<Long> number(Sql sql, Id document) throws SQLException {
        return sql.first("SELECT num FROM doc WHERE id = ?", row -> row.getLong(1), document);
    }

    static Id id(ResultSet row, int column) throws SQLException {
        return Id.fromByteArray(row.getBytes(column));
    }
}
