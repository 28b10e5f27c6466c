package app.vaultnotes.relay.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.Main;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.blob.JavaProcess;
import app.vaultnotes.relay.cli.Ran;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A computer with a home of its own, on which commands are processes. Safe for many threads. */
final class Computer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 400;
    private static final List<String> OPTIONS =
            List.of(
                    "-Xmx160m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    private final Path home;
    private final List<String> program;
    private final Map<String, String> environment = new TreeMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** One whose user has typed nothing yet. */
    Computer(Path folder, String name) {
        this(folder, name, JavaProcess.command(OPTIONS, commandsAlone(), Main.class.getName()));
    }

    /** One on which another program has the commands. */
    Computer(Path folder, String name, List<String> program) {
        home = folder.resolve(name);
        this.program = List.copyOf(program);
        try {
            Path runtime = Files.createDirectories(home).resolve("run");
            Files.createDirectory(
                    runtime,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.writeString(passphraseFile(), TestRelay.PASSPHRASE + "\n");
            environment.put("XDG_RUNTIME_DIR", runtime.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String kind : List.of("DATA", "STATE", "CACHE", "CONFIG")) {
            environment.put("XDG_" + kind + "_HOME", home.resolve(kind).toString());
        }
    }

    /** The class path without what the relay logs by, which the commands' program does not have. */
    private static String commandsAlone() {
        String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        return Arrays.stream(all)
                .filter(each -> !each.matches(".*/(logback|slf4j)-[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Sets a variable for the commands from now on. */
    Computer with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    private Path passphraseFile() {
        return home.resolve("passphrase");
    }

    /** A place on it. */
    Path path(String name) {
        return home.resolve(name);
    }

    /** Its vault. */
    Path vault() {
        return path("notes");
    }

    /** A command that runs, and what it says so far. */
    record Running(Process process, Path out, Path err) {

        /** All that it said. */
        String said() {
            return read(out);
        }

        /** All that it complained of. */
        String complained() {
            return read(err);
        }

        /** As {@code kill -9}. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** As Ctrl-C would; gives what came of it. */
        Ran end() throws InterruptedException {
            process.destroy();
            return finish();
        }

        Ran finish() throws InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("it does not end: " + read(out) + read(err));
            }
            return new Ran(process.exitValue(), read(out), read(err));
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts a command; what it reads is all there. */
    Running begin(String input, String... arguments) {
        int number = count.incrementAndGet();
        Path in = path(number + ".in");
        List<String> words = new ArrayList<>(program);
        words.addAll(Arrays.asList(arguments));
        try {
            Files.writeString(in, input);
            Path out = Files.createFile(path(number + ".out"));
            Path err = Files.createFile(path(number + ".err"));
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(home.toFile())
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("VAULTNOTES_"));
            // No keyring of whoever runs the tests.
            builder.environment().remove("DBUS_SESSION_BUS_ADDRESS");
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that reads something. */
    Ran given(String input, String... arguments) throws InterruptedException {
        return begin(input, arguments).finish();
    }

    Ran run(String... arguments) throws InterruptedException {
        return given("", arguments);
    }

    /** Runs a command that must succeed; gives what it says. */
    String done(String... arguments) throws InterruptedException {
        Ran ran = run(arguments);
        assertEquals(0, ran.code(), () -> String.join(" ", arguments) + ": " + ran);
        return ran.out();
    }

    /** The same as JSON. */
    JsonNode json(String... arguments) throws InterruptedException {
        return json(done(with(arguments, "--json")));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    /** A command on its vault. */
    Ran onVault(String... arguments) throws InterruptedException {
        return run(with(arguments, "--vault", vault().toString()));
    }

    /** One that must succeed, as JSON. */
    JsonNode jsonOfVault(String... arguments) throws InterruptedException {
        return json(with(arguments, "--vault", vault().toString()));
    }

    /** A command that signs in. */
    Ran entering(String email, String... arguments) throws InterruptedException {
        return run(
                with(
                        arguments,
                        "--email",
                        email,
                        "--passphrase-file",
                        passphraseFile().toString()));
    }

    /** Gives a note a text. */
    Ran write(String note, String text) throws InterruptedException {
        return given(text, "write", note, "--vault", vault().toString());
    }

    /** The text of a note. */
    String show(String note) throws InterruptedException {
        return done("show", note, "--vault", vault().toString());
    }

    /** Makes its vault with one note, and puts it on the relay; gives its id. */
    String share(String note, String text) throws InterruptedException {
        done("new", vault().toString());
        assertEquals(0, write(note, text).code());
        return jsonOfVault("share").path("vault").asText();
    }

    /** Has the vault synced until nothing is to do any more. */
    void settle() throws InterruptedException {
        assertTrue(jsonOfVault("sync", "--once").path("state").asText().equals("live"));
    }

    /** All that there is when everything is taken out, by its path. */
    Map<String, String> export() throws Exception {
        Path to = path("export-" + count.incrementAndGet());
        done("export", to.toString(), "--vault", vault().toString());
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(to)) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        Map<String, String> all = new TreeMap<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            all.put(to.relativize(file).toString(), new String(bytes, StandardCharsets.UTF_8));
        }
        return all;
    }
}
