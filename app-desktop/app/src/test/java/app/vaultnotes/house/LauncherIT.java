package app.vaultnotes.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.BeforeAll;
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
    private static final Path BUILT_APP = ROOT.resolve("app-desktop/app/target");

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
                        if (argument.equals("demo")) {
                            text.append(System.getenv("VAULTNOTES_LAUNCHER"));
                        }
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

    private static final String RELAY =
            """
            package app.vaultnotes.relay.cli;

            public class Main {
                public static void main(String[] arguments) {
                    System.out.print("relay");
                }
            }
            """;

    @TempDir static Path shared;
    private static Path echoTarget;
    private static Launched echo;
    private static Launched real;
    private static Launched.Ran firstRun;

    @TempDir Path folder;

    /** Two checkouts, one with a built stand-in and one with the built program, for all to use. */
    @BeforeAll
    static void build() throws Exception {
        echoTarget = Launched.compile(shared.resolve("echo target"), ECHO);
        echo = Launched.checkOut(ROOT, shared.resolve("echo"), echoTarget);
        firstRun = echo.run("", "command");
        real = Launched.checkOut(ROOT, shared.resolve("real"), BUILT);
        real.run("", "--version");
    }

    private Launched unbuilt() throws IOException {
        return Launched.checkOut(ROOT, folder, echoTarget);
    }

    @Test
    void buildingSaysOneLineWhereThereIsNoTerminal() {
        assertTrue(firstRun.err().startsWith("vaultnotes: building"), firstRun.err());
        assertEquals(1, firstRun.err().lines().count(), firstRun.err());
        assertEquals("command\n<>", firstRun.out());
    }

    @Test
    void argumentsInputOutputAndExitCodeGoThrough() throws Exception {
        List<String> arguments = List.of("two words", "", "ä 日本 \"'$x\\", "*");
        Launched.Ran ran = echo.run("input\r\nä", arguments.toArray(String[]::new));
        assertEquals(String.join("\n", arguments) + "\n<input\r\nä>", ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        assertEquals(7, echo.run("", "exit=7").code());
    }

    @Test
    void itStartsFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(shared.resolve("link"), echo.script());
        Path chained = Files.createSymbolicLink(shared.resolve("chained"), Path.of("link"));
        assertEquals("a\n<>", echo.runScript(link, "", "a").out());
        assertEquals("b\n<>", echo.runScript(chained, "", "b").out());
        assertEquals(1, echo.builds());
    }

    @Test
    void itBuildsAgainWhenASourceChangedCameWentOrMoved() throws Exception {
        Launched launched = unbuilt();
        Path source = launched.source("Main.java");
        Path other = launched.source("Other.java");
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(other, old);
        launched.run("", "command");
        Files.writeString(launched.source(".Main.java.swp"), "an editor's");
        Files.writeString(launched.source("Main.java~"), "an editor's");
        launched.add("app-core/document/src/test/java/T.java");
        launched.add("app-core/document/target/classes/T.class");
        launched.run("", "command");
        assertEquals(1, launched.builds());

        Files.writeString(source, "// changed");
        launched.run("", "command");
        assertEquals(2, launched.builds());
        Files.move(other, other.resolveSibling("Renamed.java"), StandardCopyOption.ATOMIC_MOVE);
        launched.run("", "command");
        assertEquals(3, launched.builds());
        Files.delete(source);
        launched.run("", "command");
        assertEquals(4, launched.builds());
    }

    @Test
    void whatChangesWhileItBuildsIsBuiltNextTime() throws Exception {
        Launched launched = unbuilt();
        launched.alsoWhenBuilding("touch -t 203001010000 " + launched.inCheckout("Main.java"));
        launched.run("", "command");
        launched.run("", "command");
        assertEquals(2, launched.builds());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalAtOnceBuildOnce(boolean flock) throws Exception {
        Launched launched = unbuilt();
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
        Launched launched = unbuilt();
        launched.onlyWith(NEEDED_TOOLS);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = launched.checkout().resolve(".build-lock.d");
        Files.createDirectories(lock);
        Files.writeString(lock.resolve("owner"), gone.pid() + "\n");
        assertEquals(0, launched.run("", "command").code());
    }

    @Test
    void aFailedBuildSaysWhyAndIsTriedAgain() throws Exception {
        Launched launched = unbuilt();
        launched.alsoWhenBuilding("echo '[ERROR] planted'; exit 1");
        Launched.Ran failed = launched.run("", "command");
        assertEquals(1, failed.code());
        assertTrue(failed.err().contains("[ERROR] planted"), failed.err());
        assertTrue(failed.err().contains("build.log"), failed.err());
        assertEquals("", failed.out());
        launched.alsoWhenBuilding("");
        assertEquals(0, launched.run("", "command").code());
        assertEquals(2, launched.builds());
    }

    @Test
    void aDamagedCacheIsLeftAsideInSilence() throws Exception {
        Path cache = echo.cache();
        byte[] whole = Files.readAllBytes(cache);
        for (int length : new int[] {1, 5_000, whole.length / 2}) {
            Files.write(cache, Arrays.copyOf(whole, length));
            assertEquals(new Launched.Ran(0, "a\n<>", ""), echo.run("", "a"), "cut to " + length);
        }
        Files.writeString(cache, "not a cache");
        assertEquals(new Launched.Ran(0, "a\n<>", ""), echo.run("", "a"));
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        Launched launched = new Launched(echo.checkout());
        Path old = folder.resolve("jdk-17");
        Launched.makeExecutable(old.resolve("bin/javac"), "exit 1");
        Launched.makeExecutable(old.resolve("bin/java"), "exit 1");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        launched.set("JAVA_HOME", old.toString());
        launched.onPath(Path.of(System.getProperty("java.home"), "bin"));
        assertEquals("a\n<>", launched.run("", "a").out());
    }

    /** It starts a relay by the launcher, which has been built by then. */
    @Test
    void theDemonstrationIsGivenALauncherAndARelay() throws Exception {
        Path relay = Launched.compileRelay(folder.resolve("relay"), RELAY);
        Launched launched = unbuilt();
        launched.add("shared-proto/a.proto");
        launched.add("sync-server/src/main/java/Main.java");
        launched.alsoWhenBuilding(
                "mkdir -p sync-server/target; cp -r '%s'/* sync-server/target/".formatted(relay));
        assertEquals("demo\n" + launched.script() + "<>", launched.run("", "demo").out());
        assertEquals(2, launched.builds());
        assertEquals("relay", launched.run("", "serve").out());
        assertEquals(2, launched.builds());
    }

    @Test
    void theProgramStartsFromTheCache() throws Exception {
        Launched launched = new Launched(real.checkout());
        launched.set("VAULTNOTES_JAVA_OPTS", "-Xlog:class+load");
        Launched.Ran ran = launched.run("", "search", "--help");
        assertFromCache(ran, "app.vaultnotes.cli.Main", "picocli.CommandLine");
    }

    @Test
    void theAppStartsFromTheCache() throws Exception {
        Launched app = Launched.checkOut(ROOT, folder, "app", BUILT_APP);
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        app.set("XDG_STATE_HOME", scratch.resolve("state").toString());
        app.set("XDG_RUNTIME_DIR", scratch.toString());
        // What it is trained with is also what opens a window, uses it and ends by itself.
        app.set(
                "VAULTNOTES_JAVA_OPTS",
                "-Dglass.platform=Headless -Dprism.order=sw -Xlog:class+load -Dvaultnotes.training="
                        + scratch);
        Launched.Ran ran = app.run("");
        assertEquals(0, ran.code(), ran.err());
        assertFromCache(
                ran,
                "app.vaultnotes.desktop.AppWindow",
                "app.vaultnotes.desktop.editor.LiveArea",
                "javafx.scene.Scene",
                "com.sun.javafx.tk.quantum.QuantumToolkit",
                "com.sun.prism.es2.ES2Pipeline",
                "org.fxmisc.richtext.GenericStyledArea");
    }

    @Test
    void picturesAreTakenByTheApp() throws Exception {
        Launched app = Launched.checkOut(ROOT, folder, "app", BUILT_APP);
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        app.set("XDG_RUNTIME_DIR", scratch.toString());
        Path file = Files.writeString(folder.resolve("no folder"), "");
        Launched.Ran ran = app.run("", "tour", file.toString());
        // The command line by itself has no screens, and says so before it looks at the folder.
        assertFalse(ran.err().contains("no screens"), ran.err());
        assertTrue(ran.code() > 0 && ran.err().contains("no folder"), ran.err());
    }

    /** These classes, and nearly all others, came from the start-up cache. */
    private static void assertFromCache(Launched.Ran ran, String... names) {
        List<String> classes =
                ran.out().lines().filter(line -> line.contains(" source: ")).toList();
        for (String name : names) {
            String line = " " + name + " source: shared objects file";
            assertTrue(classes.stream().anyMatch(loaded -> loaded.endsWith(line)), name);
        }
        List<String> other =
                classes.stream().filter(line -> !line.contains("shared objects file")).toList();
        assertTrue(other.size() * 20 < classes.size(), () -> String.join("\n", other));
    }

    @Test
    void withoutACommandAndWithoutADisplayItSaysWhatThereIs()
            throws IOException, InterruptedException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux") && System.getenv("DISPLAY") == null,
                "skipped: there is a display, and the app would open");
        Launched.Ran ran = real.run("");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("“vaultnotes help”"), ran.err());
    }

    @Test
    void theRealProgramReadsAndWritesThroughPipes() throws Exception {
        String vault = folder.resolve("my vault").toString();
        assertEquals(0, real.run("", "new", vault).code());
        String text = "text ä 日本 \r\nend";
        assertEquals(0, real.run(text, "write", "F/Ä", "--vault", vault).code());
        assertEquals(text, real.run("", "show", "F/Ä", "--vault", vault).out());
        assertEquals(2, real.run("", "no-such-command").code());
        assertEquals(1, real.run("", "show", "missing", "--vault", vault).code());
    }
}
