package app.vaultnotes.relay.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.ListVaultsResponse;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.call.EmailAddress;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is seldom seen at the relay's pages, in a real Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksAndStatesTest {

    private static final String ADMIN = "ada@example.org";
    private static final String OTHER = "tomas@example.org";
    private static final int MANY = 60;
    private static final int PAGE = 50;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path folder;

    private PageRelay relay;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "no Chromium here: apt-get install chromium");
        relay = PageRelay.start(folder);
        relay.signUp(ADMIN, relay.relay.firstAccountLink().orElseThrow());
        relay.signUp(OTHER, relay.relay.operator().invite(null, false).link());
        browser = Browser.start(chromium.get(), Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (relay != null) {
            relay.close();
        }
    }

    private static void assertQuiet(BrowserPage page) {
        assertEquals(0, page.complaints.size(), page.complaints.toString());
    }

    /** A link into a vault of somebody's. */
    private String invitation(Session owner, String name) throws Exception {
        String vault = TestRelay.id();
        String made =
                JsonFormat.printer()
                        .print(
                                CreateVaultRequest.newBuilder()
                                        .setVaultId(vault)
                                        .setName(name)
                                        .setSealing(Sealing.READABLE)
                                        .build());
        assertEquals(200, relay.post("/v1/vaults", owner.getAccessToken(), made).statusCode());
        String invite =
                JsonFormat.printer()
                        .print(
                                InviteRequest.newBuilder()
                                        .setVaultId(vault)
                                        .setRole(Role.EDITOR)
                                        .build());
        HttpResponse<String> answer =
                relay.post("/v1/vaults/" + vault + "/invitations", owner.getAccessToken(), invite);
        return PageRelay.parse(answer, Invitation.newBuilder()).getLink();
    }

    private static void have(BrowserPage page, String passphrase) {
        page.type("#have-email", OTHER);
        page.type("#have-passphrase", passphrase);
        page.click("#have-form button");
    }

    @Test
    void whoHasAnAccountJoinsAVaultWithIt() throws Exception {
        String link = invitation(relay.signIn(ADMIN), "Trips");
        BrowserPage page = browser.page();
        page.open(link);
        page.awaitVisible("#have");
        page.type("#email", OTHER);
        page.type("#new", TestRelay.PASSPHRASE);
        page.type("#again", TestRelay.PASSPHRASE);
        page.click("#make-form .primary");
        page.await("!document.querySelector('#make .error').hidden");
        assertEquals(OTHER, page.eval("document.querySelector('#have-email').value").asText());
        have(page, "not the passphrase at all");
        page.await("!document.querySelector('#have .error').hidden");
        have(page, TestRelay.PASSPHRASE);
        page.awaitText("#done", "Trips");
        page.awaitVisible("#next");
        assertFalse(page.isVisible("#have"));
        String token = relay.signIn(OTHER).getAccessToken();
        ListVaultsResponse vaults =
                PageRelay.parse(relay.get("/v1/vaults", token), ListVaultsResponse.newBuilder())
                        .build();
        assertEquals("Trips", vaults.getVaults(0).getName());
        assertEquals(Role.EDITOR, vaults.getVaults(0).getRole());
        page.open(link);
        page.awaitVisible("#have");
        have(page, TestRelay.PASSPHRASE);
        page.await("!document.querySelector('#have .error').hidden");
        assertQuiet(page);
    }

    @Test
    void aForgottenPassphraseIsSetAnewByALinkOnce() throws Exception {
        String email = "forgetful@example.org";
        relay.signUp(email, relay.relay.operator().invite(null, false).link());
        String link = relay.relay.operator().reset(EmailAddress.parse(email)).link();
        String passphrase = "nine grey herons wade upstream";
        BrowserPage page = browser.page();
        page.open(link);
        page.awaitVisible("#make");
        assertEquals("/reset", page.eval("location.pathname + location.hash").asText());
        reset(page, "another@example.org", passphrase);
        page.awaitText("#make .error", "does not work");
        reset(page, email, passphrase);
        page.awaitVisible("#done");
        assertFalse(page.isVisible("#make"));
        page.open(relay.url);
        page.awaitVisible("#sign-in");
        page.type("#email", email);
        page.type("#passphrase", TestRelay.PASSPHRASE);
        page.click("#sign-in-form .primary");
        page.await("!document.querySelector('#sign-in .error').hidden");
        page.type("#passphrase", passphrase);
        page.click("#sign-in-form .primary");
        page.awaitText("#who", email);
        page.open(link);
        page.awaitVisible("#make");
        reset(page, email, passphrase);
        page.awaitText("#make .error", "does not work");
        assertQuiet(page);
    }

    private static void reset(BrowserPage page, String email, String passphrase) {
        page.type("#email", email);
        page.type("#new", passphrase);
        page.type("#again", passphrase);
        page.click("#make-form .primary");
    }

    @Test
    void moreAccountsThanAPageHasComeWhenAskedFor() throws Exception {
        long before = accounts();
        run(
                "ALTER TABLE account NO FORCE ROW LEVEL SECURITY",
                "INSERT INTO account SELECT gen_random_uuid(), 'm' || n || '@example.org', 'm' || n"
                        + " || '@example.org', 'none', false, 1 FROM generate_series(1, "
                        + MANY
                        + ") n",
                "ALTER TABLE account FORCE ROW LEVEL SECURITY");
        BrowserPage page = browser.page();
        page.open(relay.url);
        page.awaitVisible("#sign-in");
        page.type("#email", ADMIN);
        page.type("#passphrase", TestRelay.PASSPHRASE);
        page.click("#sign-in-form .primary");
        page.awaitVisible("#more");
        String rows = "document.querySelectorAll('#accounts tbody tr').length";
        assertEquals(PAGE, page.eval(rows).asInt());
        page.click("#more");
        page.await(rows + " > " + PAGE);
        assertTrue(page.eval(rows).asLong() >= before + MANY);
        assertFalse(page.isVisible("#more"));
        String names =
                "new Set([...document.querySelectorAll('#accounts tbody th')].map((each) =>"
                        + " each.innerText.split(' ')[0])).size";
        assertEquals(page.eval(rows).asLong(), page.eval(names).asLong());
        assertQuiet(page);
    }

    private long accounts() throws Exception {
        return relay.relay.operator().users("", 1_000).size();
    }

    private void run(String... statements) throws SQLException {
        run(TestPostgres.connect(relay.address), statements);
    }

    private static void run(Connection opened, String... statements) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The page is the relay's own: it tells that the database is away. */
    @Test
    void aRelayWithoutItsDatabaseSaysThatItIsNotReady(@TempDir Path other) throws Exception {
        try (PageRelay alone = PageRelay.start(other)) {
            BrowserPage page = browser.page();
            page.open(alone.url);
            page.awaitText("#state", "Running");
            databaseOf(alone, false);
            page.open(alone.url);
            page.awaitText("#state", "Not ready");
            assertEquals(
                    "not-ready", page.eval("document.querySelector('#state').className").asText());
            assertEquals(503, alone.get("/readyz", "").statusCode());
            databaseOf(alone, true);
            page.open(alone.url);
            page.awaitText("#state", "Running");
            assertQuiet(page);
        }
    }

    private static void databaseOf(PageRelay relay, boolean isThere)
            throws SQLException, IOException {
        String name = relay.address.url().replaceAll("^.*/", "");
        String kick =
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                        .formatted(name);
        run(
                TestPostgres.connect(TestPostgres.newDatabase()),
                "ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + isThere,
                kick);
    }
}
