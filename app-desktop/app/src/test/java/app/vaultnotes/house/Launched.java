package app.vaultnotes.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A checkout with a launcher in it, and a stand-in for Maven. */
final class Launched {

    private static final long TIMEOUT_SECONDS = 600;

    private final Path checkout;
    private final Path tools;
    private final Path log;
    private final Path extra;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** What a start left behind. */
    record Ran(int code, String out, String err) {}

    Launched(Path checkout) {
        this.checkout = checkout;
        this.tools = checkout.resolveSibling("tools");
        this.log = checkout.resolveSibling("maven-runs");
        this.extra = checkout.resolveSibling("maven-extra");
        set("JAVA_HOME", System.getProperty("java.home"));
        set("XDG_CACHE_HOME", checkout.resolveSibling("cache").toString());
        onPath(tools);
    }

    Path checkout() {
        return checkout;
    }

    Path script() {
        return checkout.resolve("vaultnotes");
    }

    /**
     * Makes a checkout in a folder: the launcher, sources that stand for the project's, and a Maven
     * that “builds” the jars that a target folder holds.
     */
    static Launched checkOut(Path root, Path folder, Path target) throws IOException {
        return checkOut(root, folder, "cli", target);
    }

    /** The same for the program of another module of the desktop. */
    static Launched checkOut(Path root, Path folder, String module, Path target)
            throws IOException {
        Path place = Files.createDirectories(folder).toRealPath();
        Launched launched = new Launched(place.resolve("check out"));
        launched.copyFrom(root);
        launched.buildWith(module, target);
        return launched;
    }

    private void copyFrom(Path root) throws IOException {
        Files.createDirectories(checkout.resolve("packaging"));
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.createDirectories(checkout.resolve("app-core"));
        Files.createDirectories(source("Main.java").getParent());
        for (String name :
                List.of(
                        "vaultnotes",
                        "pom.xml",
                        ".mvn/maven.config",
                        "packaging/find-jdk.sh",
                        "packaging/DirectCalls.java",
                        "packaging/DirectLambda.java",
                        "packaging/QuickJars.java")) {
            Files.copy(root.resolve(name), checkout.resolve(name));
        }
        Files.writeString(source("Main.java"), "// main");
        Files.writeString(source("Other.java"), "// other");
        Files.writeString(log, "");
        Files.writeString(extra, "");
    }

    Path source(String name) {
        return checkout.resolve("app-desktop/cli/src/main/java").resolve(name);
    }

    void add(String name) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    /** A source as the stand-in for Maven names it. */
    String inCheckout(String name) {
        return "'" + source(name) + "'";
    }

    private void buildWith(String module, Path target) throws IOException {
        makeExecutable(
                tools.resolve("mvn"),
                """
                echo run >>'%s'
                . '%s'
                mkdir -p app-desktop/%s/target/dependencies
                cp '%s'/dependencies/*.jar app-desktop/%s/target/dependencies/
                cp '%s'/%s-*.jar app-desktop/%s/target/
                """
                        .formatted(log, extra, module, target, module, target, module, module));
    }

    /** Has Maven do something else first. */
    void alsoWhenBuilding(String command) throws IOException {
        Files.writeString(extra, command + "\n");
    }

    /** How often Maven was run. */
    int builds() throws IOException {
        return Files.readAllLines(log).size();
    }

    Path cache() throws IOException {
        try (Stream<Path> files = Files.list(checkout.resolve("app-desktop/cli/target/app"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
        }
    }

    final void set(String name, String value) {
        environment.put(name, value);
    }

    final void onPath(Path folder) {
        String path = environment.getOrDefault("PATH", System.getenv("PATH"));
        environment.put("PATH", folder + ":" + path);
    }

    /** Leaves only these tools for the launcher to find. */
    void onlyWith(String... names) throws IOException {
        List<Path> places = Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of).toList();
        for (String name : names) {
            Path found =
                    places.stream()
                            .map(place -> place.resolve(name))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException(name + " is missing"));
            makeExecutable(tools.resolve(name), "exec '" + found + "' \"$@\"\n");
        }
        environment.put("PATH", tools.toString());
    }

    Ran run(String input, String... arguments) throws IOException, InterruptedException {
        return runScript(script(), input, arguments);
    }

    Ran runScript(Path script, String input, String... arguments)
            throws IOException, InterruptedException {
        return finish(start(script, arguments), input);
    }

    Process start(Path script, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(script.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.directory(tools.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Ran finish(Process process, String input) throws IOException, InterruptedException {
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process, true));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process, false));
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertTrue(ended, "the launcher did not end in " + TIMEOUT_SECONDS + " s");
        return new Ran(process.exitValue(), out.join(), err.join());
    }

    private static String text(Process process, boolean out) {
        try {
            byte[] bytes =
                    (out ? process.getInputStream() : process.getErrorStream()).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void makeExecutable(Path script, String body) throws IOException {
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\nset -e\n" + body);
        assertTrue(script.toFile().setExecutable(true));
    }

    /** Compiles the program's main class into a jar as a target folder holds it. */
    static Path compile(Path target, String source) throws IOException {
        return compile(target, "cli", "app/vaultnotes/cli/Main.class", source);
    }

    /** The same of the relay's program. */
    static Path compileRelay(Path target, String source) throws IOException {
        return compile(target, "sync-server", "app/vaultnotes/relay/cli/Main.class", source);
    }

    private static Path compile(Path target, String module, String entry, String source)
            throws IOException {
        Path file = target.resolve("src/Main.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        String classes = target.resolve("classes").toString();
        int failures =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes, file.toString());
        assertEquals(0, failures);
        jar(target.resolve(module + "-1.jar"), entry, Files.readAllBytes(Path.of(classes, entry)));
        Path dependencies = Files.createDirectories(target.resolve("dependencies"));
        jar(dependencies.resolve("other.jar"), "empty", new byte[0]);
        return target;
    }

    private static void jar(Path jar, String name, byte[] bytes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(name));
            out.write(bytes);
            out.closeEntry();
        }
    }
}
