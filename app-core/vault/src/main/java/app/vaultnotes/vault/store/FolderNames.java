package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.Trashed;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The paths of living folders by their names alone, for filters and facets. */
final class FolderNames {

    private FolderNames() {}

    private record Folder(String name, Id parent, boolean living) {}

    static Map<Id, String> paths(Sql sql) throws SQLException {
        Map<Id, Folder> folders = new HashMap<>();
        sql.each(
                "SELECT id, name, parent, trashed FROM folder",
                row ->
                        folders.put(
                                Documents.id(row, 1),
                                new Folder(
                                        row.getString(2),
                                        Documents.id(row, 3),
                                        Optional.ofNullable(row.getString(4))
                                                .flatMap(Trashed::parse)
                                                .isEmpty())));
        Map<Id, String> paths = new HashMap<>();
        folders.forEach((id, folder) -> paths.put(id, path(folders, id)));
        paths.put(Id.ROOT, "");
        return paths;
    }

    private static String path(Map<Id, Folder> folders, Id id) {
        Deque<String> names = new ArrayDeque<>();
        Id at = id;
        for (int depth = 0; folders.containsKey(at) && depth <= folders.size(); depth++) {
            Folder folder = folders.get(at);
            if (folder.living()) {
                names.push(folder.name());
            }
            at = folder.parent();
        }
        return String.join("/", names);
    }
}
