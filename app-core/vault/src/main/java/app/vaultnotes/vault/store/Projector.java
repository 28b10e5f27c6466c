package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.search.TextFolding;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what lists and search show in step with the changes, in the same transaction. */
final class Projector {

    /** Shows a document; what becomes of it in the search index is left to the caller. */
    Optional<Indexing> show(Sql sql, long doc, Projection projection) throws SQLException {
        if (projection instanceof Projection.Note note) {
            return Optional.of(note(sql, doc, note));
        } else if (projection instanceof Projection.NoteMoved moved) {
            return moved(sql, doc, moved.state());
        } else if (projection instanceof Projection.Stale stale) {
            sql.run("UPDATE doc SET stale = 1 WHERE num = ? AND stale = 0", doc);
            sql.run("UPDATE note SET updated = ? WHERE doc = ?", stale.updatedMillis(), doc);
        } else if (projection instanceof Projection.File file) {
            file(sql, doc, file.state());
        } else if (projection instanceof Projection.Tree tree) {
            tree(sql, tree);
        }
        return Optional.empty();
    }

    private static Indexing note(Sql sql, long doc, Projection.Note note) throws SQLException {
        Projection.NoteState state = note.state();
        Projection.NoteContent content = note.content();
        Optional<Spot> before = noteSpot(sql, doc);
        sql.run("UPDATE doc SET stale = 0 WHERE num = ? AND stale = 1", doc);
        clearContent(sql, doc, before.isPresent());
        int open = (int) content.tasks().stream().filter(task -> !task.done()).count();
        int files = (int) content.links().stream().filter(Projector::looksLikeFile).count();
        sql.run(
                "INSERT OR REPLACE INTO note (doc, id, title, key, file_name, folder, shelf,"
                        + " created, updated, trashed, bookmarked, source, ordinal, words, chars,"
                        + " open_tasks, done_tasks, links, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, 1, ?, ?, ?, ?, ?, ?)",
                doc,
                state.id(),
                state.title(),
                state.titleKey(),
                state.fileName().orElse(null),
                state.folder(),
                state.shelf(),
                state.createdMillis(),
                state.updatedMillis(),
                mark(state.trashed()),
                state.bookmarked(),
                state.sourceBlob().map(Object::toString).orElse(null),
                content.words(),
                note.text().length(),
                open,
                content.tasks().size() - open,
                content.links().size(),
                files);
        named(sql, state.sourceBlob());
        sql.run(
                "INSERT OR REPLACE INTO note_text (doc, text) VALUES (?, ?)",
                doc,
                Codec.pack(note.text()));
        content(sql, doc, content);
        renumber(Renumbering.ofNotes(sql), before, Spot.of(state));
        List<Indexing.Words> shown =
                state.trashed().isPresent()
                        ? List.of()
                        : List.of(
                                new Indexing.Words(
                                        state.title(), content.aliases(), content.searchText()));
        return new Indexing(doc, before.isPresent(), shown);
    }

    private static void named(Sql sql, Optional<BlobHash> blob) throws SQLException {
        if (blob.isPresent()) {
            UntoldBlobs.named(sql, blob.get());
        }
    }

    private static boolean looksLikeFile(Projection.Link link) {
        String name = link.target().substring(link.target().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0
                && name.length() - dot <= 8
                && !name.endsWith(Names.NOTE_EXTENSION)
                && name.indexOf(' ', dot) < 0;
    }

    private static void clearContent(Sql sql, long doc, boolean known) throws SQLException {
        if (known) {
            for (String table : List.of("link", "tag", "task", "alias", "property")) {
                sql.run("DELETE FROM " + table + " WHERE doc = ?", doc);
            }
        }
    }

    private static void content(Sql sql, long doc, Projection.NoteContent content)
            throws SQLException {
        int pos = 0;
        for (Projection.Link link : content.links()) {
            sql.run(
                    "INSERT INTO link (doc, pos, start, target, key, embed, standard)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    doc,
                    pos++,
                    link.start(),
                    link.target(),
                    link.nameKey(),
                    link.embed(),
                    link.standard());
        }
        for (String tag : content.tags()) {
            sql.run(
                    "INSERT OR IGNORE INTO tag (doc, key, tag) VALUES (?, ?, ?)",
                    doc,
                    TextFolding.foldPath(tag),
                    tag);
        }
        for (Projection.Task task : content.tasks()) {
            sql.run(
                    "INSERT OR REPLACE INTO task (doc, pos, done, text) VALUES (?, ?, ?, ?)",
                    doc,
                    task.start(),
                    task.done(),
                    task.text());
        }
        pos = 0;
        for (String alias : content.aliases()) {
            sql.run("INSERT INTO alias (doc, pos, alias) VALUES (?, ?, ?)", doc, pos++, alias);
        }
        pos = 0;
        for (Projection.Property property : content.properties()) {
            sql.run(
                    "INSERT INTO property (doc, pos, key, name, value) VALUES (?, ?, ?, ?, ?)",
                    doc,
                    pos++,
                    TextFolding.fold(property.key()),
                    property.key(),
                    property.value());
        }
    }

    private static Optional<Indexing> moved(Sql sql, long doc, Projection.NoteState state)
            throws SQLException {
        Optional<Spot> before = noteSpot(sql, doc);
        boolean wasTrashed = before.map(Spot::trashed).orElse(false);
        boolean titled = before.map(spot -> !spot.title().equals(state.title())).orElse(true);
        sql.run(
                "UPDATE note SET title = ?, key = ?, file_name = ?, folder = ?, shelf = ?, created"
                        + " = ?, trashed = ?, bookmarked = ?, source = ? WHERE doc = ?",
                state.title(),
                state.titleKey(),
                state.fileName().orElse(null),
                state.folder(),
                state.shelf(),
                state.createdMillis(),
                mark(state.trashed()),
                state.bookmarked(),
                state.sourceBlob().map(Object::toString).orElse(null),
                doc);
        named(sql, state.sourceBlob());
        renumber(Renumbering.ofNotes(sql), before, Spot.of(state));
        return titled || wasTrashed != state.trashed().isPresent()
                ? Optional.of(new Indexing(doc, true, words(sql, doc, state)))
                : Optional.empty();
    }

    /** What is found of a note whose text is not at hand but kept. */
    private static List<Indexing.Words> words(Sql sql, long doc, Projection.NoteState state)
            throws SQLException {
        if (state.trashed().isPresent()) {
            return List.of();
        }
        List<String> aliases =
                sql.all(
                        "SELECT alias FROM alias WHERE doc = ? ORDER BY pos",
                        row -> row.getString(1),
                        doc);
        Optional<String> text =
                sql.first(
                        "SELECT text FROM note_text WHERE doc = ?",
                        row -> Codec.unpackText(row.getBytes(1)),
                        doc);
        return List.of(new Indexing.Words(state.title(), aliases, SearchText.of(text.orElse(""))));
    }

    private static @Nullable String mark(Optional<Trashed> trashed) {
        return trashed.map(Trashed::toText).orElse(null);
    }

    /** Where a name stands, to number equal names. */
    private record Spot(Id shelf, String key, String title, boolean trashed) {
        static Spot of(Projection.NoteState state) {
            return new Spot(
                    state.shelf(), state.titleKey(), state.title(), state.trashed().isPresent());
        }

        static Spot of(Projection.FileState state) {
            return new Spot(
                    state.shelf(), state.nameKey(), state.name(), state.trashed().isPresent());
        }

        boolean sameNames(Spot other) {
            return shelf.equals(other.shelf) && key.equals(other.key) && trashed == other.trashed;
        }
    }

    private static Optional<Spot> noteSpot(Sql sql, long doc) throws SQLException {
        return sql.first(
                "SELECT shelf, key, title, trashed IS NOT NULL FROM note WHERE doc = ?",
                row ->
                        new Spot(
                                Documents.id(row, 1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4) != 0),
                doc);
    }

    private static Optional<Spot> fileSpot(Sql sql, long doc) throws SQLException {
        return sql.first(
                "SELECT shelf, key, name, trashed IS NOT NULL FROM file WHERE doc = ?",
                row ->
                        new Spot(
                                Documents.id(row, 1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4) != 0),
                doc);
    }

    private static void renumber(Renumbering numbers, Optional<Spot> before, Spot after)
            throws SQLException {
        if (before.isPresent() && !before.get().sameNames(after)) {
            numbers.run(before.get().shelf(), before.get().key());
        }
        numbers.run(after.shelf(), after.key());
    }

    private static void file(Sql sql, long doc, Projection.FileState state) throws SQLException {
        Optional<Spot> before = fileSpot(sql, doc);
        sql.run(
                "INSERT OR REPLACE INTO file (doc, id, name, key, folder, shelf, blob, size, mime,"
                        + " modified, trashed, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                doc,
                state.id(),
                state.name(),
                state.nameKey(),
                state.folder(),
                state.shelf(),
                state.blob().hex(),
                state.size(),
                state.mime(),
                state.modifiedMillis(),
                mark(state.trashed()));
        named(sql, Optional.of(state.blob()));
        renumber(Renumbering.ofFiles(sql), before, Spot.of(state));
    }

    private static void tree(Sql sql, Projection.Tree tree) throws SQLException {
        for (Projection.FolderState folder : tree.changed()) {
            sql.run(
                    "INSERT OR REPLACE INTO folder (id, name, key, parent, created, trashed) VALUES"
                            + " (?, ?, ?, ?, ?, ?)",
                    folder.id(),
                    folder.name(),
                    folder.nameKey(),
                    folder.parent(),
                    folder.createdMillis(),
                    mark(folder.trashed()));
        }
        for (Id removed : tree.removed()) {
            sql.run("DELETE FROM folder WHERE id = ?", removed);
        }
        reshelve(sql, "note", tree.shelves(), Renumbering.ofNotes(sql));
        reshelve(sql, "file", tree.shelves(), Renumbering.ofFiles(sql));
    }

    /** Each name is numbered once, however many folders have something of it. */
    private static void reshelve(Sql sql, String table, Map<Id, Id> shelves, Renumbering numbers)
            throws SQLException {
        Set<Spot> touched = new LinkedHashSet<>();
        for (Map.Entry<Id, Id> folderAndShelf : shelves.entrySet()) {
            Id folder = folderAndShelf.getKey();
            Id shelf = folderAndShelf.getValue();
            List<Spot> moved =
                    sql.all(
                            "SELECT shelf, key FROM " + table + " WHERE folder = ? AND shelf <> ?",
                            row -> new Spot(Documents.id(row, 1), row.getString(2), "", false),
                            folder,
                            shelf);
            if (!moved.isEmpty()) {
                sql.run("UPDATE " + table + " SET shelf = ? WHERE folder = ?", shelf, folder);
                touched.addAll(moved);
                moved.forEach(spot -> touched.add(new Spot(shelf, spot.key(), "", false)));
            }
        }
        for (Spot spot : touched) {
            numbers.run(spot.shelf(), spot.key());
        }
    }
}
