package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.serve.ServeException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of lines {@code key = value}, as {@link Properties} reads them, and where each stands.
 *
 * @param path of the file; empty for none
 * @param values by their keys
 * @param lines of the keys, the first being line 1
 * @param problems what is wrong with it, each with its line
 */
record ConfigurationFile(
        Optional<Path> path,
        Map<String, String> values,
        Map<String, Integer> lines,
        List<String> problems) {

    private static final int MOST_BYTES = 1_000_000;

    /** No file: nothing is set. */
    static final ConfigurationFile NONE =
            new ConfigurationFile(Optional.empty(), Map.of(), Map.of(), List.of());

    /**
     * Reads one.
     *
     * @param known keys that it may have
     * @throws ServeException when it cannot be read at all
     */
    static ConfigurationFile read(Path path, Set<String> known) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("it is too large");
            }
            return parsed(path, Files.readAllLines(path), known);
        } catch (IOException e) {
            throw new ServeException(
                    "The configuration " + path + " cannot be read: " + e,
                    "It is a text file of lines “key = value”.",
                    e);
        }
    }

    private static ConfigurationFile parsed(Path path, List<String> all, Set<String> known)
            throws IOException {
        ConfigurationFile file =
                new ConfigurationFile(
                        Optional.of(path), new HashMap<>(), new HashMap<>(), new ArrayList<>());
        int number = 0;
        while (number < all.size()) {
            int first = number + 1;
            StringBuilder entry = new StringBuilder(all.get(number++));
            while (goesOn(entry.toString()) && number < all.size()) {
                entry.append('\n').append(all.get(number++));
            }
            file.add(first, entry.toString(), known);
        }
        return file;
    }

    /** Comments end with their line; else a line ends in an odd number of backslashes. */
    private static boolean goesOn(String text) {
        String stripped = text.stripLeading();
        if (stripped.startsWith("#") || stripped.startsWith("!")) {
            return false;
        }
        int from = text.length();
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return (text.length() - from) % 2 == 1;
    }

    private void add(int line, String text, Set<String> known) throws IOException {
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            problems.add("Line %d cannot be read: %s".formatted(line, e.getMessage()));
        }
        for (String key : entry.stringPropertyNames()) {
            Integer before = lines.putIfAbsent(key, line);
            if (!known.contains(key)) {
                problems.add("Line %d has a key that nothing knows: %s".formatted(line, key));
            } else if (before != null) {
                problems.add("Lines %d and %d both set “%s”.".formatted(before, line, key));
            }
            values.put(key, entry.getProperty(key));
        }
    }

    /**
     * Goes on only with a file that has no problem.
     *
     * @throws ServeException with the first one
     */
    ConfigurationFile requireSound(Set<String> known) {
        if (!problems.isEmpty()) {
            throw new ServeException(
                    "The configuration " + path.orElseThrow() + ": " + problems.getFirst(),
                    advice(known));
        }
        return this;
    }

    /** What to do about a problem. */
    static String advice(Set<String> known) {
        return "Its lines are “key = value”; the keys are "
                + String.join(", ", new TreeSet<>(known))
                + ".";
    }

    /** Where a key stands, to be put behind it; nothing when it does not. */
    String where(String key) {
        return lines.containsKey(key)
                ? " (line %d of %s)".formatted(lines.get(key), path.orElseThrow())
                : "";
    }
}
