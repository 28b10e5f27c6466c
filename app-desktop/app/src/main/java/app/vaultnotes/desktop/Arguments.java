package app.vaultnotes.desktop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the app is asked for: a vault, and files to be shown in it.
 *
 * @param vault the folder that {@code --vault} names
 * @param files Markdown files, by their full names
 */
record Arguments(Optional<Path> vault, List<Path> files) {

    /** Nothing is asked for. */
    static final Arguments NONE = new Arguments(Optional.empty(), List.of());

    private static final String VAULT = "--vault";

    /** Understands the words of a command line; empty when they are a command's. */
    static Optional<Arguments> of(List<String> words) {
        Optional<Path> vault = Optional.empty();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(VAULT) && vault.isEmpty() && i + 1 < words.size()) {
                vault = Optional.of(Path.of(words.get(++i)).toAbsolutePath());
            } else if (isMarkdown(word)) {
                files.add(Path.of(word).toAbsolutePath());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Arguments(vault, List.copyOf(files)));
    }

    private static boolean isMarkdown(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return !word.startsWith("-") && (name.endsWith(".md") || name.endsWith(".markdown"));
    }
}
