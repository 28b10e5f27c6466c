package app.vaultnotes.vault.importing;

import app.vaultnotes.vault.BlobHash;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in each folder of a source, as hashes of the paths of the files in it. */
final class FolderListings {

    private static final Comparator<List<String>> BY_NAMES =
            Comparator.comparing(path -> String.join("/", path));

    private FolderListings() {}

    /** All folders that entries are or lie in, outer ones before inner ones. */
    static Map<List<String>, BlobHash> of(List<Source.Entry> entries) {
        Map<List<String>, StringBuilder> paths = new TreeMap<>(BY_NAMES);
        entries.stream()
                .sorted(Comparator.comparing(Source.Entry::path, BY_NAMES))
                .forEach(entry -> list(entry, paths));
        Map<List<String>, BlobHash> hashes = new TreeMap<>(BY_NAMES);
        paths.forEach((folder, listed) -> hashes.put(folder, hash(listed)));
        return hashes;
    }

    private static void list(Source.Entry entry, Map<List<String>, StringBuilder> paths) {
        List<String> path = entry.path();
        int inside = entry.folder() ? path.size() : path.size() - 1;
        for (int depth = 1; depth <= inside; depth++) {
            StringBuilder listed =
                    paths.computeIfAbsent(path.subList(0, depth), folder -> new StringBuilder());
            if (!entry.folder()) {
                listed.append(String.join("/", path.subList(depth, path.size()))).append('\0');
            }
        }
    }

    private static BlobHash hash(StringBuilder listed) {
        return BlobHash.of(listed.toString().getBytes(StandardCharsets.UTF_8));
    }
}
