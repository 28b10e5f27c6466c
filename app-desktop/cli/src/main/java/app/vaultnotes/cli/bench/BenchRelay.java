package app.vaultnotes.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay in a process of its own, as an operator starts it, on this machine without TLS. */
final class BenchRelay implements AutoCloseable {

    /** Names the program that starts a relay as well as this one; set by the launcher. */
    private static final String LAUNCHER = "VAULTNOTES_LAUNCHER";

    private static final Pattern URL = Pattern.compile("\"url\":\\s*\"([^\"]+)\"");
    private static final long END_SECONDS = 20;

    private final Process process;
    private final String url;

    private BenchRelay(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one; returns when it is ready. */
    static BenchRelay start(Path folder) throws IOException {
        String launcher = System.getenv(LAUNCHER);
        if (launcher == null) {
            throw new IOException(
                    "the launcher of the source checkout starts the relay: ./vaultnotes");
        }
        Path log = folder.resolve("relay.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                launcher,
                                "serve",
                                "--json",
                                "--tls",
                                "off",
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                "0",
                                "--data",
                                folder.resolve("relay").toString()));
        builder.environment().put("VAULTNOTES_SIGN_UP", "yes");
        Process process = builder.redirectError(log.toFile()).start();
        BufferedReader out = process.inputReader();
        String ready = String.valueOf(out.readLine());
        Matcher found = URL.matcher(ready);
        if (!found.find()) {
            process.destroy();
            throw new IOException("the relay did not start: " + Files.readString(log));
        }
        return new BenchRelay(process, found.group(1));
    }

    String url() {
        return url;
    }

    /** Ends it as SIGTERM does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
