package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up cache is made from jars and really used. */
class LauncherTest {

    @TempDir Path folder;

    @Test
    void classesComeFromTheCacheThatATrainingRunMade() throws IOException, InterruptedException {
        String jars = jars();
        Path cache = folder.resolve("startup.aot");
        Files.createDirectories(folder.resolve("training"));
        String training =
                run(
                        "-XX:AOTCacheOutput=" + cache,
                        "-Dvaultnotes.training=" + folder.resolve("training"),
                        "-cp",
                        jars,
                        Main.class.getName());
        assumeTrue(Files.exists(cache), "this JDK makes no AOT cache: " + training);
        String log =
                run(
                        "-XX:AOTCache=" + cache,
                        "-Xlog:class+load",
                        "-cp",
                        jars,
                        Main.class.getName(),
                        "--help");
        List<String> loaded = log.lines().filter(line -> line.contains(" source: ")).toList();
        long cached = loaded.stream().filter(line -> line.contains("shared objects file")).count();
        assertTrue(cached > loaded.size() * 0.8, cached + " of " + loaded.size() + " classes");
        assertTrue(
                log.lines()
                        .anyMatch(line ->
                                line.contains(
                                        "app.vaultnotes.cli.RootHelp source: shared objects file")),
                "our own classes are not in the cache");
    }

    /** The class path as jars: class folders, of which a cache knows nothing, become jars first. */
    private String jars() throws IOException {
        StringBuilder path = new StringBuilder();
        int number = 0;
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path file = Path.of(element);
            if (element.contains("test-classes") || !Files.exists(file)) {
                continue;
            }
            Path jar = Files.isDirectory(file) ? packed(file, number++) : file;
            path.append(path.isEmpty() ? "" : File.pathSeparator).append(jar);
        }
        return path.toString();
    }

    private Path packed(Path classes, int number) throws IOException {
        Path jar = folder.resolve("classes" + number + ".jar");
        try (Stream<Path> files = Files.walk(classes);
                java.util.zip.ZipOutputStream out =
                        new java.util.zip.ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                out.putNextEntry(new java.util.zip.ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private String run(String... options) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }
}
