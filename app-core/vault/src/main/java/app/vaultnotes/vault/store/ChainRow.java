package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.wire.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the table {@code chain}: the last record of each device that is here. */
final class ChainRow {

    private static final String ROWS = "SELECT device, seq, hash, seal FROM chain";

    private ChainRow() {}

    /** Of each device. */
    static Map<Id, Last> all(Sql sql) throws SQLException {
        Map<Id, Last> all = new HashMap<>();
        sql.each(
                ROWS,
                row -> {
                    Optional<Last> last = read(row);
                    if (last.isPresent()) {
                        all.put(Documents.id(row, 1), last.get());
                    }
                });
        return all;
    }

    /** Of one device; {@link Last#NONE} when there is none. */
    static Last of(Sql sql, Id device) throws SQLException {
        return sql.first(ROWS + " WHERE device = ?", ChainRow::read, device)
                .flatMap(last -> last)
                .orElse(Last.NONE);
    }

    private static Optional<Last> read(ResultSet row) throws SQLException {
        byte[] device = Documents.bytes(row, 1);
        long seq = row.getLong(2);
        byte[] hash = Documents.bytes(row, 3);
        return Arrays.equals(RowHash.local(List.of(device, seq, hash)), Documents.bytes(row, 4))
                ? Optional.of(new Last(seq, Hash.fromByteArray("the hash of a record", hash)))
                : Optional.empty();
    }

    static void put(Sql sql, Id device, Last last) throws SQLException {
        byte[] hash = last.hash().toByteArray();
        sql.run(
                "INSERT OR REPLACE INTO chain (device, seq, hash, seal) VALUES (?, ?, ?, ?)",
                device,
                last.deviceSeq(),
                hash,
                RowHash.local(List.of(device.toByteArray(), last.deviceSeq(), hash)));
    }
}
