package app.vaultnotes.vault.store;

import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.StoreCare.Damage;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at every byte that matters. */
final class IntegrityCheck {

    /** Tables whose rows belong to a note that is listed. */
    private static final List<String> OF_NOTES =
            List.of("note_text", "link", "tag", "task", "alias", "property");

    private final Database database;
    private final BlobFolder blobs;
    private final int schema;

    /**
     * A check of a database and its attachments.
     *
     * @param schema says which rows carry hashes
     */
    IntegrityCheck(Database database, BlobFolder blobs, int schema) {
        this.database = database;
        this.blobs = blobs;
        this.schema = schema;
    }

    List<Damage> run(Progress progress) {
        List<Damage> damages = new ArrayList<>(pages());
        damages.addAll(new RowCheck(database).damages(progress));
        // Hashes of history are made with the ids that entries say, and lists know of entries.
        if (damages.stream().noneMatch(d -> d.code().equals(RowCheck.BAD_ENTRY))) {
            if (schema >= Migrations.SEALED_HISTORY) {
                damages.addAll(
                        RowCheck.guarded(
                                () -> database.read(sql -> HistoryCheck.run(sql, progress))));
            }
            if (schema >= Migrations.SEALED_LOCALS) {
                damages.addAll(RowCheck.guarded(() -> database.read(UndoTable::damages)));
                damages.addAll(RowCheck.guarded(() -> database.read(LocalTable::damages)));
            }
            damages.addAll(RowCheck.guarded(() -> database.read(IntegrityCheck::relations)));
        }
        damages.addAll(RowCheck.guarded(() -> database.read(IntegrityCheck::unfinished)));
        damages.addAll(RowCheck.guarded(() -> database.read(IntegrityCheck::lost)));
        damages.addAll(RowCheck.guarded(() -> attachments(progress)));
        return damages.stream().distinct().toList();
    }

    /**
     * SQLite's own check of its pages, indexes and search index. On the connection that writes:
     * another one that has been open for long still knows FTS5's old segments, and its check takes
     * them for damage.
     */
    private List<Damage> pages() {
        return RowCheck.guarded(() -> {
            List<String> lines = lines();
            List<Damage> damages = new ArrayList<>();
            List<String> ofSearch =
                    lines.stream().filter(line -> line.contains("note_fts")).toList();
            List<String> others = lines.stream().filter(line -> !ofSearch.contains(line)).toList();
            first("index-damaged", "The search index is damaged", ofSearch).ifPresent(damages::add);
            first("database-damaged", "The database is damaged", others).ifPresent(damages::add);
            return damages;
        });
    }

    /** What SQLite says goes on for pages; the first of it and how much there is tell enough. */
    private static Optional<Damage> first(String code, String what, List<String> lines) {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        damage(
                                code,
                                what
                                        + (lines.size() == 1
                                                ? ": "
                                                : " in " + lines.size() + " places: ")
                                        + lines.get(0)));
    }

    private List<String> lines() {
        return database.exclusively(IntegrityCheck::lines);
    }

    /** What SQLite says is wrong with pages and indexes. */
    static List<String> lines(Sql sql) throws SQLException {
        return sql.all("PRAGMA integrity_check", row -> String.valueOf(row.getString(1))).stream()
                .flatMap(String::lines)
                // SQLite heads what it says of a database with its name between stars.
                .filter(line -> !line.equals("ok") && !line.startsWith("***"))
                .toList();
    }

    /** What SQLite says is wrong with pages and indexes; that it cannot even look is said, too. */
    List<String> pageLines() {
        try {
            return lines();
        } catch (VaultException e) {
            if (e.code() == VaultException.Code.DAMAGED || e.code() == VaultException.Code.IO) {
                return List.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** What a salvage noted, and a repair has yet to look after. */
    private static List<Damage> lost(Sql sql) throws SQLException {
        List<Damage> damages = new ArrayList<>();
        for (String note : Salvage.NOTES) {
            damages.addAll(
                    sql.all(
                            "SELECT doc, hash FROM damaged WHERE tbl = ?",
                            row -> lost(note, Documents.id(row, 1), Documents.bytes(row, 2)),
                            note));
        }
        return damages;
    }

    private static Damage lost(String what, Id document, byte[] name) {
        String title = new String(name, StandardCharsets.UTF_8);
        if (what.equals(Salvage.UNFINISHED)) {
            String message = "The database was written anew, and its repair is not finished.";
            return new Damage(what, "vault.db", document, message);
        }
        if (what.equals(Salvage.NAME_LOST)) {
            String message =
                    "The vault's own id is lost, and it has a new one: copies and backups made before"
                            + " are those of another vault.";
            return new Damage(what, "vault.db", document, message);
        }
        if (what.equals(Salvage.ENTRY_LOST)) {
            String message = "The entry of document " + document + " is lost.";
            return new Damage(what, "document " + document, document, message);
        }
        String called = title.isEmpty() ? "A document" : "“" + title + "”";
        String message = called + " is lost: nothing of it can be read.";
        return new Damage(what, "document " + document, document, message);
    }

    private static Damage damage(String code, String message) {
        return new Damage(code, "vault.db", Id.ROOT, message);
    }

    /** Whether tables fit one another. */
    private static List<Damage> relations(Sql sql) throws SQLException {
        List<Damage> damages = new ArrayList<>();
        // One row that is gone shows in many lists: the first that misses it tells enough.
        lists(sql).stream().findFirst().ifPresent(damages::add);
        for (String table : HistoryCheck.TABLES) {
            orphans(sql, table, "doc", "num")
                    .ifPresent(count ->
                            damages.add(damage("history-damaged", of(table, count, "a document"))));
        }
        return damages;
    }

    private static List<Damage> lists(Sql sql) throws SQLException {
        List<Damage> damages = new ArrayList<>();
        shown(sql, damages, "note", DocumentKind.NOTE);
        shown(sql, damages, "file", DocumentKind.FILE);
        long indexed = sql.number("SELECT count(*) FROM note_fts");
        long living = sql.number("SELECT count(*) FROM note WHERE trashed IS NULL");
        if (indexed != living) {
            damages.add(
                    outdated("The search index knows " + indexed + " of " + living + " notes."));
        }
        long texts = sql.number("SELECT count(*) FROM note_text");
        long notes = sql.number("SELECT count(*) FROM note");
        if (texts != notes) {
            damages.add(outdated("There are " + texts + " texts of " + notes + " notes."));
        }
        for (String table : OF_NOTES) {
            orphans(sql, table, "note", "doc")
                    .ifPresent(count -> damages.add(outdated(of(table, count, "a note"))));
        }
        return damages;
    }

    private static List<Damage> unfinished(Sql sql) throws SQLException {
        return sql.number("SELECT count(*) FROM fact WHERE name = ?", Purge.UNFINISHED) == 0
                ? List.of()
                : List.of(
                        damage(
                                "purge-unfinished",
                                "What was purged may still be in the database or a backup."));
    }

    private static String of(String table, long count, String owner) {
        return count + " rows of " + table + " do not belong to " + owner + ".";
    }

    private static Optional<Long> orphans(Sql sql, String table, String owner, String key)
            throws SQLException {
        long count =
                sql.number(
                        "SELECT count(*) FROM "
                                + table
                                + " WHERE doc NOT IN (SELECT "
                                + key
                                + " FROM "
                                + owner
                                + ")");
        return count == 0 ? Optional.empty() : Optional.of(count);
    }

    private static void shown(Sql sql, List<Damage> damages, String table, DocumentKind kind)
            throws SQLException {
        long shown = sql.number("SELECT count(*) FROM " + table);
        long known = sql.number("SELECT count(*) FROM doc WHERE kind = ?", kind.code());
        if (shown != known) {
            damages.add(outdated("The lists know " + shown + " of " + known + " " + table + "s."));
        }
    }

    private static Damage outdated(String message) {
        return damage("lists-outdated", message);
    }

    private List<Damage> attachments(Progress progress) {
        Map<BlobHash, Long> here = new HashMap<>();
        for (Blobs.Stored stored : blobs.all()) {
            here.put(stored.hash(), stored.size());
        }
        List<BlobHash> used = new ArrayList<>(new SqliteCatalogue(database).usedBlobs());
        List<Damage> damages = new ArrayList<>();
        long done = 0;
        for (BlobHash hash : used) {
            attachment(hash, here).ifPresent(damages::add);
            progress.report("attachments", ++done, used.size());
        }
        return damages;
    }

    private Optional<Damage> attachment(BlobHash hash, Map<BlobHash, Long> here) {
        if (!here.containsKey(hash)) {
            return missing(hash);
        }
        try (InputStream in = blobs.open(hash)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException | VaultException e) {
            return attachment(hash, "damaged", String.valueOf(e.getMessage()));
        }
    }

    /** Nothing is wrong with bytes that come from the relay when somebody wants them. */
    private Optional<Damage> missing(BlobHash hash) {
        return switch (blobs.place(hash)) {
            case HERE, ON_RELAY -> Optional.empty();
            case AWAITED ->
                    attachment(
                            hash, "awaited", "The bytes of an attachment have not come: " + hash);
            case MISSING ->
                    attachment(hash, "missing", "The bytes of an attachment are missing: " + hash);
        };
    }

    private static Optional<Damage> attachment(BlobHash hash, String what, String message) {
        return Optional.of(new Damage("attachment-" + what, hash.hex(), Id.ROOT, message));
    }
}
