package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which words of a command line are the app's, and which a command's. */
class ArgumentsTest {

    private static Optional<Arguments> of(String... words) {
        return Arguments.of(List.of(words));
    }

    @Test
    void aVaultAndFilesAreTheApps() {
        assertEquals(Optional.of(new Arguments(Optional.empty(), List.of())), of());
        Path vault = Path.of("v").toAbsolutePath();
        Path file = Path.of("a b.MD").toAbsolutePath();
        assertEquals(
                Optional.of(new Arguments(Optional.of(vault), List.of(file))),
                of("--vault", "v", "a b.MD"));
        assertEquals(Optional.of(new Arguments(Optional.empty(), List.of(file))), of("a b.MD"));
    }

    @Test
    void anythingElseIsACommands() {
        assertEquals(Optional.empty(), of("show", "Note.md"));
        assertEquals(Optional.empty(), of("--vault"));
        assertEquals(Optional.empty(), of("--help"));
        assertEquals(Optional.empty(), of("--vault", "v", "ls"));
        assertEquals(Optional.empty(), of("-x.md"));
    }
}
