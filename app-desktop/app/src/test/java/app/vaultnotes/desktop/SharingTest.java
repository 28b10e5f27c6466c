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
import app.vaultnotes.vault.Catalogue;
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

    /** A vault that others let its user only read, as it was when it was last closed. */
    private Id shared() {
        Id id = note("Note", "text\n");
        inVault(vault -> {
            vault.setHome(Optional.of(new Home(relay().address() + "/", ScriptedRelay.ACCOUNT)));
            vault.records().setReader(true);
            return true;
        });
        onFx(() -> {
            sharing().again();
            return true;
        });
        await("it is not remembered", () -> sharing().isReader());
        await("it is not said", () -> status().startsWith("Signed out"));
        return id;
    }

    private List<String> listed() {
        return inVault(vault ->
                vault.catalogue().notes(Catalogue.Page.ALL).stream()
                        .map(row -> row.state().title())
                        .toList());
    }

    @Test
    void whoMayOnlyReadIsToldWhyNothingIsMadeOrMovedAlsoOffline() {
        Id id = shared();
        open(id);
        await("it is not said", () -> status().startsWith("Signed out"));
        for (String command :
                List.of("new", "newfolder", "rename", "duplicate", "trash", "bookmark", "moveto")) {
            run(command);
            await(command + " is not refused", () -> app.window().toasts().count() == 1);
            assertTrue(
                    onFx(() ->
                            Shown.under(app.window().layer()).stream()
                                    .filter(Labeled.class::isInstance)
                                    .anyMatch(n ->
                                            Words.of("failed.view.only")
                                                    .equals(((Labeled) n).getText()))),
                    command);
            onFx(() -> {
                app.window()
                        .layer()
                        .getChildren()
                        .removeIf(n -> n.getStyleClass().contains("vn-toast"));
                return true;
            });
        }
        onFx(() -> {
            app.window().actions().make("Made", AppWindow.Where.HERE); // as a link to nothing does
            return true;
        });
        await("the vault does not refuse", () -> app.window().toasts().count() == 1);
        assertEquals(List.of("Note"), listed());
        use(
                "no way to why",
                () ->
                        Shown.under(app.window().layer()).stream()
                                .filter(Button.class::isInstance)
                                .map(Button.class::cast)
                                .filter(b -> b.getText().equals(Words.of("reader.why")))
                                .findFirst(),
                Button::fire);
        await("it is not told", () -> over().isPresent());
    }

    @Test
    void whatWaitsIsSavedAsANewVaultAndThatIsOpened() {
        Id id = shared();
        show(new SyncView(Kind.ROLE_LOST, 1, 0, "", List.of()));
        await("it is not told", () -> status().startsWith("1 change stays here"));
        run("sync");
        press("Save as a new vault …");
        await("it is not asked where to", () -> in(TextField.class).count() == 1);
        complete();
        Path fresh = folder.resolve("fresh");
        fill(fresh.toString());
        press("Save and open");
        String title = Words.of("window.title", "fresh");
        await(
                "it is not open",
                () ->
                        javafx.stage.Window.getWindows().stream()
                                .anyMatch(w -> w instanceof Stage s && title.equals(s.getTitle())));
        AppWindow opened = onFx(() -> app.open(new Stage(), fresh));
        assertEquals("fresh", onFx(() -> opened.vault().name()));
        assertFalse(onFx(() -> opened.vault().sharing().isReader()));
        assertEquals(
                "text\n", onFx(() -> opened.lane().ask(vault -> vault.notes().text(id))).join());
    }

    @Test
    void whatStaysOfAVaultThatOneWasTakenOutOfIsCounted() {
        note("Other", "text");
        shared();
        show(new SyncView(Kind.REMOVED, 2, 0, "", List.of()));
        run("sync");
        await("it is not counted", () -> says("On this device stay 2 notes and no attachments"));
        assertTrue(onFx(() -> says("2 changes of yours had not gone")));
        complete();
    }

    @Test
    void aWrongClockIsToldByHowMuch() {
        long hour = 3_600_000;
        shared();
        show(new SyncView(Kind.WRONG_CLOCK, 0, 0, "", List.of(), 3 * hour));
        await("it is not told", () -> status().equals("This device’s clock is 3 hours ahead"));
        show(new SyncView(Kind.WRONG_CLOCK, 0, 0, "", List.of(), -72 * hour));
        await("it is not told", () -> status().equals("This device’s clock is 3 days behind"));
        run("sync");
        complete();
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
