package app.vaultnotes.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that say where the app failed. They stay on this device, and say nothing of what is in
 * notes: the message of an error may quote a note, so only kinds of errors and places in the code
 * are written. Safe for many threads.
 */
final class CrashReports {

    private static final int MOST_KEPT = 20;
    private static final int MOST_IN_A_RUN = 20;
    private static final int MOST_CAUSES = 8;
    private static final int MOST_FRAMES = 200;
    private static final String PREFIX = "report-";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;
    private final Set<String> written = new HashSet<>();

    CrashReports(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Where the reports are. */
    Path folder() {
        return folder;
    }

    /**
     * Writes a report on an error.
     *
     * @return the file; empty when the same error has one from this run, when there are many
     *     already, and when it cannot be written
     */
    synchronized Optional<Path> write(Thread thread, Throwable failure) {
        String trace = trace(failure);
        if (written.size() >= MOST_IN_A_RUN || !written.add(trace)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String text = head(now, thread) + trace;
        try {
            Files.createDirectories(folder);
            Path file = free(PREFIX + NAME.format(now));
            Files.writeString(file, text);
            prune();
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path free(String name) {
        Path file = folder.resolve(name + ".txt");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(name + "-" + i + ".txt");
        }
        return file;
    }

    private static String head(Instant now, Thread thread) {
        return String.join(
                "\n",
                "Vault Notes " + About.version(),
                "Time: " + now,
                "System: "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                "Java: " + Runtime.version() + ", JavaFX: " + System.getProperty("javafx.version"),
                "Memory: " + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                "Thread: " + thread.getName(),
                "",
                "");
    }

    /** Kinds of errors and places in the code, no messages. */
    static String trace(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        Throwable at = failure;
        for (int i = 0; at != null && i < MOST_CAUSES; i++) {
            trace.append(i == 0 ? "" : "Caused by: ").append(at.getClass().getName()).append('\n');
            StackTraceElement[] frames = at.getStackTrace();
            for (int j = 0; j < Math.min(MOST_FRAMES, frames.length); j++) {
                trace.append("    at ").append(frames[j]).append('\n');
            }
            at = at.getCause();
        }
        return trace.toString();
    }

    /** The reports that are kept, the oldest first. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                            .sorted(Comparator.comparing(Path::getFileName))
                            .toList());
        }
    }

    private void prune() throws IOException {
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - MOST_KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    /** Tells of a report, with a way to read it. */
    static void tell(AppWindow window, Path report) {
        window.toasts()
                .fail(
                        Words.of("report.written"),
                        Words.of("report.show"),
                        () -> show(window, report));
    }

    private static void show(AppWindow window, Path report) {
        try {
            String text = Files.readString(report);
            TextPanel.open(
                    window,
                    Words.of("report.title"),
                    TextPanel.text(Words.of("report.title"), report + "\n\n" + text),
                    TextPanel.copying(window, text));
        } catch (IOException e) {
            window.fail(e);
        }
    }
}
