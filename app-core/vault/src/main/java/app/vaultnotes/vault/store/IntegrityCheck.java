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
    private final boolean sealed;

    /**
     * A check of a database and its attachments.
     *
     * @param sealed whether rows of history carry hashes
     */
    IntegrityCheck(Database database, BlobFolder blobs, boolean sealed) {
        this.database = database;
        this.blobs = blobs;
        this.sealed = sealed;
    }

    List<Damage> run(Progress progress) {
        List<Damage> damages = new ArrayList<>(pages());
        damages.addAll(new RowCheck(database).damages(progress));
        // Hashes of history are made with the ids that entries say.
        if (sealed && damages.stream().noneMatch(d -> d.code().equals(RowCheck.BAD_ENTRY))) {
            damages.addAll(
                    RowCheck.guarded(() -> database.read(sql -> HistoryCheck.run(sql, progress))));
        }
        damages.addAll(RowCheck.guarded(() -> database.read(IntegrityCheck::relations)));
        damages.addAll(RowCheck.guarded(() -> attachments(progress)));
        return damages;
    }

    /**
     * SQLite's own check of its pages, indexes and search index. On the connection that writes:
     * another one that has been open for long still knows FTS5's old segments, and its check takes
     * them for damage.
     */
    private List<Damage> pages() {
        return RowCheck.guarded(() ->
                database.exclusively(sql ->
                        sql
                                .all(
                                        "PRAGMA integrity_check",
                                        row -> String.valueOf(row.getString(1)))
                                .stream()
                                .filter(line -> !line.equals("ok"))
                                .map(IntegrityCheck::page)
                                .toList()));
    }

    private static Damage page(String line) {
        return line.contains("note_fts")
                ? damage("index-damaged", "The search index is damaged: " + line)
                : damage("database-damaged", line);
    }

    private static Damage damage(String code, String message) {
        return new Damage(code, "vault.db", Id.ROOT, message);
    }

    /** Whether tables fit one another. */
    private static List<Damage> relations(Sql sql) throws SQLException {
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
        for (String table : HistoryCheck.TABLES) {
            orphans(sql, table, "doc", "num")
                    .ifPresent(count ->
                            damages.add(damage("history-damaged", of(table, count, "a document"))));
        }
        if (sql.number("SELECT count(*) FROM fact WHERE name = ?", Purge.UNFINISHED) > 0) {
            damages.add(
                    damage(
                            "purge-unfinished",
                            "What was purged may still be in the database or a backup."));
        }
        return damages;
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
            return attachment(hash, "missing", "The bytes of an attachment are missing: " + hash);
        }
        try (InputStream in = blobs.open(hash)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException | VaultException e) {
            return attachment(hash, "damaged", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Damage> attachment(BlobHash hash, String what, String message) {
        return Optional.of(new Damage("attachment-" + what, hash.hex(), Id.ROOT, message));
    }
}
