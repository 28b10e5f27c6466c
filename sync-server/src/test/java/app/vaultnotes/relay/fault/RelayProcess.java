package app.vaultnotes.relay.fault;

import app.vaultnotes.relay.blob.JavaProcess;
import app.vaultnotes.relay.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A whole relay as {@code serve} starts it: a process of its own, which can be killed. */
public final class RelayProcess implements AutoCloseable {

    private static final long START_SECONDS = 90;
    private static final long END_SECONDS = 20;

    /**
     * How one is started.
     *
     * @param data its folder
     * @param port where it listens on loopback
     * @param environment more settings
     * @param javaOptions for its process
     */
    public record Setup(
            Path data, int port, Map<String, String> environment, List<String> javaOptions) {

        /** One like any other. */
        public Setup(Path data, int port) {
            this(data, port, Map.of(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        }

        /** The same with more settings. */
        public Setup with(Map<String, String> more) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(more);
            return new Setup(data, port, Map.copyOf(all), javaOptions);
        }

        /** What it says to standard error, of all its starts. */
        Path log() {
            return data.resolveSibling(data.getFileName() + ".log");
        }

        /** Its PostgreSQL as it is noted down; empty when there is none. */
        Optional<Long> postgres() throws IOException {
            Path noted = data.resolve("postgres/data/postmaster.pid");
            return Files.exists(noted)
                    ? Files.readAllLines(noted).stream().findFirst().map(Long::parseLong)
                    : Optional.empty();
        }

        /** Processes that work in its folder. */
        public List<ProcessHandle> leftovers() {
            return ProcessHandle.allProcesses()
                    .filter(each -> each.info().commandLine().orElse("").contains(data.toString()))
                    .toList();
        }
    }

    private final Setup setup;
    private final Process process;
    private final CompletableFuture<String> firstLine;

    private RelayProcess(Setup setup) throws IOException {
        this.setup = setup;
        List<String> command =
                JavaProcess.command(
                        setup.javaOptions(),
                        Main.class,
                        "serve",
                        "--data",
                        setup.data().toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(setup.port()),
                        "--json");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(setup.log().toFile()));
        builder.environment().put("VAULTNOTES_SIGN_UP", "yes");
        builder.environment().putAll(setup.environment());
        process = builder.start();
        firstLine = CompletableFuture.supplyAsync(this::readLine);
    }

    private String readLine() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    /** Starts one; it is not ready yet. */
    static RelayProcess begin(Setup setup) throws IOException {
        return new RelayProcess(setup);
    }

    /** Starts one and waits until it is ready. */
    public static RelayProcess start(Setup setup) throws Exception {
        RelayProcess relay = begin(setup);
        try {
            return relay.awaitReady();
        } catch (Exception | AssertionError e) {
            relay.close();
            throw e;
        }
    }

    RelayProcess awaitReady() throws Exception {
        String line = firstLine.get(START_SECONDS, TimeUnit.SECONDS);
        if (!line.startsWith("{\"url\"")) {
            throw new AssertionError("the relay said " + line + "\n" + log());
        }
        return this;
    }

    String log() throws IOException {
        String all = Files.readString(setup.log());
        return all.substring(Math.max(0, all.length() - 4_000));
    }

    /** What it said when it was ready: a line of JSON. */
    public String answer() {
        return firstLine.join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int port() {
        return setup.port();
    }

    /** As {@code kill -9}; its PostgreSQL goes on. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C; gives whether it ended by itself. */
    boolean end() throws InterruptedException {
        process.destroy();
        return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it, and whatever of it is left, by force if need be. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        setup.leftovers().forEach(ProcessHandle::destroyForcibly);
    }
}
