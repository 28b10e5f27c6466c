package app.vaultnotes.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What people call the files and notes that refer to bytes of attachments. */
final class BlobNames {

    private BlobNames() {}

    /** All of them by the hash of their bytes: paths, or names of what is in the trash. */
    static Map<BlobHash, List<String>> of(Session session) {
        Catalogue catalogue = session.store.catalogue();
        Paths paths = new Paths(session);
        Map<BlobHash, List<String>> names = new LinkedHashMap<>();
        catalogue
                .files(Catalogue.Page.ALL)
                .forEach(row -> add(names, row.state().blob(), paths.of(row)));
        catalogue.trashedFiles().forEach(row -> add(names, row.state().blob(), row.state().name()));
        Stream.concat(
                        catalogue.notes(Catalogue.Page.ALL).stream(),
                        catalogue.trashedNotes().stream())
                .forEach(row -> {
                    Optional<BlobHash> source = row.state().sourceBlob();
                    source.ifPresent(hash -> add(names, hash, row.state().title()));
                });
        return names;
    }

    private static void add(Map<BlobHash, List<String>> names, BlobHash hash, String name) {
        names.computeIfAbsent(hash, h -> new ArrayList<>()).add(name);
    }
}
