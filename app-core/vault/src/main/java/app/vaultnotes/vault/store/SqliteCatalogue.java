package app.vaultnotes.vault.store;

import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists, from the projected tables. */
final class SqliteCatalogue implements Catalogue {

    static final String NOTE =
            "SELECT id, title, key, file_name, folder, shelf, created, updated, trashed,"
                    + " bookmarked, source, ordinal, words, chars, open_tasks, done_tasks FROM note";
    private static final String FILE =
            "SELECT id, name, key, folder, shelf, blob, size, mime, modified, trashed, ordinal FROM"
                    + " file";

    /** Rows set aside that may have named bytes: not those of a note that is there. */
    private static final String ASIDE =
            "SELECT count(*) FROM damaged a LEFT JOIN doc d ON d.id = a.doc WHERE d.kind IS NOT ?";

    private static final String DOC = "(SELECT num FROM doc WHERE id = ?)";

    private final Database database;

    SqliteCatalogue(Database database) {
        this.database = database;
    }

    static NoteRow note(ResultSet row) throws SQLException {
        return new NoteRow(
                new Projection.NoteState(
                        Documents.id(row, 1),
                        Documents.text(row, 2),
                        Documents.text(row, 3),
                        Optional.ofNullable(row.getString(4)),
                        Documents.id(row, 5),
                        Documents.id(row, 6),
                        row.getLong(7),
                        row.getLong(8),
                        mark(row.getString(9)),
                        row.getInt(10) != 0,
                        Optional.ofNullable(row.getString(11)).flatMap(BlobHash::parse)),
                row.getInt(12),
                row.getInt(13),
                row.getInt(14),
                row.getInt(15),
                row.getInt(16));
    }

    private static Optional<Trashed> mark(@Nullable String text) {
        Optional<Trashed> mark = Optional.ofNullable(text).flatMap(Trashed::parse);
        if (text != null && mark.isEmpty()) {
            throw Documents.damaged("a mark of the trash that is none");
        }
        return mark;
    }

    private static FileRow file(ResultSet row) throws SQLException {
        return new FileRow(
                new Projection.FileState(
                        Documents.id(row, 1),
                        Documents.text(row, 2),
                        Documents.text(row, 3),
                        Documents.id(row, 4),
                        Documents.id(row, 5),
                        Documents.blob(row, 6),
                        row.getLong(7),
                        row.getString(8),
                        row.getLong(9),
                        mark(row.getString(10))),
                row.getInt(11));
    }

    @Override
    public Optional<NoteRow> note(Id id) {
        return database.read(
                sql -> sql.first(NOTE + " WHERE doc = " + DOC, SqliteCatalogue::note, id));
    }

    @Override
    public List<NoteRow> notes(Collection<Id> ids) {
        String all =
                ids.stream()
                        .map(id -> HexFormat.of().formatHex(id.toByteArray()))
                        .collect(Collectors.joining("\",\"", "[\"", "\"]"));
        return notes(
                NOTE
                        + " WHERE doc IN (SELECT num FROM doc WHERE id IN"
                        + " (SELECT unhex(value) FROM json_each(?))) ORDER BY id",
                all);
    }

    @Override
    public Optional<FileRow> file(Id id) {
        return database.read(
                sql -> sql.first(FILE + " WHERE doc = " + DOC, SqliteCatalogue::file, id));
    }

    @Override
    public List<Projection.FolderState> folders() {
        return database.read(sql ->
                sql.all(
                        "SELECT id, name, key, parent, created, trashed FROM folder",
                        row ->
                                new Projection.FolderState(
                                        Documents.id(row, 1),
                                        Documents.text(row, 2),
                                        Documents.text(row, 3),
                                        Documents.id(row, 4),
                                        row.getLong(5),
                                        mark(row.getString(6)))));
    }

    private static String order(Page page) {
        String by =
                switch (page.sort()) {
                    case NAME -> "key, id";
                    case UPDATED -> "updated DESC, id";
                    case CREATED -> "created DESC, id";
                };
        return " ORDER BY " + by + " LIMIT ? OFFSET ?";
    }

    @Override
    public List<NoteRow> notesIn(Id shelf, Page page) {
        return notes(
                NOTE + " WHERE shelf = ? AND trashed IS NULL" + order(page),
                shelf,
                page.limit(),
                page.offset());
    }

    @Override
    public List<FileRow> filesIn(Id shelf, Page page) {
        return files(
                FILE + " WHERE shelf = ? AND trashed IS NULL ORDER BY key, id LIMIT ? OFFSET ?",
                shelf,
                page.limit(),
                page.offset());
    }

    @Override
    public List<NoteRow> notes(Page page) {
        return notes(NOTE + " WHERE trashed IS NULL" + order(page), page.limit(), page.offset());
    }

    @Override
    public List<NoteRow> bookmarked() {
        return notes(NOTE + " WHERE bookmarked = 1 AND trashed IS NULL ORDER BY key, id");
    }

    @Override
    public List<FileRow> files(Page page) {
        return files(
                FILE + " WHERE trashed IS NULL ORDER BY key, id LIMIT ? OFFSET ?",
                page.limit(),
                page.offset());
    }

    private List<NoteRow> notes(String query, @Nullable Object... values) {
        return database.read(sql -> sql.all(query, SqliteCatalogue::note, values));
    }

    private List<FileRow> files(String query, @Nullable Object... values) {
        return database.read(sql -> sql.all(query, SqliteCatalogue::file, values));
    }

    @Override
    public List<NoteRow> notesOf(Collection<Id> folders) {
        List<NoteRow> all = new ArrayList<>();
        folders.forEach(
                folder -> all.addAll(notes(NOTE + " WHERE folder = ? ORDER BY id", folder)));
        return all;
    }

    @Override
    public List<FileRow> filesOf(Collection<Id> folders) {
        List<FileRow> all = new ArrayList<>();
        folders.forEach(
                folder -> all.addAll(files(FILE + " WHERE folder = ? ORDER BY id", folder)));
        return all;
    }

    @Override
    public List<NoteRow> notesNamed(String titleKey) {
        return notes(NOTE + " WHERE key = ? AND trashed IS NULL ORDER BY id", titleKey);
    }

    @Override
    public List<FileRow> filesNamed(String nameKey) {
        return files(FILE + " WHERE key = ? AND trashed IS NULL ORDER BY id", nameKey);
    }

    @Override
    public List<NoteRow> notesNamed(Id shelf, String titleKey) {
        return notes(
                NOTE + " WHERE shelf = ? AND key = ? AND trashed IS NULL ORDER BY id",
                shelf,
                titleKey);
    }

    @Override
    public List<FileRow> filesNamed(Id shelf, String nameKey) {
        return files(
                FILE + " WHERE shelf = ? AND key = ? AND trashed IS NULL ORDER BY id",
                shelf,
                nameKey);
    }

    @Override
    public List<NoteRow> trashedNotes() {
        return notes(NOTE + " WHERE trashed IS NOT NULL ORDER BY id");
    }

    @Override
    public List<FileRow> trashedFiles() {
        return files(FILE + " WHERE trashed IS NOT NULL ORDER BY id");
    }

    @Override
    public Optional<String> text(Id note) {
        return database.read(sql ->
                sql.first(
                        "SELECT text FROM note_text WHERE doc = " + DOC,
                        row -> Codec.unpackText(row.getBytes(1)),
                        note));
    }

    @Override
    public List<Projection.Link> links(Id note) {
        return database.read(sql ->
                sql.all(
                        "SELECT target, key, embed, standard, start FROM link WHERE doc = "
                                + DOC
                                + " ORDER BY pos",
                        row -> link(row, 1),
                        note));
    }

    private static Projection.Link link(ResultSet row, int first) throws SQLException {
        return new Projection.Link(
                row.getString(first),
                row.getString(first + 1),
                row.getInt(first + 2) != 0,
                row.getInt(first + 3) != 0,
                row.getInt(first + 4));
    }

    @Override
    public Map<Id, List<Projection.Link>> linksNamed(String nameKey) {
        return database.read(sql -> {
            Map<Id, List<Projection.Link>> byNote = new LinkedHashMap<>();
            sql.all(
                    "SELECT n.id, l.target, l.key, l.embed, l.standard, l.start FROM link l JOIN note"
                            + " n ON n.doc = l.doc WHERE l.key = ? AND n.trashed IS NULL ORDER BY n.id,"
                            + " l.pos",
                    row ->
                            byNote.computeIfAbsent(Documents.id(row, 1), id -> new ArrayList<>())
                                    .add(link(row, 2)),
                    nameKey);
            return byNote;
        });
    }

    @Override
    public Map<String, Integer> tags() {
        return database.read(sql -> {
            Map<String, Integer> counts = new LinkedHashMap<>();
            sql.all(
                    "SELECT min(t.tag), count(*) FROM tag t JOIN note n ON n.doc = t.doc"
                            + " WHERE n.trashed IS NULL GROUP BY t.key ORDER BY t.key",
                    row -> counts.merge(row.getString(1), row.getInt(2), Integer::sum));
            return counts;
        });
    }

    @Override
    public List<Projection.Task> tasks(Id note) {
        return database.read(sql ->
                sql.all(
                        "SELECT done, text, pos FROM task WHERE doc = " + DOC + " ORDER BY pos",
                        row ->
                                new Projection.Task(
                                        row.getInt(1) != 0, row.getString(2), row.getInt(3)),
                        note));
    }

    @Override
    public List<String> aliases(Id note) {
        return database.read(sql ->
                sql.all(
                        "SELECT alias FROM alias WHERE doc = " + DOC + " ORDER BY pos",
                        row -> row.getString(1),
                        note));
    }

    @Override
    public Map<Id, List<String>> aliases() {
        return database.read(sql -> {
            Map<Id, List<String>> byNote = new LinkedHashMap<>();
            sql.all(
                    "SELECT n.id, a.alias FROM alias a JOIN note n ON n.doc = a.doc"
                            + " WHERE n.trashed IS NULL ORDER BY n.id, a.pos",
                    row ->
                            byNote.computeIfAbsent(Documents.id(row, 1), id -> new ArrayList<>())
                                    .add(row.getString(2)));
            return byNote;
        });
    }

    @Override
    public Counts counts() {
        return database.read(sql ->
                new Counts(
                        (int) sql.number("SELECT count(*) FROM note WHERE trashed IS NULL"),
                        (int) sql.number("SELECT count(*) FROM file WHERE trashed IS NULL"),
                        (int) sql.number("SELECT count(*) FROM folder WHERE trashed IS NULL")));
    }

    @Override
    public Collection<BlobHash> usedBlobs() {
        return usedBlobs(database);
    }

    static Collection<BlobHash> usedBlobs(Database database) {
        return database.read(sql ->
                sql
                        .all(
                                "SELECT blob FROM file NOT INDEXED UNION SELECT source FROM note"
                                        + " WHERE source IS NOT NULL",
                                row -> BlobHash.parse(row.getString(1)))
                        .stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public List<Id> usersOf(BlobHash blob) {
        return database.read(sql ->
                sql.all(
                        "SELECT id FROM file NOT INDEXED WHERE blob = ? UNION ALL SELECT id FROM"
                                + " note WHERE source = ?",
                        row -> Documents.id(row, 1),
                        blob.hex(),
                        blob.hex()));
    }

    @Override
    public boolean tellsUsedBlobs() {
        return database.read(sql ->
                sql.number(ASIDE, DocumentKind.NOTE.code()) == 0
                        && isTelling(sql, DocumentKind.NOTE, "note", "source")
                        && isTelling(sql, DocumentKind.FILE, "file", "blob"));
    }

    private static boolean isTelling(Sql sql, DocumentKind kind, String table, String hash)
            throws SQLException {
        long unlisted =
                sql.number(
                        "SELECT count(*) FROM doc d LEFT JOIN "
                                + table
                                + " l ON l.doc = d.num WHERE d.kind = ? AND l.id IS NOT d.id",
                        kind.code());
        long wrong =
                sql.number(
                        "SELECT count(*) FROM "
                                + table
                                + " NOT INDEXED WHERE "
                                + hash
                                + " IS NOT NULL AND ("
                                + hash
                                + " GLOB '*[^0-9a-f]*' OR length("
                                + hash
                                + ") <> 64)");
        return unlisted == 0 && wrong == 0;
    }
}
