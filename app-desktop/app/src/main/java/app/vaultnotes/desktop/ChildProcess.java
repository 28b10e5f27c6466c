package app.vaultnotes.desktop;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A process with this one's Java and settings in which windows are opened. What the app remembers
 * of vaults goes into a folder of its own.
 *
 * @param home that folder
 * @param options what Java is told besides
 * @param environment what is told besides to all programs
 */
record ChildProcess(Path home, List<String> options, Map<String, String> environment) {

    private static final String CACHE = "-XX:AOTCache=";

    /** A process whose windows are like this one's. */
    ChildProcess(Path home, List<String> options) {
        this(home, options, Map.of());
    }

    /** The same with its windows on a display of X. */
    ChildProcess on(VirtualDisplay display) {
        return new ChildProcess(
                home, List.of("-Dglass.platform=gtk"), Map.of("DISPLAY", display.name()));
    }

    /**
     * What a process said.
     *
     * @param firstMillis from its start to its first line
     * @param lines all lines
     */
    record Said(double firstMillis, List<String> lines) {}

    /**
     * Runs a class to its end.
     *
     * @param cache whether the start-up cache is used, when this process has one
     * @throws IOException when it fails or says nothing
     */
    Said run(Class<?> main, boolean cache, String... arguments) throws IOException {
        return run(main, cache, line -> {}, arguments);
    }

    /**
     * The same, told of each line as it is said.
     *
     * @throws IOException when it fails or says nothing
     */
    Said run(Class<?> main, boolean cache, Consumer<String> told, String... arguments)
            throws IOException {
        Path errors = Files.createTempFile(home, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command(main, cache, arguments));
        List.of("XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA")
                .forEach(name -> builder.environment().put(name, home.toString()));
        builder.environment().putAll(environment);
        builder.redirectError(errors.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String first = out.readLine();
            double millis = (System.nanoTime() - start) / 1e6;
            List<String> lines =
                    Stream.concat(Stream.ofNullable(first), out.lines()).peek(told).toList();
            if (code(process) != 0 || first == null) {
                throw new IOException(main.getSimpleName() + ": " + Files.readString(errors));
            }
            return new Said(millis, lines);
        } finally {
            process.destroy();
        }
    }

    private static int code(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a window was open", e);
        }
    }

    private List<String> command(Class<?> main, boolean cache, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings().stream()
                .filter(option -> cache || !option.startsWith(CACHE))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static List<String> settings() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /** Whether this process has a start-up cache to hand on. */
    static boolean hasCache() {
        return settings().stream().anyMatch(option -> option.startsWith(CACHE));
    }
}
