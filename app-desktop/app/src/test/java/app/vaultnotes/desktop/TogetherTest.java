package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.LocalDevice;
import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.cli.Sharing;
import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CaretNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people with an app each write in one note, through a relay. */
class TogetherTest extends WindowTest {

    private static final String PASSPHRASE = "seven grey herons wade upstream";
    private static final String LONG =
            IntStream.range(0, 200)
                    .mapToObj(i -> "Line " + i + " of a note that is longer than its window.")
                    .collect(Collectors.joining("\n\n"));

    private static Optional<RelayProgram> relay = Optional.empty();
    private static int people;

    private Optional<Tunnel> line = Optional.empty();
    private DesktopApp there = new DesktopApp(Path.of("unused"));
    private String ben = "";

    @BeforeAll
    static void startRelay(@TempDir Path folder) throws IOException {
        relay = Optional.of(RelayProgram.start(folder));
    }

    @AfterAll
    static void stopRelay() {
        relay.ifPresent(RelayProgram::close);
    }

    // ---- two apps ----

    @Override
    @BeforeEach
    void openWindow() throws IOException {
        Toolkit.FAILURES.clear();
        line = Optional.of(new Tunnel(relay.orElseThrow().port()));
        String ana = "ana" + people + "@example.org";
        ben = "ben" + people++;
        app = app("here", Optional.empty());
        Id vault = onFx(() -> app.window().vault().id());
        there = app("there", Optional.of(vault));
        try (LocalRelays anas = relays("here");
                LocalRelays bens = relays("there")) {
            Account owner = account(anas, ana);
            Account guest = account(bens, ben + "@example.org");
            inVault(v -> {
                Sharing.share(anas, owner, v, "Notes");
                return true;
            });
            String secret = anas.ask(owner, calls -> calls.invite(vault, Role.EDITOR)).getSecret();
            bens.ask(guest, calls -> calls.accept(secret));
            in(
                    there,
                    v -> {
                        v.setHome(Optional.of(new Home(guest.relay().toString(), guest.id())));
                        return true;
                    });
        }
        begin(app);
        begin(there);
    }

    private LocalRelays relays(String name) {
        return LocalRelays.in(folder.resolve(name + "-data"), DeviceKind.LAPTOP);
    }

    private Account account(LocalRelays relays, String email) {
        RelayAddress address = RelayAddress.parse(line.orElseThrow().address());
        TrustedRelay trusted = new TrustedRelay(address, Trust.platform());
        return relays.signingIn().create(trusted, email, PASSPHRASE, "");
    }

    private DesktopApp app(String name, Optional<Id> vault) {
        vault.ifPresent(id -> SqliteStore.create(folder.resolve(name), id).close());
        return onFx(() -> {
            DesktopApp made =
                    new DesktopApp(
                            folder.resolve(name + ".properties"),
                            new LocalDevice(
                                    Clock.systemUTC(),
                                    new DeviceIdentity(folder.resolve(name + "-state"), name)));
            made.setRelays(() -> relays(name));
            made.open(new Stage(), folder.resolve(name));
            return made;
        });
    }

    private void begin(DesktopApp one) {
        onFx(() -> {
            one.window().vault().sharing().again();
            return true;
        });
        await("it does not get on", () -> one.window().vault().sharing().view().isLevel());
    }

    @AfterEach
    void closeOther() {
        onFx(() -> {
            there.stop();
            return true;
        });
        line.ifPresent(Tunnel::close);
    }

    private static <T> T in(DesktopApp one, VaultLane.Work<T> work) {
        return one.window().lane().ask(work).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    // ---- what one does and sees ----

    private Id shared(String text) {
        Id id = note("Together", text);
        await("it does not come", () -> in(there, v -> v.catalogue().note(id)).isPresent());
        return id;
    }

    private NoteEditor openThere(Id note) {
        onFx(() -> {
            there.window().open(note);
            return true;
        });
        await("it is not shown", () -> there.window().shown().filter(note::equals).isPresent());
        return onFx(() -> there.window().current().orElseThrow().editor());
    }

    private static void caret(NoteEditor editor, int place) {
        onFx(() -> {
            editor.select(place, place);
            return true;
        });
    }

    /** Between which letters of what is shown the carets of others stand. */
    private static List<Integer> carets(NoteEditor editor) {
        return editor.lookupAll(".vn-their-caret").stream()
                .filter(node -> node.isVisible() && node.getScene() != null)
                .map(node -> ((CaretNode) node).getPosition())
                .toList();
    }

    private static List<String> flags(NoteEditor editor) {
        return editor.lookupAll(".vn-their-flag").stream()
                .filter(node -> node.isVisible() && node.getLayoutY() >= 0)
                .map(node -> ((Label) node).getText())
                .toList();
    }

    private static double top(NoteEditor editor, String words) {
        return editor.lookupAll(".t").stream()
                .filter(node ->
                        node instanceof javafx.scene.text.Text t && t.getText().contains(words))
                .map(node -> node.localToScene(node.getBoundsInLocal()))
                .mapToDouble(Bounds::getMinY)
                .findFirst()
                .orElse(Double.NaN);
    }

    // ---- tests ----

    @Test
    void bothSeeEachOthersWordsAndWhereTheyAre() {
        Id id = shared("first\nsecond\n");
        NoteEditor one = open(id);
        NoteEditor two = openThere(id);
        caret(one, 5);
        caret(two, 12);
        await("Ben is not seen", () -> carets(one).equals(List.of(12)));
        await("Ana is not seen", () -> carets(two).equals(List.of(5)));
        await("nobody says that it is Ben", () -> flags(one).equals(List.of(ben)));
        assertEquals(ben + " is here", onFx(() -> app.window().status().others()));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            typeIn(app.window(), Character.toString(letter));
            typeIn(there.window(), Character.toString(Character.toUpperCase(letter)));
        }
        String both = "firstabcdefghijklmnopqrstuvwxyz\nsecondABCDEFGHIJKLMNOPQRSTUVWXYZ\n";
        await("the first lacks something", () -> one.text().equals(both));
        await("the second lacks something", () -> two.text().equals(both));
        assertEquals(31, onFx(one::caret));
        assertEquals(both.length() - 1, onFx(two::caret));
        await("Ben is elsewhere", () -> carets(one).equals(List.of(both.length() - 1)));
        await("Ana is elsewhere", () -> carets(two).equals(List.of(31)));
        press(KeyCode.Z, true);
        await("it is not taken back", () -> one.text().length() < both.length());
        await("it is not taken back there", () -> two.text().equals(one.text()));
        String theirs = both.substring(both.indexOf('A'));
        assertTrue(onFx(one::text).endsWith(theirs), "only one's own is taken back");
    }

    @Test
    void whatIsReadStaysWhereItIsWhileOthersWriteAboveIt() {
        Id id = shared(LONG);
        NoteEditor one = open(id);
        NoteEditor two = openThere(id);
        int place = LONG.indexOf("Line 100");
        onFx(() -> {
            one.goTo(place);
            one.select(place, place + 8);
            return true;
        });
        await("it is not scrolled", () -> top(one, "Line 100") > 0);
        settle();
        double before = onFx(() -> top(one, "Line 100"));
        caret(two, 0);
        for (String words : List.of("Above. ", "More above.\n\nAnd a line.\n\n", "x")) {
            typeIn(there.window(), words);
            await("it does not come", () -> one.text().equals(two.text()));
            settle();
            assertEquals(before, onFx(() -> top(one, "Line 100")), 0.5, words);
            assertEquals("Line 100", onFx(one::selectedText));
        }
        int above = onFx(() -> one.text().indexOf("Line 99 "));
        onFx(() -> {
            two.select(above, above);
            return true;
        });
        typeIn(there.window(), "y");
        await("it does not come", () -> one.text().equals(two.text()));
        settle();
        assertEquals(before, onFx(() -> top(one, "Line 100")), 0.5, "a row in view");
        assertEquals("Line 100", onFx(one::selectedText));
    }

    private void settle() {
        onFx(() -> {
            app.window().stage().getScene().getRoot().applyCss();
            app.window().stage().getScene().getRoot().layout();
            return true;
        });
    }

    @Test
    void whoeverComesLaterIsSeenAndWhoeverGoesIsGone() {
        Id id = shared("one two three\n");
        NoteEditor one = open(id);
        caret(one, 7);
        assertEquals("", onFx(() -> app.window().status().others()));
        NoteEditor two = openThere(id);
        await("Ana is not seen", () -> carets(two).equals(List.of(7)));
        await("Ben is not seen", () -> app.window().status().others().startsWith(ben));
        press(KeyCode.O, true, true);
        await("it is not gone to", () -> one.caret() == two.caret());
        in(there, v -> v.notes().write("Elsewhere", "x").id());
        Id elsewhere = in(there, v -> v.paths().note("Elsewhere").id());
        openThere(elsewhere);
        await("Ben stays for ever", () -> carets(one).isEmpty());
        await("it is still said", () -> app.window().status().others().isEmpty());
        NoteEditor again = openThere(id);
        await("Ben does not come back", () -> carets(one).size() == 1);
        await("Ana is not seen", () -> carets(again).size() == 1);
        line.orElseThrow().close();
        await("Ben is there without a line", () -> carets(one).isEmpty());
        await("Ana is there without a line", () -> carets(again).isEmpty());
        await("it is still said", () -> app.window().status().others().isEmpty());
        assertEquals(List.of(), onFx(() -> flags(one)));
    }
}
