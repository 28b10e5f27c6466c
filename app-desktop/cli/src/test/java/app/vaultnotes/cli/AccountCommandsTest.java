package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands on accounts say where no relay answers, in processes with a home of their own. */
class AccountCommandsTest {

    private static final String LINK = "https://localhost:9/join#" + "MsGnTL-_".repeat(4);

    @TempDir private Path folder;
    private String passphrase = "";

    @BeforeEach
    void writePassphrase() throws IOException {
        Path file = folder.resolve("passphrase");
        Files.writeString(file, "seven grey herons wade upstream\r\nand no more\n");
        passphrase = file.toString();
    }

    private Ran run(String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                CommandProcess.of(folder, List.of("-XX:TieredStopAtLevel=1"), arguments)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        int code = builder.start().waitFor();
        return new Ran(
                code,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static void says(Ran ran, int code, String... parts) {
        assertEquals(code, ran.code(), ran.err());
        assertEquals("", ran.out());
        for (String part : parts) {
            assertTrue(ran.err().contains(part), ran.err());
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        says(run("account"), 2, "Say what to do", "account --help");
        says(run("account", "vaults", "--json"), 2, "\"usage\"", "no relay", "--relay URL");
        says(
                run("account", "vaults", "--relay", "localhost:9"),
                1,
                "not signed in to https://localhost:9/",
                "account login");
        says(
                run("account", "create", "--link", LINK, "--relay", "localhost:10"),
                1,
                "of https://localhost:9/, not of https://localhost:10/");
    }

    @Test
    void aRelayThatDoesNotAnswerAndOneThatCannotBeAreTold() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String[] login = {
            "account",
            "login",
            "--email",
            "a@example.org",
            "--passphrase-file",
            passphrase,
            "--relay"
        };
        String[] to = java.util.Arrays.copyOf(login, login.length + 1);
        to[login.length] = "http://127.0.0.1:" + free;
        says(run(to), 1, "Nothing answers at 127.0.0.1:" + free);
        to[login.length] = "http://elsewhere.example";
        says(run(to), 1, "https");
        assertFalse(Files.exists(folder.resolve("data/vaultnotes")));
    }

    @Test
    void aPassphraseIsAFirstLineOfTextAndShownToNobody() throws Exception {
        String[] create = {
            "account",
            "create",
            "--link",
            LINK,
            "--email",
            "a@example.org",
            "--fingerprint",
            "0a".repeat(32),
            "--passphrase-file",
            passphrase
        };
        says(run(create), 1, "Nothing answers at localhost:9");
        Files.writeString(Path.of(passphrase), "fourteen chars\n");
        Ran tooShort = run(create);
        says(tooShort, 1, "14 characters", "15 are the least");
        assertFalse(tooShort.err().contains("fourteen chars"));
        Files.write(Path.of(passphrase), new byte[] {(byte) 0xc3, '('});
        says(run(create), 1, "not in UTF-8");
        Files.writeString(Path.of(passphrase), "x".repeat(10_000));
        says(run(create), 1, "too long");
    }

    @Test
    void aVaultThatIsOnNoRelayHasNoMembers() throws Exception {
        String vault = folder.resolve("notes").toString();
        assertEquals(0, run("new", vault).code());
        says(run("members", "--vault", vault), 1, "is on no relay", "share");
        says(run("invite", "--vault", vault), 2, "--role");
        says(run("leave", "--vault", vault, "--json"), 1, "\"not-found\"");
    }

    @Test
    void helpAndCompletionKnowAllOfIt() {
        Ran help = Ran.in(folder, "", "account", "--help");
        for (String word :
                List.of("create", "login", "logout", "devices", "revoke", "passphrase", "vaults")) {
            assertTrue(
                    Pattern.compile("^ +" + word + " ", Pattern.MULTILINE)
                            .matcher(help.out())
                            .find(),
                    help.out());
        }
        String completion = Ran.in(folder, "", "completion").out();
        assertTrue(completion.contains("--passphrase-file") && completion.contains("viewer"));
    }
}
