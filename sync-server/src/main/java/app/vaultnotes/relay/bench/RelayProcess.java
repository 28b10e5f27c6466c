package app.vaultnotes.relay.bench;

import app.vaultnotes.relay.cli.Main;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relay in a process of its own, as an operator starts it, on this machine without TLS. */
final class RelayProcess implements AutoCloseable {

    private static final long END_SECONDS = 20;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final int port;

    private RelayProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with the heap that the launcher gives; returns when it is ready. */
    static RelayProcess start(Path data, int port) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> command =
                new ArrayList<>(List.of(java, "-XX:+UseG1GC", "-Xms64m", "-Xmx1g", "-Xss1m"));
        command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(trained());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "serve", "--json", "--tls", "off"));
        command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("VAULTNOTES_SIGN_UP", "yes");
        builder.redirectError(data.resolveSibling("relay.log").toFile());
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        String ready = out.readLine();
        if (ready == null) {
            throw new IOException(Files.readString(data.resolveSibling("relay.log")));
        }
        String url = JsonMapper.builder().build().readTree(ready).get("url").asText();
        return new RelayProcess(process, URI.create(url).getPort());
    }

    /** As the launcher does for every relay, if it does for this program. */
    private static List<String> trained() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:AOTCache=") || option.startsWith("-Xlog:"))
                .toList();
    }

    int port() {
        return port;
    }

    /** The memory it takes, without its database's; empty where the system does not say. */
    OptionalLong residentBytes() {
        try {
            String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
            Matcher resident = RESIDENT.matcher(status);
            return resident.find()
                    ? OptionalLong.of(Long.parseLong(resident.group(1)) * 1_024)
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
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
