package app.vaultnotes.desktop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A display of X that nobody sees, for as long as it is open. */
final class VirtualDisplay implements AutoCloseable {

    private static final String SERVER = "Xvfb";

    private final Process server;
    private final String name;

    private VirtualDisplay(Process server, String name) {
        this.server = server;
        this.name = name;
    }

    /**
     * Starts one, which chooses a free number itself.
     *
     * @return empty where its program is not installed or does not start
     */
    static Optional<VirtualDisplay> start() throws IOException {
        if (!isInstalled()) {
            return Optional.empty();
        }
        Process server =
                new ProcessBuilder(
                                SERVER,
                                "-displayfd",
                                "1",
                                "-nolisten",
                                "tcp",
                                "-screen",
                                "0",
                                "1600x1000x24")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        String number = out.readLine();
        if (number == null || !number.matches("\\d{1,5}")) {
            server.destroy();
            return Optional.empty();
        }
        return Optional.of(new VirtualDisplay(server, ":" + number));
    }

    private static boolean isInstalled() {
        String places = System.getenv().getOrDefault("PATH", "");
        return Stream.of(places.split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, SERVER)));
    }

    /** What programs are told in {@code DISPLAY}. */
    String name() {
        return name;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
