package app.vaultnotes.cli.keychain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.SecretFile;
import app.vaultnotes.vault.account.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that take the place of {@code secret-tool}, good ones and bad ones. */
class SecretServiceTest {

    private static final byte[] SECRET = {0, 1, 2, (byte) 0xff, '\n'};

    /** Keeps what it reads in a file beside it, and notes what it was called with. */
    private static final String GOOD =
            """
            cd "${0%/*}"
            echo "$@" >>called
            case $1 in
              store) cat >"kept-$6" ;;
              lookup) cat "kept-$5" 2>/dev/null ;;
              clear) rm "kept-$5" ;;
            esac
            """;

    @TempDir private Path folder;

    @BeforeEach
    void requireShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    }

    private SecretService tool(String script, Duration limit) throws IOException {
        Path tool = folder.resolve("secret-tool");
        Files.writeString(tool, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return new SecretService(new Tool(tool.toString(), limit));
    }

    private SecretService tool(String script) throws IOException {
        return tool(script, Duration.ofSeconds(60));
    }

    private Secrets file() {
        SecretFile.Passphrases none =
                new SecretFile.Passphrases() {
                    @Override
                    public Optional<String> given() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> asked(Path file) {
                        return Optional.empty();
                    }
                };
        return new SecretFile(folder.resolve("secrets"), none, new SecureRandom());
    }

    @Test
    void secretsComeAndGoAndNoListOfProcessesShowsThem() throws IOException {
        Secrets secrets = new KeychainFirst(tool(GOOD), file());
        assertTrue(secrets.get("device-a").isEmpty());
        secrets.put("device-a", SECRET);
        assertArrayEquals(SECRET, secrets.get("device-a").orElseThrow());
        assertEquals("your desktop's keyring", secrets.place());
        String text = Base64.getEncoder().encodeToString(SECRET);
        assertEquals(text, Files.readString(folder.resolve("kept-device-a")));
        assertFalse(Files.readString(folder.resolve("called")).contains(text));
        assertFalse(Files.exists(folder.resolve("secrets")));
        secrets.remove("device-a");
        assertTrue(secrets.get("device-a").isEmpty());
    }

    @Test
    void whatAKeychainDoesNotTakeGoesIntoTheFileAndThatIsSaid() throws IOException {
        for (String bad :
                new String[] {"exit 1", "cat >/dev/null", "echo '*'", "exec 0<&-; exit 0"}) {
            Secrets secrets = new KeychainFirst(tool(bad), file());
            secrets.put("device-a", SECRET);
            assertArrayEquals(SECRET, secrets.get("device-a").orElseThrow(), bad);
            assertTrue(secrets.place().contains("secret-tool failed"), secrets.place());
            assertTrue(secrets.place().contains("no passphrase"), secrets.place());
        }
        Secrets missing =
                new KeychainFirst(
                        new SecretService(new Tool("/nowhere/secret-tool", Duration.ofSeconds(60))),
                        file());
        assertArrayEquals(SECRET, missing.get("device-a").orElseThrow());
        assertTrue(missing.place().contains("cannot be started"), missing.place());
        missing.remove("device-a");
        assertTrue(missing.get("device-a").isEmpty());
    }

    @Test
    void oneThatDoesNotEndIsNotWaitedFor() throws IOException {
        SecretService stuck = tool("sleep 1000", Duration.ofMillis(300));
        VaultException failure = assertThrows(VaultException.class, () -> stuck.get("device-a"));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("does not answer"),
                failure.getMessage());
        SecretService chatty = tool("exec >&-; sleep 1000", Duration.ofMillis(300));
        assertThrows(VaultException.class, () -> chatty.put("device-a", SECRET));
    }
}
