package app.vaultnotes.desktop.spelling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Folders in which Hunspell dictionaries lie. */
public final class DictionaryFolders {

    /** Folders to look in instead of the system's, as a path list; {@code none} for nowhere. */
    public static final String PROPERTY = "vaultnotes.dictionaries";

    private static final int MOST_ENTRIES = 2_000;
    private static final int MOST_DICTIONARIES = 300;

    private final List<Path> folders;

    /** These folders; where two have the same language, that of the first counts. */
    public DictionaryFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The folders of this system, and before them one that a person named, unless it is blank. */
    public static DictionaryFolders here(String named) {
        List<Path> all = new ArrayList<>();
        path(named).ifPresent(all::add);
        String instead = System.getProperty(PROPERTY, "");
        if (instead.isEmpty()) {
            all.addAll(system(name -> System.getenv().getOrDefault(name, "")));
        } else if (!instead.equals("none")) {
            all.addAll(paths(instead));
        }
        return new DictionaryFolders(all);
    }

    /** Where systems and office programs keep dictionaries. */
    static List<Path> system(UnaryOperator<String> environment) {
        String home = System.getProperty("user.home", "");
        List<Path> all = new ArrayList<>(paths(environment.apply("DICPATH")));
        for (String place :
                List.of(
                        home + "/.local/share/hunspell",
                        home + "/Library/Spelling",
                        "/usr/local/share/hunspell",
                        "/usr/share/hunspell",
                        "/usr/share/myspell/dicts",
                        "/usr/share/myspell",
                        "/Library/Spelling",
                        "/usr/lib/libreoffice/share/extensions",
                        "/Applications/LibreOffice.app/Contents/Resources/extensions")) {
            path(place).ifPresent(all::add);
        }
        String programs = environment.apply("ProgramFiles");
        if (!programs.isEmpty()) {
            path(programs + "\\LibreOffice\\share\\extensions").ifPresent(all::add);
            path(programs + "\\Hunspell").ifPresent(all::add);
        }
        return all;
    }

    private static List<Path> paths(String list) {
        return Stream.of(list.split(java.io.File.pathSeparator, -1))
                .map(DictionaryFolders::path)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Path> path(String name) {
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name.strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The dictionaries in these folders and in the folders right inside of them, by their tags. */
    public List<FoundDictionary> find() {
        Map<String, FoundDictionary> found = new TreeMap<>();
        for (Path folder : folders) {
            List<Path> entries = entries(folder);
            entries.forEach(entry -> add(entry, found));
            for (Path inner : entries) {
                if (Files.isDirectory(inner)) {
                    entries(inner).forEach(entry -> add(entry, found));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** What cannot be read holds no dictionaries. */
    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.limit(MOST_ENTRIES).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static void add(Path words, Map<String, FoundDictionary> found) {
        String name = String.valueOf(words.getFileName());
        if (!name.endsWith(".dic") || found.size() >= MOST_DICTIONARIES) {
            return;
        }
        String base = name.substring(0, name.length() - ".dic".length());
        Path rules = words.resolveSibling(base + ".aff");
        if (Files.isRegularFile(rules) && Files.isRegularFile(words)) {
            tag(base)
                    .ifPresent(
                            tag -> found.putIfAbsent(tag, new FoundDictionary(tag, rules, words)));
        }
    }

    /** The language that a file is named after: patterns for hyphens and the like are of none. */
    private static Optional<String> tag(String base) {
        String tag = Locale.forLanguageTag(base.replace('_', '-')).toLanguageTag();
        return tag.equals("und") || base.startsWith("hyph") ? Optional.empty() : Optional.of(tag);
    }
}
