package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayCommandsTest {

    @TempDir private Path folder;

    private Ran run(String... arguments) {
        return Ran.in(folder, "", arguments);
    }

    /** The relay's own program says what there is; help and completion of this one say the same. */
    @Test
    void commandsOfTheRelayAreListedWithTheirOptions() throws IOException {
        String root = System.getProperty("vaultnotes.root");
        Path sources = Path.of(root, "sync-server/src/main/java/app/vaultnotes/relay/cli");
        String help = run("--help").out();
        String completion = run("completion").out();
        Pattern quoted = Pattern.compile("\\bnames? = \"([a-z-]+)\"");
        int found = 0;
        for (String name : List.of("ServeCommand", "AdminCommand", "RelayOptions")) {
            String source = Files.readString(sources.resolve(name + ".java"));
            for (MatchResult each : quoted.matcher(source).results().toList()) {
                found++;
                assertTrue(completion.contains(each.group(1)), each.group(1));
            }
        }
        assertTrue(found > 15, found + " names in " + sources);
        assertTrue(help.contains("serve ") && help.contains("admin ") && help.contains("relay)"));
        assertEquals(2, run("serve").code());
        assertEquals(2, run("admin", "users").code());
    }
}
