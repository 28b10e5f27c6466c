package app.vaultnotes.relay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.mail.MailServer;
import app.vaultnotes.relay.mail.SmtpSettings;
import app.vaultnotes.relay.serve.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links that go by mail where the operator has a mail server, and are shown where it fails. */
class MailedLinksTest {

    @TempDir private Path folder;

    private final DatabaseAddress database = TestPostgres.newRelayDatabase();
    private MailServer server;
    private Path settings;

    @BeforeEach
    void start() throws Exception {
        server = new MailServer(folder, SmtpSettings.Security.STARTTLS, false);
        settings = settings(MailServer.PASSPHRASE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path settings(String passphrase) throws IOException {
        Path database = Files.writeString(folder.resolve("database"), this.database.password());
        Path smtp = Files.writeString(folder.resolve("smtp"), passphrase + "\n");
        return Files.write(
                folder.resolve("relay.properties"),
                List.of(
                        "data = " + folder.resolve("data"),
                        "database.url = " + this.database.url(),
                        "database.user = " + this.database.user(),
                        "database.password-file = " + database,
                        "smtp.host = localhost",
                        "smtp.port = " + server.settings().port(),
                        "smtp.ca-file = " + server.authorities().orElseThrow(),
                        "smtp.user = " + MailServer.USER,
                        "smtp.password-file = " + smtp,
                        "smtp.from = relay@example.org"));
    }

    private Ran admin(String... words) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", settings.toString()));
        return Ran.of(all.toArray(String[]::new));
    }

    private Relay relay() {
        return Relay.start(
                TestSettings.in(folder.resolve("data"))
                        .on(database)
                        .smtp(server.settings())
                        .settings());
    }

    @Test
    void anInvitationIntoAVaultGoesByMailTwentyTimesADay() throws Exception {
        try (Relay relay = relay();
                TestApp app = TestApp.signUp(relay.port(), "").withVault()) {
            InviteRequest.Builder request =
                    InviteRequest.newBuilder().setVaultId(app.vaultId()).setRole(Role.EDITOR);
            Invitation open = app.vaults().invite(request.build());
            assertFalse(open.getMailed());
            Invitation mailed = app.vaults().invite(request.setEmail("bob@example.org").build());
            assertTrue(mailed.getMailed());
            String letter = server.await(each -> each.startsWith("to bob@example.org"));
            assertTrue(letter.contains(mailed.getLink()), letter);
            assertEquals(1, server.letters().size());
            int letters = 1;
            for (int i = 2; i <= 30; i++) {
                request.setEmail("bob" + i + "@example.org");
                letters += app.vaults().invite(request.build()).getMailed() ? 1 : 0;
            }
            assertEquals(20, letters);
        }
    }

    @Test
    void linksOfCommandsGoByMailAndAreShownWhenNoLetterGoes() throws Exception {
        try (Relay relay = relay();
                TestApp app = TestApp.signUp(relay.port(), "")) {
            String email =
                    app.auth().validateToken(ValidateTokenRequest.getDefaultInstance()).getEmail();
            Ran reset = admin("reset", email);
            assertEquals(0, reset.code(), reset.err());
            assertTrue(reset.out().contains("was sent to " + EmailAddress.parse(email).text()));
            assertFalse(reset.out().contains("#"), reset.out());
            String letter = server.await(each -> each.startsWith("to " + email));
            assertTrue(letter.contains("https://relay.example/reset#"), letter);
            Ran invited = admin("invite", "eve@example.org", "--json");
            assertTrue(invited.out().contains("\"mailed\":\"eve@example.org\""), invited.out());
            assertTrue(server.await(each -> each.contains("eve@example.org")).contains("/join#"));
            Ran shown = admin("invite");
            assertTrue(shown.out().contains("https://relay.example/join#"), shown.out());
            settings = settings("wrong");
            Ran failed = admin("reset", email);
            assertEquals(0, failed.code(), failed.err());
            assertTrue(failed.out().contains("https://relay.example/reset#"), failed.out());
            assertTrue(failed.err().contains("No letter was sent"), failed.err());
        }
    }

    @Test
    void theCheckTriesTheMailServer() throws Exception {
        Ran well = check();
        assertTrue(well.out().contains("ok    smtp: localhost:"), well.out());
        assertEquals(List.of(), server.letters());
        settings = settings("wrong");
        Ran wrong = check();
        assertEquals(1, wrong.code());
        assertTrue(wrong.out().contains("fail  smtp: localhost:"), wrong.out());
        assertTrue(wrong.out().contains("refuses the user"), wrong.out());
        assertFalse(wrong.out().contains("password-file = wrong"), wrong.out());
        Files.writeString(settings, Files.readString(settings) + "smtp.security = off\n");
        server.close();
        Ran off = check();
        assertTrue(off.out().contains("fail  smtp: localhost:"), off.out());
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("smtp.host = localhost", "smtp.host = 192.0.2.1"));
        Ran clear = check();
        assertTrue(clear.out().contains("in the clear"), clear.out());
    }

    private Ran check() {
        return Ran.of("serve", "--check", "--port", "0", "--config", settings.toString());
    }
}
