package app.vaultnotes.desktop;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What its user chose for the app on this device. It is kept in a file soon after each change; a
 * file that cannot be read is as good as none. For the JavaFX thread.
 */
final class Preferences implements AutoCloseable {

    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_VALUE_CHARS = 20_000;
    private static final int CLOSE_SECONDS = 5;

    private final Path file;
    private final Consumer<IOException> failures;
    private final Map<String, String> values = new TreeMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("preferences").daemon().unstarted(work));

    /** What can be chosen, with what holds until it is. */
    enum Key {
        /** {@code system}, {@code light} or {@code dark}. */
        THEME("system"),
        /** The name of an accent colour. */
        ACCENT("teal"),
        /** The family that notes are set in. */
        NOTE_FONT("Noto Serif"),
        /** Pixels of a note's letters. */
        NOTE_SIZE("16"),
        /** {@code narrow}, {@code reading}, {@code wide} or {@code full}. */
        LINE_WIDTH("reading"),
        /** Per cent of the size of everything. */
        ZOOM("100"),
        /** {@code on} or {@code off}. */
        REDUCED_MOTION("off"),
        /** A language tag, or {@code system}. */
        LANGUAGE("system"),
        /** Whether the spelling of notes is checked: {@code on} or {@code off}. */
        SPELL_CHECK("on"),
        /** Language tags with spaces between them, or {@code system}. */
        SPELLING("system"),
        /** A folder with more dictionaries. */
        SPELL_FOLDER(""),
        /** Whether brackets and quotes come in pairs: {@code on} or {@code off}. */
        PAIRS("on"),
        /** How the tree is sorted: {@code name}, {@code updated} or {@code created}. */
        TREE_SORT("name"),
        /** Folders of vaults, the last used first, one a line. */
        VAULTS(""),
        /** What is done about pictures of the web: {@code ask} or {@code never}. */
        PICTURES("ask"),
        /** Hosts from which pictures are loaded unasked, one a line. */
        PICTURE_HOSTS("");

        private final String otherwise;

        Key(String otherwise) {
            this.otherwise = otherwise;
        }

        private String written() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '.');
        }

        /** What holds until something is chosen. */
        String otherwise() {
            return otherwise;
        }
    }

    private Preferences(Path file, Consumer<IOException> failures) {
        this.file = file;
        this.failures = failures;
    }

    /**
     * The choices kept in a file.
     *
     * @param failures told, on any thread, when the file cannot be written
     */
    static Preferences load(Path file, Consumer<IOException> failures) {
        Preferences loaded = new Preferences(file, failures);
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES) {
                Properties read = new Properties();
                try (Reader in = Files.newBufferedReader(file)) {
                    read.load(in);
                }
                read.stringPropertyNames()
                        .forEach(name -> loaded.values.put(name, read.getProperty(name)));
            }
        } catch (IOException | IllegalArgumentException e) {
            loaded.values.clear();
        }
        return loaded;
    }

    /** What was chosen, or what holds otherwise. */
    String get(Key key) {
        return values.getOrDefault(key.written(), key.otherwise);
    }

    /** A choice as a number; what holds otherwise when it is none. */
    int number(Key key, int least, int most) {
        try {
            return Math.clamp(Integer.parseInt(get(key)), least, most);
        } catch (NumberFormatException e) {
            return Integer.parseInt(key.otherwise);
        }
    }

    boolean isOn(Key key) {
        return get(key).equals("on");
    }

    /** Chooses. */
    void set(Key key, String value) {
        put(key.written(), value.equals(key.otherwise) ? "" : value);
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** The keys of a command, if its user gave it others; empty for no keys at all. */
    Optional<String> keys(String command) {
        return Optional.ofNullable(values.get("keys." + command))
                .map(keys -> keys.equals("none") ? "" : keys);
    }

    /** Gives a command other keys, none when empty. */
    void setKeys(String command, String keys) {
        put("keys." + command, keys.isEmpty() ? "none" : keys);
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** Gives a command the keys back that it came with. */
    void resetKeys(String command) {
        put("keys." + command, "");
        List.copyOf(listeners).forEach(Runnable::run);
    }

    /** What a window or view remembers for itself; nobody is told. */
    String remembered(String name) {
        return values.getOrDefault("memory." + name, "");
    }

    void remember(String name, String value) {
        put("memory." + name, value);
    }

    private void put(String name, String value) {
        if (value.length() > MAX_VALUE_CHARS) {
            return;
        }
        String before = value.isEmpty() ? values.remove(name) : values.put(name, value);
        if (value.equals(before == null ? "" : before)) {
            return; // as it is in the file
        }
        Map<String, String> all = new TreeMap<>(values);
        writer.execute(() -> write(all));
    }

    /** Has someone told of every choice; until the result is run. */
    Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void write(Map<String, String> all) {
        Properties written = new Properties();
        written.putAll(all);
        Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer out = Files.newBufferedWriter(fresh)) {
                written.store(out, null);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            failures.accept(e);
        }
    }

    /** Waits until what was chosen is in the file. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
