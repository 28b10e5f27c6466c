package app.vaultnotes.vault.store;

import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.VaultException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Brings everything but changes into a new database: history that proves itself, what is of this
 * copy only, and what lists showed, which is the last that is known of a note whose changes are
 * lost.
 */
final class SalvagedRows {

    private static final String VERSION = "NITBIIBIITB";
    private static final String PLACEMENT = "kIITBIB";
    private static final String TEXT = "NB";
    private static final String FOLDER = "kBTTBI[NT]";
    private static final String NOTE = "NBTT[NT]BBII[NT]I[NT]IIIIIII";
    private static final String FILE = "NBTTBBTITI[NT]I";

    private static final String UNDO = "IIIBB";
    private static final String UNSEALED_UNDO = "IIIB";

    /** Tables of this copy whose rows carry hashes, and without them as they were once. */
    private static final Map<String, LocalTable> SEALED =
            Map.of(
                    "kBTIB", LocalTable.DEVICE,
                    "kTTB", LocalTable.FACT,
                    "kTBBB", LocalTable.IMPORTED);

    private static final Map<String, LocalTable> UNSEALED =
            Map.of(
                    "kBTI", LocalTable.DEVICE,
                    "kTT", LocalTable.FACT,
                    "kTBB", LocalTable.IMPORTED);

    /** Tables that carry no hashes, by what their rows look like. */
    private static final Map<String, String> PLAIN =
            Map.ofEntries(
                    Map.entry("kBBI", "purged (id, known, at) VALUES (?, ?, ?)"),
                    Map.entry("kB", "quarantine (hash) VALUES (?)"),
                    Map.entry("TBBB", "damaged (tbl, doc, hash, bytes) VALUES (?, ?, ?, ?)"),
                    Map.entry("TBBN", "damaged (tbl, doc, hash, bytes) VALUES (?, ?, ?, ?)"),
                    Map.entry("BB", "taking (doc, hash) VALUES (?, ?)"));

    private final Sql fresh;
    private final SalvagedNames names;

    /** The newest name that places of a document give it. */
    private final Map<Long, String> titles = new HashMap<>();

    private final Map<Long, Long> titledAt = new HashMap<>();

    SalvagedRows(Sql fresh, SalvagedNames names) {
        this.fresh = fresh;
        this.names = names;
    }

    static boolean isNote(RawRow row) {
        return row.shape().matches(NOTE);
    }

    static boolean isFile(RawRow row) {
        return row.shape().matches(FILE);
    }

    void take(RawRow row) throws SQLException {
        if (!row.whole()) {
            if (row.shape().equals(TEXT)) {
                beginning(row);
            }
            return;
        }
        String plain = PLAIN.get(row.shape());
        if (plain != null) {
            fresh.run("INSERT OR IGNORE INTO " + plain, row.values().toArray());
            return;
        }
        LocalTable sealed = SEALED.get(row.shape());
        LocalTable unsealed = UNSEALED.get(row.shape());
        if (sealed != null) {
            sealed(sealed, row);
        } else if (unsealed != null) {
            unsealed.add(fresh, row.values().toArray());
        } else {
            takeProved(row);
        }
    }

    private void sealed(LocalTable table, RawRow row) throws SQLException {
        int last = row.values().size() - 1;
        if (LocalTable.isWhole(row.values().subList(0, last), row.bytes(last))) {
            table.add(fresh, row.values().subList(0, last).toArray());
        }
    }

    private void takeProved(RawRow row) throws SQLException {
        switch (row.shape()) {
            case UNDO, UNSEALED_UNDO -> undo(row);
            case VERSION -> version(row);
            case PLACEMENT -> placement(row);
            case TEXT -> text(row);
            default -> listed(row);
        }
    }

    private void listed(RawRow row) throws SQLException {
        if (isNote(row) && isOf(row, DocumentKind.NOTE)) {
            insert("note", row);
        } else if (isFile(row) && isOf(row, DocumentKind.FILE)) {
            insert("file", row);
        } else if (row.shape().matches(FOLDER)) {
            insert("folder", row);
        }
    }

    /**
     * Whether a row is of the document that has its number; a document without an entry gets one.
     */
    private boolean isOf(RawRow row, DocumentKind kind) {
        byte[] id = row.bytes(1);
        if (id.length != Id.LENGTH) {
            return false;
        }
        Id named = Id.fromByteArray(id);
        if (names.entry(row.number()).isEmpty()) {
            names.put(row.number(), SalvagedNames.Entry.lost(named, kind));
        }
        return names.entry(row.number())
                .filter(entry -> entry.id().equals(named) && entry.kind() == kind)
                .isPresent();
    }

    private void insert(String table, RawRow row) throws SQLException {
        Object[] values = row.values().toArray();
        if (!row.keyed()) {
            values[0] = row.number();
        }
        String marks = "?" + ", ?".repeat(values.length - 1);
        fresh.run("INSERT OR IGNORE INTO " + table + " VALUES (" + marks + ")", values);
    }

    private void version(RawRow row) throws SQLException {
        VersionRow version =
                new VersionRow(
                        row.number(),
                        row.text(2),
                        row.bytes(3),
                        row.number(4),
                        row.number(5),
                        row.bytes(6),
                        row.number(7),
                        row.number(8),
                        row.text(9),
                        row.bytes(10));
        if (isProved(row.number(1), version::isWhole)) {
            insert("version", row);
        }
    }

    private void placement(RawRow row) throws SQLException {
        PlacementRow place =
                new PlacementRow(
                        row.number(1), row.text(2), row.bytes(3), row.number(4), row.bytes(5));
        if (isProved(row.number(0), place::isWhole)) {
            insert("placement", row);
            if (titledAt.getOrDefault(row.number(0), Long.MIN_VALUE) <= place.at()) {
                titledAt.put(row.number(0), place.at());
                titles.put(row.number(0), place.title());
            }
        }
    }

    private void undo(RawRow row) throws SQLException {
        Optional<SalvagedNames.Entry> of = names.entry(row.number(0));
        if (of.isEmpty()) {
            return;
        }
        byte[] seal =
                RowHash.undo(
                        of.get().id().toByteArray(), row.number(1), row.number(2), row.bytes(3));
        if (row.shape().equals(UNSEALED_UNDO) || Arrays.equals(seal, row.bytes(4))) {
            fresh.run(
                    "INSERT OR IGNORE INTO undo (doc, stack, step, bytes, seal)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    row.number(0),
                    row.number(1),
                    row.number(2),
                    row.bytes(3),
                    seal);
        }
    }

    private boolean isProved(long doc, Predicate<Id> proof) {
        return names.entry(doc).filter(entry -> proof.test(entry.id())).isPresent();
    }

    private void text(RawRow row) throws SQLException {
        boolean isNotes =
                names.entry(row.number())
                        .map(entry -> entry.kind() == DocumentKind.NOTE)
                        .orElse(!names.candidates(row.number()).isEmpty());
        if (isNotes && isText(row.bytes(1))) {
            insert("note_text", row);
        }
    }

    /** A text of which the disk lost a part still has a beginning. */
    private void beginning(RawRow row) throws SQLException {
        String text = Codec.beginning(row.bytes(1));
        boolean isNotes =
                names.entry(row.number())
                        .filter(entry -> entry.kind() == DocumentKind.NOTE)
                        .isPresent();
        if (isNotes && !text.isEmpty()) {
            fresh.run(
                    "INSERT OR IGNORE INTO note_text (doc, text) VALUES (?, ?)",
                    row.number(),
                    Codec.pack(text));
            names.outdated(row.number());
        }
    }

    private static boolean isText(byte[] packed) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Codec.unpack(packed)));
            return true;
        } catch (CharacterCodingException | VaultException e) {
            return false;
        }
    }

    /** What a note is called by its places. */
    Optional<String> title(long doc) {
        return Optional.ofNullable(titles.get(doc));
    }
}
