package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.StoreCare.Damage;
import app.vaultnotes.vault.UndoAction;
import app.vaultnotes.vault.VaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that this device can undo and redo, each with a hash of its own. */
final class UndoTable {

    private static final String OWNED =
            "SELECT d.id, u.stack, u.step, u.bytes, u.seal, u.rowid,"
                    + " (SELECT title FROM note n WHERE n.doc = u.doc)"
                    + " FROM undo u JOIN doc d ON d.num = u.doc";

    private UndoTable() {}

    /** The stored number of a stack; never changes. */
    private static int code(UndoAction.Stack stack) {
        return switch (stack) {
            case UNDO -> 0;
            case REDO -> 1;
            case EFFECT -> 2;
        };
    }

    /** One stack of one document. */
    private record Place(long doc, Id document, int stack) {

        long top(Sql sql) throws SQLException {
            return sql.number(
                    "SELECT coalesce(max(step), 0) FROM undo WHERE doc = ? AND stack = ?",
                    doc,
                    stack);
        }

        byte[] seal(long step, byte[] packed) {
            return RowHash.undo(document.toByteArray(), stack, step, packed);
        }
    }

    /** Does with a document's stacks what an edit of it does. */
    static void record(Sql sql, long doc, Id document, UndoAction action) throws SQLException {
        Place place = new Place(doc, document, code(action.stack()));
        if (action instanceof UndoAction.Push push) {
            push(sql, place, Codec.pack(push.step()));
        } else if (action instanceof UndoAction.ReplaceTop replace) {
            replaceTop(sql, place, Codec.pack(replace.step()));
        } else if (action instanceof UndoAction.Pop) {
            sql.run(
                    "DELETE FROM undo WHERE doc = ? AND stack = ? AND step = ?",
                    doc,
                    place.stack(),
                    place.top(sql));
        } else if (action instanceof UndoAction.Clear) {
            sql.run("DELETE FROM undo WHERE doc = ? AND stack = ?", doc, place.stack());
        }
    }

    /** Drops all steps of all documents. */
    static void clear(Sql sql) throws SQLException {
        sql.run("DELETE FROM undo");
    }

    private static void push(Sql sql, Place place, byte[] packed) throws SQLException {
        long step = place.top(sql) + 1;
        sql.run(
                "INSERT INTO undo (doc, stack, step, bytes, seal) VALUES (?, ?, ?, ?, ?)",
                place.doc(),
                place.stack(),
                step,
                packed,
                place.seal(step, packed));
        sql.run(
                "DELETE FROM undo WHERE doc = ? AND stack = ? AND step <= ?",
                place.doc(),
                place.stack(),
                step - History.MAX_UNDO_STEPS);
    }

    private static void replaceTop(Sql sql, Place place, byte[] packed) throws SQLException {
        long step = place.top(sql);
        sql.run(
                "UPDATE undo SET bytes = ?, seal = ? WHERE doc = ? AND stack = ? AND step = ?",
                packed,
                place.seal(step, packed),
                place.doc(),
                place.stack(),
                step);
    }

    /**
     * The top step of a stack; nothing of one that is not what was written, of which whoever asks
     * lets go and finds the one below.
     *
     * @param sealed whether steps carry hashes; a database that is only read may be older than
     *     those
     */
    static Optional<byte[]> top(Sql sql, Id document, UndoAction.Stack stack, boolean sealed)
            throws SQLException {
        return sql.first(
                select(sealed) + " ORDER BY step DESC LIMIT 1",
                row -> step(row, document, stack, sealed),
                document,
                code(stack));
    }

    /** All steps of a stack that are what was written. */
    static List<byte[]> steps(Sql sql, Id document, UndoAction.Stack stack, boolean sealed)
            throws SQLException {
        return sql
                .all(
                        select(sealed) + " ORDER BY step",
                        row -> step(row, document, stack, sealed),
                        document,
                        code(stack))
                .stream()
                .filter(step -> step.length > 0)
                .toList();
    }

    private static String select(boolean sealed) {
        return "SELECT bytes, step, "
                + (sealed ? "seal" : "x''")
                + " FROM undo WHERE doc = (SELECT num FROM doc WHERE id = ?) AND stack = ?";
    }

    private static byte[] step(ResultSet row, Id document, UndoAction.Stack stack, boolean sealed)
            throws SQLException {
        byte[] packed = Documents.bytes(row, 1);
        byte[] seal = RowHash.undo(document.toByteArray(), code(stack), row.getLong(2), packed);
        return !sealed || Arrays.equals(seal, row.getBytes(3)) ? unpacked(packed) : new byte[0];
    }

    private static byte[] unpacked(byte[] packed) {
        try {
            return Codec.unpack(packed);
        } catch (VaultException e) {
            return new byte[0];
        }
    }

    private static boolean isWhole(ResultSet row) throws SQLException {
        return Arrays.equals(hash(row), Documents.bytes(row, 5));
    }

    private static byte[] hash(ResultSet row) throws SQLException {
        return RowHash.undo(
                Documents.bytes(row, 1), row.getLong(2), row.getLong(3), Documents.bytes(row, 4));
    }

    /** Steps of one note that are not what was written, by their row numbers. */
    private record Bad(Id document, String title, List<Long> rows) {

        Damage damage() {
            String what =
                    rows.size() == 1 ? " step to undo or redo in “" : " steps to undo or redo in “";
            return new Damage(
                    "undo-damaged",
                    "document " + document,
                    Id.ROOT,
                    rows.size()
                            + what
                            + title
                            + "” cannot be believed and is passed over; its text is whole, and the"
                            + " other steps are.");
        }
    }

    private static List<Bad> bad(Sql sql) throws SQLException {
        Map<Id, Bad> bad = new LinkedHashMap<>();
        sql.each(
                OWNED,
                row -> {
                    if (!isWhole(row)) {
                        Id document = Documents.id(row, 1);
                        String title = Optional.ofNullable(row.getString(7)).orElse("");
                        bad.computeIfAbsent(document, d -> new Bad(d, title, new ArrayList<>()))
                                .rows()
                                .add(row.getLong(6));
                    }
                });
        return List.copyOf(bad.values());
    }

    /** What is wrong, seen from one state. */
    static List<Damage> damages(Sql sql) throws SQLException {
        return bad(sql).stream().map(Bad::damage).toList();
    }

    /** Drops the steps that are not what was written. */
    static void mend(Sql sql) throws SQLException {
        for (Bad of : bad(sql)) {
            for (long row : of.rows()) {
                sql.run("DELETE FROM undo WHERE rowid = ?", row);
            }
        }
    }

    /** Gives every step of a database that had no hashes its hash. */
    static void sealAll(Sql sql) throws SQLException {
        Map<Long, byte[]> seals = new LinkedHashMap<>();
        sql.each(OWNED, row -> seals.put(row.getLong(6), hash(row)));
        for (Map.Entry<Long, byte[]> seal : seals.entrySet()) {
            sql.run("UPDATE undo SET seal = ? WHERE rowid = ?", seal.getValue(), seal.getKey());
        }
    }
}
