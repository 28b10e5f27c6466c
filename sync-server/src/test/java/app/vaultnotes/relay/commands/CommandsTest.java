package app.vaultnotes.relay.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.cli.Ran;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Relay;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people type to have a vault on two computers, and to let others in and out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {

    @TempDir private Path folder;
    private Relay relay;
    private String address = "";
    private final String email = TestRelay.email();
    private final String guestsEmail = TestRelay.email();
    private Computer laptop;
    private Computer other;

    @BeforeAll
    void start(@TempDir Path shared) {
        relay =
                Relay.start(
                        TestSettings.in(shared)
                                .on(TestPostgres.newRelayDatabase())
                                .address(Optional.empty())
                                .port(Addresses.port("127.0.0.1", 0))
                                .settings());
        address = "http://127.0.0.1:" + relay.port();
    }

    @BeforeEach
    void open() {
        laptop = new Computer(folder, "laptop");
        other = new Computer(folder, "other");
    }

    @AfterAll
    void stop() {
        relay.close();
    }

    private void signIn(Computer computer, String how, String who) throws Exception {
        Ran ran = computer.entering(who, "account", how, "--relay", address);
        assertEquals(0, ran.code(), ran::err);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void isRefused(Ran ran, String... words) {
        assertEquals(1, ran.code(), ran::out);
        for (String each : words) {
            assertTrue(ran.err().contains(each), ran::err);
        }
    }

    @Test
    void aVaultOfOnesOwnComesToASecondComputer() throws Exception {
        signIn(laptop, "create", email);
        String id = laptop.share("Plan", "one two\n");
        JsonNode vaults = laptop.json("account", "vaults");
        assertEquals(
                Computer.json(
                        "{\"vaults\":[{\"id\":\""
                                + id
                                + "\",\"name\":\"notes\",\"role\":\"owner\"}]}"),
                vaults);
        isRefused(
                other.entering("x" + email, "account", "login", "--relay", address), "passphrase");
        signIn(other, "login", email);
        isRefused(other.run("join", TestRelay.id(), other.vault().toString()), "has no vault");
        assertFalse(Files.exists(other.vault()));
        JsonNode joined = other.json("join", id, other.vault().toString());
        assertEquals("live", joined.path("state").asText());
        assertEquals("one two\n", other.show("Plan"));

        assertEquals(0, other.write("Plan", "one two three\n").code());
        assertEquals(
                Computer.json("{\"relay\":false,\"devices\":[]}").path("relay"),
                other.jsonOfVault("receipts", "Plan").path("relay"));
        JsonNode synced = other.jsonOfVault("sync", "--once");
        assertEquals(
                List.of("vault", "state", "sent", "received", "pending", "why", "problems"),
                names(synced));
        assertTrue(synced.path("sent").asInt() > 0 && synced.path("problems").isEmpty());
        laptop.settle();
        assertEquals("one two three\n", laptop.show("Plan"));
        other.settle();
        JsonNode receipt = other.jsonOfVault("receipts", "Plan");
        assertTrue(receipt.path("relay").asBoolean());
        assertEquals(1, receipt.path("devices").size(), receipt::toString);
        assertTrue(receipt.path("devices").get(0).path("hasAll").asBoolean());
        assertEquals(laptop.export(), other.export());
    }

    @Test
    void aComputerThatWasLostIsSignedOutByTheOther() throws Exception {
        String whose = TestRelay.email();
        signIn(laptop, "create", whose);
        String id = laptop.share("Plan", "one\n");
        signIn(other, "login", whose);
        other.json("join", id, other.vault().toString());
        JsonNode devices = laptop.json("account", "devices").path("devices");
        assertEquals(4, devices.size(), "each computer and each copy of the vault");
        List<String> here = new ArrayList<>();
        devices.forEach(device -> here.add(device.path("here").asText()));
        assertEquals(2, here.stream().filter("true"::equals).count());
        isRefused(laptop.run("account", "revoke", devices.get(0).path("name").asText() + "?"));
        JsonNode revoked = laptop.json("account", "revoke", devices.get(0).path("name").asText());
        assertEquals(2, revoked.path("revoked").size());

        assertEquals(0, other.write("Plan", "one, and offline\n").code());
        Ran refused = other.onVault("sync", "--json");
        assertEquals(1, refused.code());
        assertEquals("signed-out", Computer.json(refused.out()).path("state").asText());
        assertTrue(Computer.json(refused.out()).path("pending").asInt() > 0);
        assertEquals("one, and offline\n", other.show("Plan"));
        isRefused(other.run("account", "vaults"), "account login");
        signIn(other, "login", whose);
        other.settle();
        laptop.settle();
        assertEquals("one, and offline\n", laptop.show("Plan"));

        Path next = Files.writeString(laptop.path("next"), "nine red herons wade downstream\n");
        laptop.json("account", "passphrase", "--passphrase-file", next.toString());
        isRefused(other.entering(whose, "account", "login", "--relay", address), "passphrase");
        other.settle();
        assertTrue(other.json("account", "logout").path("told").asBoolean());
        isRefused(other.run("account", "devices", "--relay", address), "not signed in");
        assertEquals("one, and offline\n", other.show("Plan"));
    }

    @Test
    void aGuestComesByALinkAndGoes() throws Exception {
        String owner = TestRelay.email();
        signIn(laptop, "create", owner);
        laptop.share("Plan", "one\n");
        JsonNode made = laptop.jsonOfVault("invite", "--role", "editor");
        assertEquals(List.of("link"), names(made));
        String link = made.path("link").asText();
        String wrong = link.substring(0, link.length() - 6) + "AAAAAA";
        isRefused(other.entering(guestsEmail, "join", wrong, other.vault().toString()));
        isRefused(other.entering(guestsEmail, "join", "no link", other.vault().toString()));
        assertFalse(Files.exists(other.vault()));
        Ran joined = other.entering(guestsEmail, "join", link, other.vault().toString(), "--json");
        assertEquals(0, joined.code(), joined::err);
        isRefused(other.run("join", link, other.path("again").toString()));
        assertEquals(0, other.write("Plan", "one, by a guest\n").code());
        other.settle();
        laptop.settle();
        assertEquals("one, by a guest\n", laptop.show("Plan"));
        assertEquals(
                List.of(owner + " owner", guestsEmail + " editor"),
                members(laptop.jsonOfVault("members")));

        other.jsonOfVault("leave");
        isRefused(other.onVault("sync"), "on no relay");
        assertEquals(List.of(owner + " owner"), members(laptop.jsonOfVault("members")));
        isRefused(laptop.onVault("leave"), "only owner");

        String again = laptop.jsonOfVault("invite", "--role", "viewer").path("link").asText();
        Path second = other.path("second");
        other.json("join", again, second.toString());
        laptop.jsonOfVault("members", "--remove", guestsEmail);
        Ran removed = other.run("sync", "--json", "--vault", second.toString());
        assertEquals(1, removed.code());
        assertEquals("removed", Computer.json(removed.out()).path("state").asText());
        assertEquals("one, by a guest\n", other.done("show", "Plan", "--vault", second.toString()));
    }

    private static List<String> members(JsonNode answer) {
        List<String> members = new ArrayList<>();
        answer.path("members")
                .forEach(each ->
                        members.add(
                                each.path("email").asText() + " " + each.path("role").asText()));
        return members;
    }

    @Test
    void twoEnginesHaveOneVault() throws Exception {
        String whose = TestRelay.email();
        signIn(laptop, "create", whose);
        String id = laptop.share("Plan", "one\ntwo\nthree\n");
        Computer automerge = other.with(Engines.VARIABLE, "automerge");
        Ran trial = automerge.run("new", automerge.path("trial").toString());
        assumeFalse(trial.err().contains("no native library"), () -> "skipped: " + trial.err());
        signIn(automerge, "login", whose);
        automerge.json("join", id, automerge.vault().toString());
        assertEquals("one\ntwo\nthree\n", automerge.show("Plan"));

        assertEquals(0, laptop.write("Plan", "zero\none\ntwo\nthree\n").code());
        laptop.jsonOfVault("mv", "Plan", "Folder/Plan");
        assertEquals(0, automerge.write("Plan", "one\ntwo\nthree and more\n").code());
        assertEquals(0, automerge.write("By the other", "of the other\n").code());
        Path file = Files.writeString(automerge.path("file.txt"), "attached\n");
        automerge.jsonOfVault("attach", "By the other", file.toString());
        laptop.settle();
        automerge.settle();
        laptop.settle();

        assertEquals("zero\none\ntwo\nthree and more\n", laptop.show("Folder/Plan"));
        assertEquals(laptop.export(), automerge.export());
        assertEquals(0, laptop.json(merge(laptop, automerge)).path("received").asInt());
        assertEquals(0, automerge.json(merge(automerge, laptop)).path("received").asInt());
    }

    /** What a copy has that another one has not comes by this. */
    private static String[] merge(Computer into, Computer from) {
        return new String[] {"merge", from.vault().toString(), "--vault", into.vault().toString()};
    }
}
