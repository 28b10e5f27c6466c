package app.vaultnotes.relay.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.relay.TestRelay;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * People at the relay's pages, in a real Chromium. With {@code -Dvaultnotes.pictures=FOLDER} it
 * keeps a picture of each state.
 */
class OperatorPageTest {

    private static final String ADMIN = "ada.winter@example.org";
    private static final String SECOND = "tomas.reed@example.org";
    private static final int TAB = 9;
    private static final int ENTER = 13;
    private static final int HEIGHT = 900;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path folder;

    private final String checks = resource("checks.js");

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(OperatorPageTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFirstAdminInvitesASecondPersonAndLetsAndKeepsThemOut() throws Exception {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "no Chromium here: apt-get install chromium");
        try (PageRelay relay = PageRelay.start(folder);
                Browser browser = Browser.start(chromium.get(), profile())) {
            BrowserPage first = browser.page();
            firstAccount(first, relay.relay.firstAccountLink().orElseThrow());
            signInByKeys(first, relay.url);
            nothingIsKept(first);
            String link = invite(first);
            BrowserPage second = browser.page();
            secondJoins(second, link);
            usedLinkIsRefused(second, link);
            secondSeesTheirOwnAlone(second, relay);
            suspend(first, second);
            signOut(first);
            docs(first, relay.url);
            assertEquals(0, first.complaints.size(), first.complaints.toString());
            assertEquals(0, second.complaints.size(), second.complaints.toString());
        }
    }

    private Path profile() throws IOException {
        return Files.createDirectory(folder.resolve("profile"));
    }

    /** What holds for a page however it is shown. */
    private void check(BrowserPage page, String state) throws IOException {
        for (boolean isDark : new boolean[] {false, true}) {
            for (int width : new int[] {1440, 390, 320}) {
                page.screen(width, HEIGHT, isDark);
                JsonNode wrong = page.eval(checks);
                String shown = state + (isDark ? "-dark-" : "-light-") + width;
                assertEquals(0, wrong.size(), shown + ": " + wrong.toPrettyString());
                String pictures = System.getProperty("vaultnotes.pictures");
                if (pictures != null && width != 320) {
                    page.picture(Path.of(pictures, shown + ".png"));
                }
            }
        }
        page.screen(1440, HEIGHT, false);
    }

    private void firstAccount(BrowserPage page, String link) throws IOException {
        page.screen(1440, HEIGHT, false);
        page.open(link);
        page.awaitVisible("#make");
        page.awaitText("#where", "127.0.0.1");
        assertEquals("/join", page.eval("location.pathname + location.hash").asText());
        check(page, "join");
        page.type("#email", ADMIN);
        fill(page, "short", "short");
        page.awaitText("#make .error", "at least 15");
        fill(page, "passwordpassword", "passwordpassword");
        page.awaitText("#make .error", "guessed first");
        fill(page, TestRelay.PASSPHRASE, TestRelay.PASSPHRASE + "!");
        page.awaitText("#make .error", "differ");
        check(page, "join-error");
        fill(page, TestRelay.PASSPHRASE, TestRelay.PASSPHRASE);
        page.awaitText("#done", "Your account is made");
        check(page, "joined");
    }

    private static void fill(BrowserPage page, String passphrase, String again) {
        page.type("#new", passphrase);
        page.type("#again", again);
        page.click("#make-form .primary");
    }

    private void signInByKeys(BrowserPage page, String url) throws IOException {
        page.open(url);
        page.awaitText("#state", "Running");
        page.awaitText("#address", url);
        page.awaitVisible("#qr");
        check(page, "start");
        page.eval("document.querySelector('#email').focus()");
        page.write(ADMIN);
        page.key("Tab", TAB);
        page.write("not the passphrase at all");
        page.key("Enter", ENTER);
        page.await("!document.querySelector('#sign-in .error').hidden");
        page.offline(true);
        page.key("Enter", ENTER);
        page.awaitText("#sign-in .error", "did not answer");
        page.offline(false);
        page.type("#passphrase", TestRelay.PASSPHRASE);
        page.key("Enter", ENTER);
        page.awaitVisible("#status");
        page.awaitText("#status", "PostgreSQL");
        page.awaitText("#accounts", ADMIN);
        assertFalse(page.isVisible("#sign-in"));
    }

    /** The session stands in no store of the browser, and the passphrase not in the page. */
    private static void nothingIsKept(BrowserPage page) {
        assertEquals(
                "0 0 ",
                page.eval("`${localStorage.length} ${sessionStorage.length} ${document.cookie}`")
                        .asText());
        assertEquals("", page.eval("document.querySelector('#passphrase').value").asText());
    }

    private String invite(BrowserPage page) throws IOException {
        page.type("#invite-email", SECOND);
        page.click("#invite-form .primary");
        page.awaitVisible("#made");
        page.awaitText("#invitations .rows", SECOND);
        String link = page.text("#link");
        check(page, "admin");
        page.click("#made button:not(.primary)");
        assertFalse(page.eval("document.documentElement.outerHTML").asText().contains(link));
        return link;
    }

    private void secondJoins(BrowserPage page, String link) {
        page.open(link);
        page.awaitVisible("#make");
        page.type("#email", SECOND);
        fill(page, TestRelay.PASSPHRASE, TestRelay.PASSPHRASE);
        page.awaitText("#done", "Your account is made");
    }

    private void usedLinkIsRefused(BrowserPage page, String link) throws IOException {
        page.open(link);
        page.awaitVisible("#make");
        page.type("#email", "another@example.org");
        fill(page, TestRelay.PASSPHRASE, TestRelay.PASSPHRASE);
        page.awaitText("#make .error", "does not work");
        page.open(link.replaceAll("#.*", ""));
        page.awaitVisible("#no-link");
        page.await("!document.querySelector('#where').innerText.includes('…')");
        check(page, "join-none");
        page.open(link.replace("/join#", "/reset#"));
        page.awaitVisible("#make");
        page.await("!document.querySelector('#where').innerText.includes('…')");
        check(page, "reset");
    }

    private void secondSeesTheirOwnAlone(BrowserPage page, PageRelay relay) throws Exception {
        Session bound = relay.bind(SECOND);
        page.open(relay.url);
        page.awaitVisible("#sign-in");
        page.type("#email", SECOND);
        page.type("#passphrase", TestRelay.PASSPHRASE);
        page.click("#sign-in-form .primary");
        page.awaitText("#devices", "Ann's laptop");
        for (String id : new String[] {"#status", "#accounts", "#invitations"}) {
            assertFalse(page.isVisible(id), id);
            assertEquals(
                    "",
                    page.eval(
                                    "document.querySelector('%s .rows, %s .facts').innerText"
                                            .formatted(id, id))
                            .asText());
        }
        assertFalse(page.eval("document.body.innerText").asText().contains(ADMIN));
        assertEquals(
                "FORBIDDEN",
                page.eval(
                                "import('/page/api.js').then((api) => api.call('GET',"
                                        + " '/v1/admin/accounts')).catch((no) => no.code)")
                        .asText());
        page.click("#devices button");
        page.awaitVisible("#confirm");
        check(page, "revoke");
        page.click("#confirm button[value='yes']");
        page.awaitText("#devices", "Revoked");
        assertEquals(401, relay.get("/v1/devices", bound.getAccessToken()).statusCode());
        check(page, "mine");
    }

    private static void suspend(BrowserPage first, BrowserPage second) {
        first.open(first.eval("location.origin").asText() + "/");
        first.awaitVisible("#sign-in");
        first.type("#email", ADMIN);
        first.type("#passphrase", TestRelay.PASSPHRASE);
        first.click("#sign-in-form .primary");
        first.awaitText("#accounts", SECOND);
        first.click("#accounts button.danger");
        first.awaitVisible("#confirm");
        first.click("#confirm button[value='yes']");
        first.awaitText("#accounts", "Suspended");
        assertEquals(
                "UNAUTHENTICATED",
                second.eval(
                                "import('/page/api.js').then((api) => api.call('GET',"
                                        + " '/v1/vaults')).catch((no) => no.code)")
                        .asText());
        second.awaitVisible("#sign-in");
        assertFalse(second.eval("document.body.innerText").asText().contains("Ann's laptop"));
    }

    private static void signOut(BrowserPage page) {
        page.click("#sign-out");
        page.awaitVisible("#sign-in");
        String left = page.eval("document.body.innerText").asText();
        assertFalse(left.contains(SECOND), left);
        assertFalse(left.contains(ADMIN), left);
    }

    private void docs(BrowserPage page, String url) throws IOException {
        page.open(url + "docs");
        assertTrue(page.text("main").contains("/v1/admin/accounts"));
        check(page, "docs");
    }
}
