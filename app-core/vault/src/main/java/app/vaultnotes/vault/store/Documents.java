package app.vaultnotes.vault.store;

import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that documents have inside the database, and what damage may leave in their place.
 */
final class Documents {

    private Documents() {}

    static Optional<Long> number(Sql sql, Id document) throws SQLException {
        return sql.first("SELECT num FROM doc WHERE id = ?", row -> row.getLong(1), document);
    }

    /** The id of the vault's tree, if its entry is what was written. */
    static Optional<Id> tree(Sql sql) throws SQLException {
        int kind = DocumentKind.TREE.code();
        return sql
                .all(
                        "SELECT id, heads, sha FROM doc WHERE kind = ?",
                        row -> {
                            byte[] id = bytes(row, 1);
                            byte[] hash = RowHash.document(id, kind, bytes(row, 2));
                            return id.length == Id.LENGTH && Arrays.equals(hash, bytes(row, 3))
                                    ? Optional.of(Id.fromByteArray(id))
                                    : Optional.<Id>empty();
                        },
                        kind)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** An id; bytes that are none are damage. */
    static Id id(ResultSet row, int column) throws SQLException {
        byte[] bytes = bytes(row, column);
        if (bytes.length != Id.LENGTH) {
            throw damaged("an id of " + bytes.length + " bytes");
        }
        return Id.fromByteArray(bytes);
    }

    /** What the bytes of an attachment are called; a text that is no such name is damage. */
    static BlobHash blob(ResultSet row, int column) throws SQLException {
        return BlobHash.parse(text(row, column))
                .orElseThrow(() -> damaged("an attachment without a hash of its bytes"));
    }

    static VaultException damaged(String what) {
        return new VaultException(
                VaultException.Code.DAMAGED,
                "The database holds " + what + ".",
                "“vaultnotes doctor” says what is wrong.");
    }

    /** The bytes of a column; none for a value that is missing, which only damage brings about. */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    /**
     * The text of a column; none for a value that is missing. As bytes: the driver makes a buffer
     * outside the heap for every text it is asked for, which takes twice as long.
     */
    static String text(ResultSet row, int column) throws SQLException {
        return new String(bytes(row, column), StandardCharsets.UTF_8);
    }
}
