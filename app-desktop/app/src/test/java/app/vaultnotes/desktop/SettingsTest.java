package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.VaultSetting;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/** Settings act at once, are kept, and can be reached with keys alone. */
class SettingsTest extends WindowTest {

    private SettingsPanel settings(String group) {
        press(KeyCode.COMMA, true);
        await("the settings are not open", () -> !panels().isEmpty());
        SettingsPanel panel = onFx(() -> panels().get(0));
        onFx(() -> {
            panel.showGroup(group);
            return true;
        });
        return panel;
    }

    private List<SettingsPanel> panels() {
        return app.window().layer().lookupAll(".vn-settings").stream()
                .map(SettingsPanel.class::cast)
                .toList();
    }

    private Setting line(SettingsPanel panel, String name) {
        return onFx(() ->
                panel.lines().stream()
                        .filter(line -> line.name().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    private void choose(Setting line, String value) {
        onFx(() -> {
            ((HBox) line.control())
                    .getChildren().stream()
                            .map(ToggleButton.class::cast)
                            .filter(button -> value.equals(button.getUserData()))
                            .forEach(ToggleButton::fire);
            return true;
        });
    }

    private List<String> classes() {
        return onFx(() -> List.copyOf(app.window().layer().getStyleClass()));
    }

    private void reopen() {
        onFx(() -> {
            app.stop();
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return app;
        });
    }

    @Test
    void themeAndAccentChangeAtOnceAndOutliveTheApp() {
        SettingsPanel panel = settings("appearance");
        choose(line(panel, "Theme"), "dark");
        choose(line(panel, "Accent"), "violet");
        assertTrue(classes().containsAll(List.of("dark", "accent-violet")), classes()::toString);
        choose(line(panel, "Accent"), "teal");
        choose(line(panel, "Accent"), "green");
        reopen();
        assertTrue(classes().containsAll(List.of("dark", "accent-green")), classes()::toString);
    }

    private Button keysOf(Setting line) {
        return onFx(() -> (Button) line.control().lookup(".vn-keys-button"));
    }

    private void pressOn(Node node, KeyCode code, boolean shift, boolean control) {
        onFx(() -> {
            node.requestFocus();
            Event.fireEvent(
                    node,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false));
            return true;
        });
    }

    private void give(SettingsPanel panel, String command, KeyCode code) {
        Button keys = keysOf(line(panel, command));
        onFx(() -> {
            keys.requestFocus();
            keys.fire();
            return true;
        });
        pressOn(keys, code, true, true);
    }

    private String sidebar() {
        return onFx(() -> app.window().columns().written());
    }

    @Test
    void aCommandTakesOtherKeysAndKeepsThem() {
        SettingsPanel panel = settings("keyboard");
        give(panel, "Show or hide the sidebar", KeyCode.F12);
        press(KeyCode.ESCAPE, false);
        await("the settings are still open", () -> panels().isEmpty());
        reopen();
        assertEquals("left right", sidebar());
        onFx(() -> {
            Event.fireEvent(
                    focused(),
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED, "", "", KeyCode.F12, true, true, false, false));
            return true;
        });
        assertEquals("none right", sidebar());
    }

    @Test
    void keysThatAreTakenAreNamedAndCanBeMoved() {
        SettingsPanel panel = settings("keyboard");
        give(panel, "Duplicate", KeyCode.E);
        Setting line = line(panel, "Duplicate");
        assertTrue(onFx(line::detail).contains("“Files”"), line.detail());
        assertEquals("None", onFx(keysOf(line)::getText));
        onFx(() -> {
            ((HBox) line.control())
                    .getChildren().stream()
                            .map(Button.class::cast)
                            .filter(button -> "Use here".equals(button.getText()))
                            .forEach(Button::fire);
            return true;
        });
        assertEquals("Ctrl+Shift+E", onFx(keysOf(line)::getText));
        assertEquals("None", onFx(keysOf(line(panel, "Files"))::getText));
    }

    @Test
    void lettersAndTheKeysOfTheTextCannotBeTaken() {
        SettingsPanel panel = settings("keyboard");
        Setting line = line(panel, "Duplicate");
        for (KeyCode code : List.of(KeyCode.C, KeyCode.D)) {
            Button keys = keysOf(line);
            onFx(() -> {
                keys.requestFocus();
                keys.fire();
                return true;
            });
            pressOn(keys, code, false, code == KeyCode.C);
            assertTrue(onFx(line::detail).startsWith("These keys belong"), line.detail());
            pressOn(keys, KeyCode.ESCAPE, false, false);
            assertEquals("None", onFx(keys::getText));
        }
        assertFalse(onFx(this::panels).isEmpty());
    }

    @Test
    void aSettingIsFoundByItsWords() {
        SettingsPanel panel = settings("appearance");
        onFx(() -> {
            panel.find().setText("GONE good");
            return true;
        });
        await("the vault's settings are not there", () -> panel.lines().size() == 1);
        assertEquals("Days in the trash", line(panel, "Days in the trash").name());
        onFx(() -> {
            panel.find().setText("one ood");
            return true;
        });
        await("ends of words are found", () -> panel.lines().isEmpty());
    }

    @Test
    void theVaultKeepsItsOwnSettingsAndRefusesNonsense() {
        SettingsPanel panel = settings("appearance");
        onFx(() -> {
            panel.find().setText("GONE good");
            return true;
        });
        await("the vault's settings are not there", () -> panel.lines().size() == 1);
        Setting line = line(panel, "Days in the trash");
        TextField field = (TextField) line.control();
        write(field, "soon");
        await("the vault refused nothing", () -> line.detail().contains("soon"));
        write(field, "7");
        await("it is still refused", () -> !line.detail().contains("soon"));
        assertEquals("7", inVault(v -> v.settings().get(VaultSetting.TRASH_DAYS)));
    }

    private void write(TextField field, String text) {
        onFx(() -> {
            field.requestFocus();
            field.setText(text);
            return true;
        });
        pressOn(field, KeyCode.ENTER, false, false);
    }

    @Test
    void everyControlHasANameAndTheTabKeyStaysInThePanel() {
        SettingsPanel panel = settings("appearance");
        List<Node> nameless =
                onFx(() ->
                        panel.lookupAll("*").stream()
                                .filter(Node::isFocusTraversable)
                                .filter(node -> Shown.name(node).isBlank())
                                .toList());
        assertEquals(List.of(), nameless);
        onFx(() -> {
            app.window().sidebar().takeFocus();
            return true;
        });
        await("the focus left the panel", () -> Shown.isIn(focused(), panel));
    }
}
