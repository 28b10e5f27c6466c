package app.vaultnotes.relay.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A setting that the page does not have is never found, and a variable that no relay knows is
 * passed over in silence: both would be noticed by operators alone.
 */
class OperatorFilesTest {

    private static final String BEFORE_KEYS = "; the keys are ";

    private static final Path ROOT = Path.of(System.getProperty("vaultnotes.root"));
    private static final Path FOLDER = ROOT.resolve("packaging/relay");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| `(VAULTNOTES_[A-Z0-9_]+)` \\|");
    private static final Pattern VARIABLE = Pattern.compile("\\bVAULTNOTES_[A-Z0-9_]+");

    @Test
    void thePageHasEverySettingAndNoOther(@TempDir Path folder) throws Exception {
        assertEquals(knownKeys(folder), pageRows().keySet());
    }

    @Test
    void variablesAreNamedAfterTheirKeys() throws IOException {
        pageRows()
                .forEach((key, variable) ->
                        assertEquals(
                                "VAULTNOTES_"
                                        + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                                variable));
    }

    @Test
    void filesSetOnlyWhatTheRelayKnows() throws IOException {
        Set<String> known = Set.copyOf(pageRows().values());
        for (String name :
                List.of(
                        "Dockerfile",
                        "Ready.java",
                        "compose.yaml",
                        "compose-postgres-s3.yaml",
                        "vaultnotes-relay.service")) {
            Set<String> used = found(VARIABLE, FOLDER.resolve(name));
            assertTrue(known.containsAll(used), name + " has " + used);
        }
    }

    /** What the relay says when it is told something that it does not know. */
    private static Set<String> knownKeys(Path folder) throws IOException, InterruptedException {
        Path configuration = folder.resolve("relay.properties");
        Files.writeString(configuration, "no-such-key = 1\n");
        Path said = folder.resolve("said");
        Process relay =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "serve",
                                "--config",
                                configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            assertTrue(relay.waitFor(60, TimeUnit.SECONDS));
        } finally {
            relay.destroyForcibly();
        }
        String hint =
                Files.readString(said, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(BEFORE_KEYS))
                        .findFirst()
                        .orElseThrow();
        String keys =
                hint.substring(hint.indexOf(BEFORE_KEYS) + BEFORE_KEYS.length())
                        .replaceFirst("\\.$", "");
        return new TreeSet<>(List.of(keys.split(", ")));
    }

    private static Map<String, String> pageRows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/relay.md")))
                .results()
                .collect(
                        Collectors.toMap(
                                row -> row.group(1),
                                row -> row.group(2),
                                (first, second) -> first,
                                TreeMap::new));
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
