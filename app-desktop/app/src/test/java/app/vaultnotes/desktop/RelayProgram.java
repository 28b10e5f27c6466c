package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A relay as {@code serve} starts it, with a PostgreSQL of its own, in a process of its own: what
 * it is made of is not on the app's class path. The build puts it beside this module; {@code
 * -Dvaultnotes.relay} names another class path.
 */
final class RelayProgram implements AutoCloseable {

    private static final long START_SECONDS = 180;
    private static final long END_SECONDS = 20;
    private static final Path BUILT = Path.of("../../sync-server/target");
    private static final Pattern URL = Pattern.compile("\"url\":\\s*\"([^\"]+)\"");

    private final Process process;
    private final Path data;
    private final String address;

    private RelayProgram(Process process, Path data, String address) {
        this.process = process;
        this.data = data;
        this.address = address;
    }

    /** Starts one in a folder, where the build made it; otherwise the test is passed over. */
    static RelayProgram start(Path folder) throws IOException {
        String classPath = classPath();
        assumeTrue(!classPath.isEmpty(), "the relay is not built: mvn package -pl sync-server -am");
        Path data = folder.resolve("relay");
        Path errors = folder.resolve("relay.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        "app.vaultnotes.relay.cli.Main",
                        "serve",
                        "--data",
                        data.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--tls",
                        "off",
                        "--json");
        builder.environment().put("VAULTNOTES_SIGN_UP", "yes");
        Process process = builder.redirectError(errors.toFile()).start();
        String line =
                CompletableFuture.supplyAsync(() -> firstLine(process))
                        .completeOnTimeout("nothing in time", START_SECONDS, TimeUnit.SECONDS)
                        .join();
        Matcher url = URL.matcher(line);
        if (!url.find()) {
            end(process, data);
            throw new AssertionError("the relay said " + line + "\n" + Files.readString(errors));
        }
        return new RelayProgram(process, data, url.group(1));
    }

    private static String firstLine(Process process) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    private static String classPath() throws IOException {
        String given = System.getProperty("vaultnotes.relay", "");
        Path libraries = BUILT.resolve("dependencies");
        if (!given.isEmpty() || !Files.isDirectory(libraries)) {
            return given;
        }
        try (Stream<Path> files = Files.list(BUILT)) {
            List<String> jars =
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(".jar") && name.contains("sync-server"))
                            .collect(Collectors.toList());
            if (jars.isEmpty()) {
                return "";
            }
            jars.add(libraries + "/*");
            return String.join(File.pathSeparator, jars);
        }
    }

    /** On which port it answers. */
    int port() {
        return URI.create(address).getPort();
    }

    @Override
    public void close() {
        end(process, data);
    }

    private static void end(Process process, Path data) {
        process.destroy();
        process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(data.toString()))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
