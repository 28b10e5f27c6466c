package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.SyncView;
import app.vaultnotes.ui.sharing.SyncView.Kind;
import app.vaultnotes.vault.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sharing in the window, with the engine of a vault and a relay that a script plays. */
class SharingTest extends WindowTest {

    private Optional<ScriptedRelay> relay = Optional.empty();

    @Override
    @BeforeEach
    void openWindow() throws IOException {
        Toolkit.FAILURES.clear();
        relay = Optional.of(new ScriptedRelay());
        Path data = folder.resolve("data");
        onFx(() -> {
            app = new DesktopApp(folder.resolve("app.properties"));
            app.setRelays(() -> LocalRelays.in(data, DeviceKind.LAPTOP));
            app.open(new Stage(), folder.resolve("vault"));
            return app;
        });
    }

    @AfterEach
    void stopRelay() {
        relay.ifPresent(ScriptedRelay::close);
    }

    private ScriptedRelay relay() {
        return relay.orElseThrow();
    }

    // ---- what is over the window ----

    private Optional<Node> over() {
        List<Node> all =
                app.window().layer().getChildren().stream()
                        .filter(node -> node.getStyleClass().contains("vn-scrim"))
                        .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private <T> Stream<T> in(Class<T> type) {
        return over().stream()
                .flatMap(node -> Shown.under(node).stream())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private boolean says(String words) {
        return in(Labeled.class).anyMatch(label -> words.equals(label.getText()))
                || in(Text.class).anyMatch(text -> text.getText().contains(words));
    }

    private void press(String words) {
        use(
                "no button " + words,
                () ->
                        in(Button.class)
                                .filter(b -> b.getText().equals(words) && !b.isDisabled())
                                .findFirst(),
                Button::fire);
    }

    private void fill(String... texts) {
        await(
                "not so many fields",
                () -> in(TextField.class).filter(TextField::isEditable).count() >= texts.length);
        onFx(() -> {
            List<TextField> fields = in(TextField.class).filter(TextField::isEditable).toList();
            for (int i = 0; i < texts.length; i++) {
                fields.get(i).setText(texts[i]);
            }
            return true;
        });
    }

    private void run(String command) {
        onFx(() -> {
            app.window().run(command);
            return true;
        });
    }

    private String status() {
        return app.window().status().sync();
    }

    private VaultSharing sharing() {
        return app.window().vault().sharing();
    }

    private void show(SyncView view) {
        onFx(() -> {
            sharing().next(view);
            return true;
        });
    }

    private void complete() {
        onFx(() -> {
            Node over = over().orElseThrow();
            app.window().stage().getScene().getRoot().applyCss();
            app.window().stage().getScene().getRoot().layout();
            assertEquals(List.of(), Shown.untold(over));
            assertEquals(List.of(), Shown.cut(over));
            assertEquals(List.of(), Shown.overlapping(over));
            assertEquals(List.of(), Shown.outside(over));
            return true;
        });
    }

    private void signIn() {
        run("signin");
        fill(relay().address());
        complete();
        press("Go on");
        await("nobody is asked for", () -> says("Passphrase"));
        fill(ScriptedRelay.EMAIL, ScriptedRelay.PASSPHRASE);
        complete();
        press("Sign in");
        await("not signed in", () -> says("You are signed in"));
        complete();
        press("Go on");
        await("it stays open", () -> over().isEmpty());
    }

    private void share() {
        signIn();
        run("share");
        await("no name is asked for", () -> says("Name on the relay"));
        complete();
        press("Share this vault");
        await("it is not shared", () -> sharing().home().isPresent());
    }

    // ---- tests ----

    @Test
    void aVaultOfNobodyElseSaysNothingAndAsksNoRelay() {
        open(note("Note", "text"));
        assertEquals("", onFx(this::status));
        assertFalse(Files.exists(folder.resolve("data")));
        run("sync");
        await("it is not said", () -> says("On this device alone"));
        complete();
        press(KeyCode.ESCAPE, false);
        await("it stays open", () -> over().isEmpty());
    }

    @Test
    void aSharedVaultBeginsByItselfAndWritingGoesOnWithoutTheRelay() {
        share();
        await("it is not told", () -> status().startsWith("No connection"));
        NoteEditor editor = open(note("Note", ""));
        type("words");
        await("it is not saved", editor::isSaved);
        await("what waits is not told", () -> status().contains("wait"));
        run("sync");
        await("the note is not listed", () -> says("Note"));
        complete();
        assertEquals("Try now", onFx(() -> ((Button) focused()).getText()));
    }

    @Test
    void aWrongPassphraseIsSaidWhereItWasTyped() {
        run("signin");
        fill(relay().address());
        press("Go on");
        await("nobody is asked for", () -> says("Passphrase"));
        fill(ScriptedRelay.EMAIL, "another one");
        press("Sign in");
        await("it is not said", () -> says("The address or the passphrase is wrong."));
        fill("nobody", "another one");
        press("Sign in");
        await("it is not said", () -> says("Give your email address."));
    }

    @Test
    void whoIsSignedOutIsToldAndCanSignInAgain() {
        inVault(vault -> {
            vault.setHome(Optional.of(new Home(relay().address() + "/", ScriptedRelay.ACCOUNT)));
            return true;
        });
        onFx(() -> {
            sharing().again();
            return true;
        });
        await("it is not told", () -> status().startsWith("Signed out"));
        run("sync");
        press("Sign in");
        await("nobody is asked for", () -> says("Passphrase"));
        fill(ScriptedRelay.EMAIL, ScriptedRelay.PASSPHRASE);
        press("Sign in");
        await("it does not go on", () -> status().startsWith("No connection"));
    }

    @Test
    void aLinkIsMadeToBeCopiedOrPhotographed() {
        share();
        run("invite");
        await("no role is asked for", () -> says("Whoever comes"));
        complete();
        press("Make a link");
        await("there is no code", () -> in(QrCodeView.class).count() == 1);
        complete();
        assertTrue(
                onFx(() -> in(TextField.class).findFirst().orElseThrow().getText())
                        .contains("/join#"));
    }

    @Test
    void anOwnerGivesAnotherRole() {
        share();
        run("people");
        use(
                "no role to choose",
                () -> in(ComboBox.class).findFirst(),
                list -> list.getSelectionModel().select(0));
        await(
                "it is not asked for",
                () -> relay().asked.stream().anyMatch(what -> what.endsWith("/other/role")));
        await(
                "it is not shown",
                () ->
                        in(ComboBox.class)
                                .map(list -> ((Choosers.Option) list.getValue()).value())
                                .anyMatch(Role.VIEWER.name()::equals));
        complete();
    }

    @Test
    void aLostDeviceIsRevokedWhenThatIsWanted() {
        signIn();
        run("machines");
        await("it is not listed", () -> says("A phone that was lost"));
        complete();
        press("Revoke");
        await("it is not asked", () -> says("Revoke “A phone that was lost”?"));
        complete();
        assertTrue(relay().asked.stream().noneMatch(what -> what.startsWith("DELETE")));
        press("Revoke");
        await(
                "it is not revoked",
                () -> relay().asked.stream().anyMatch(what -> what.startsWith("DELETE")));
    }

    @Test
    void everyStateHasItsWordsAndItsWaysOut() {
        open(note("A note with a name that is rather long and goes on and on", "text"));
        inVault(vault -> {
            vault.setHome(Optional.of(new Home(relay().address() + "/", ScriptedRelay.ACCOUNT)));
            return true;
        });
        onFx(() -> {
            sharing().again();
            return true;
        });
        await("it is not told", () -> status().startsWith("Signed out"));
        for (Kind kind : Kind.values()) {
            show(new SyncView(kind, 3, 1, "What the relay says about it.", List.of()));
            await(kind + " is not shown", () -> sharing().view().kind() == kind);
            run("sync");
            await("it is not open", () -> over().isPresent());
            String words = onFx(() -> SyncWords.about(kind));
            await(kind + " is not told", () -> says(words.substring(0, 12)));
            for (SyncView.Way way : kind.ways()) {
                await(way + " is no way out", () -> says(SyncWords.way(way)));
            }
            complete();
            press(KeyCode.ESCAPE, false);
            await("it stays open", () -> over().isEmpty());
        }
    }

    @Test
    void whoMayOnlyReadWritesNothing() {
        Id id = note("Note", "text\n\n- [ ] task\n");
        NoteEditor editor = open(id);
        NoteSheet sheet = onFx(() -> app.window().current().orElseThrow());
        await("nobody has looked", () -> !sharing().log().lines().isEmpty());
        onFx(() -> {
            sheet.setReader(true);
            return true;
        });
        type("x");
        for (KeyCode key : List.of(KeyCode.B, KeyCode.L, KeyCode.V, KeyCode.Z, KeyCode.E)) {
            press(key, true);
        }
        press(KeyCode.ENTER, false);
        onFx(() -> {
            editor.replace(0, 4, "other");
            return true;
        });
        assertEquals("text\n\n- [ ] task\n", onFx(editor::text));
        assertEquals(NoteEditor.Mode.LOCKED, onFx(editor::mode));
        assertEquals(
                1,
                onFx(() ->
                        Shown.under(sheet).stream().filter(ReaderLine.class::isInstance).count()));
        onFx(() -> {
            sheet.setReader(false);
            return true;
        });
        assertEquals(NoteEditor.Mode.LIVE, onFx(editor::mode));
    }
}
