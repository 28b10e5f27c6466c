package app.vaultnotes.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, run as its users run it: in a checkout of its own, with a stand-in for Maven that
 * puts finished jars where Maven would.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    private static final Path ROOT = Path.of(System.getProperty("vaultnotes.root"));
    private static final Path BUILT = ROOT.resolve("app-desktop/cli/target");

    /** All that the launcher calls, {@code flock} aside. */
    private static final String[] NEEDED_TOOLS = {
        "bash",
        "cat",
        "cp",
        "find",
        "grep",
        "head",
        "mkdir",
        "mktemp",
        "mv",
        "readlink",
        "rm",
        "sh",
        "sleep",
        "tail"
    };

    /** Prints its arguments and its input, for what the launcher does by itself. */
    private static final String ECHO =
            """
            package app.vaultnotes.cli;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    if (System.getProperty("vaultnotes.training") != null) {
                        return;
                    }
                    var text = new StringBuilder();
                    int code = 0;
                    for (String argument : arguments) {
                        text.append(argument).append('\\n');
                        if (argument.startsWith("exit=")) {
                            code = Integer.parseInt(argument.substring(5));
                        }
                    }
                    System.out.write(text.append('<').toString().getBytes("UTF-8"));
                    System.in.transferTo(System.out);
                    System.out.write('>');
                    System.out.flush();
                    System.exit(code);
                }
            }
            """;

    @TempDir Path folder;
    private Launched launched = new Launched(Path.of(""));

    @BeforeEach
    void checkOut() throws IOException {
        launched = new Launched(folder.toRealPath().resolve("check out"));
        launched.checkOut(ROOT);
    }

    @Test
    void argumentsInputOutputAndExitCodeGoThrough() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        Launched.Ran built = launched.run("");
        assertTrue(built.err().startsWith("vaultnotes: building"), built.err());
        assertEquals(1, built.err().lines().count(), built.err());

        List<String> arguments = List.of("two words", "", "ä 日本 \"'$x\\", "*");
        Launched.Ran ran = launched.run("input\r\nä", arguments.toArray(String[]::new));
        assertEquals(String.join("\n", arguments) + "\n<input\r\nä>", ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        assertEquals(7, launched.run("", "exit=7").code());
    }

    @Test
    void itStartsFromAnyFolderAndThroughALink() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        Path link = Files.createSymbolicLink(folder.resolve("link"), launched.script());
        Path chained = Files.createSymbolicLink(folder.resolve("chained"), Path.of("link"));
        assertEquals("a\n<>", launched.runScript(link, "", "a").out());
        assertEquals("b\n<>", launched.runScript(chained, "", "b").out());
        assertEquals(1, launched.builds());
    }

    @Test
    void itBuildsAgainWhenASourceChangedCameWentOrMoved() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        Path source = launched.source("Main.java");
        Path other = launched.source("Other.java");
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(other, old);
        launched.run("");
        launched.run("");
        assertEquals(1, launched.builds());

        Files.writeString(source, "// changed");
        launched.run("");
        assertEquals(2, launched.builds());
        Files.move(other, other.resolveSibling("Renamed.java"), StandardCopyOption.ATOMIC_MOVE);
        launched.run("");
        assertEquals(3, launched.builds());
        Files.delete(source);
        launched.run("");
        assertEquals(4, launched.builds());
    }

    @Test
    void testsResultsAndWhatEditorsLeaveDoNotMakeItBuild() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        launched.run("");
        Files.writeString(launched.source(".Main.java.swp"), "x");
        Files.writeString(launched.source("Main.java~"), "x");
        Path test = launched.checkout().resolve("app-core/document/src/test/java/T.java");
        Files.createDirectories(test.getParent());
        Files.writeString(test, "x");
        Path result = launched.checkout().resolve("app-core/document/target/classes/T.class");
        Files.createDirectories(result.getParent());
        Files.writeString(result, "x");
        launched.run("");
        assertEquals(1, launched.builds());
    }

    @Test
    void whatChangesWhileItBuildsIsBuiltNextTime() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        launched.alsoWhenBuilding("echo '// later' >>" + launched.inCheckout("Main.java"));
        launched.run("");
        launched.run("");
        assertEquals(2, launched.builds());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalAtOnceBuildOnce(boolean flock) throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        if (!flock) {
            launched.onlyWith(NEEDED_TOOLS);
        }
        List<Process> starting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starting.add(launched.start(launched.script(), "at once"));
        }
        for (Process process : starting) {
            Launched.Ran ran = Launched.finish(process, "");
            assertEquals(0, ran.code(), ran.err());
            assertEquals("at once\n<>", ran.out());
        }
        assertEquals(1, launched.builds());
    }

    @Test
    void aLockLeftByAProcessThatIsGoneIsNoObstacle() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        launched.onlyWith(NEEDED_TOOLS);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = launched.checkout().resolve(".build-lock.d");
        Files.createDirectories(lock);
        Files.writeString(lock.resolve("owner"), gone.pid() + "\n");
        assertEquals(0, launched.run("").code());
    }

    @Test
    void aFailedBuildSaysWhyAndIsTriedAgain() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        launched.alsoWhenBuilding("echo '[ERROR] planted'; exit 1");
        Launched.Ran failed = launched.run("");
        assertEquals(1, failed.code());
        assertTrue(failed.err().contains("[ERROR] planted"), failed.err());
        assertTrue(failed.err().contains("build.log"), failed.err());
        assertEquals("", failed.out());
        launched.alsoWhenBuilding("");
        assertEquals(0, launched.run("").code());
        assertEquals(2, launched.builds());
    }

    @Test
    void aDamagedCacheIsLeftAsideInSilence() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        launched.run("");
        Path cache = launched.cache();
        byte[] whole = Files.readAllBytes(cache);
        for (int length : new int[] {1, 5_000, whole.length / 2}) {
            Files.write(cache, Arrays.copyOf(whole, length));
            assertEquals(
                    new Launched.Ran(0, "a\n<>", ""), launched.run("", "a"), "cut to " + length);
        }
        Files.writeString(cache, "not a cache");
        assertEquals(new Launched.Ran(0, "a\n<>", ""), launched.run("", "a"));
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        launched.buildWith(Launched.compile(folder.resolve("echo"), ECHO));
        Path old = folder.resolve("jdk-17");
        Launched.makeExecutable(old.resolve("bin/javac"), "exit 1");
        Launched.makeExecutable(old.resolve("bin/java"), "exit 1");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        launched.set("JAVA_HOME", old.toString());
        launched.onPath(Path.of(System.getProperty("java.home"), "bin"));
        assertEquals("a\n<>", launched.run("", "a").out());
    }

    @Test
    void theProgramStartsFromTheCache() throws Exception {
        launched.buildWith(BUILT);
        launched.run("", "--version");
        launched.set("VAULTNOTES_JAVA_OPTS", "-Xlog:class+load");
        List<String> classes =
                launched.run("", "search", "--help")
                        .out()
                        .lines()
                        .filter(line -> line.contains(" source: "))
                        .toList();
        for (String name : List.of("app.vaultnotes.cli.Main", "picocli.CommandLine")) {
            String line = name + " source: shared objects file";
            assertTrue(classes.stream().anyMatch(loaded -> loaded.endsWith(line)), name);
        }
        List<String> other =
                classes.stream().filter(line -> !line.contains("shared objects file")).toList();
        assertTrue(other.size() * 20 < classes.size(), () -> String.join("\n", other));
    }

    @Test
    void theRealProgramReadsAndWritesThroughPipes() throws Exception {
        launched.buildWith(BUILT);
        String vault = folder.resolve("my vault").toString();
        assertEquals(0, launched.run("", "new", vault).code());
        String text = "text ä 日本 \r\nend";
        assertEquals(0, launched.run(text, "write", "F/Ä", "--vault", vault).code());
        assertEquals(text, launched.run("", "show", "F/Ä", "--vault", vault).out());
        assertEquals(2, launched.run("", "no-such-command").code());
        assertEquals(1, launched.run("", "show", "missing", "--vault", vault).code());
    }
}
