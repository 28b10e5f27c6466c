package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** All commands with their keys, which can be others. */
final class KeySettings {

    /** What the text itself answers to, in every field; it cannot be taken. */
    private static final Set<KeyCode> OF_TEXT =
            Set.of(KeyCode.C, KeyCode.X, KeyCode.V, KeyCode.Z, KeyCode.Y, KeyCode.A);

    private final Commands commands;
    private final Preferences preferences;
    private final List<Line> lines = new ArrayList<>();

    KeySettings(Commands commands, Preferences preferences) {
        this.commands = commands;
        this.preferences = preferences;
    }

    SettingsGroup group() {
        commands.groups()
                .forEach((group, ids) ->
                        ids.forEach(id ->
                                commands.named(id)
                                        .ifPresent(
                                                command -> lines.add(new Line(command, group)))));
        List<Setting> settings = lines.stream().map(line -> line.setting).toList();
        return new SettingsGroup("keyboard", Icons.KEYBOARD, false, settings, List.of());
    }

    /** Shows the keys as they are now. */
    void refresh() {
        lines.forEach(Line::showKeys);
    }

    /** The line of one command: a button that waits for new keys, and one that takes them back. */
    private final class Line {
        private final Command command;
        private final String about;
        private final Button keys = new Button();
        private final Button reset;
        private final Button take = new Button(Words.of("settings.keys.take"));
        private final Setting setting;
        private boolean waiting;

        private Line(Command command, String group) {
            this.command = command;
            this.about = Words.of("commands." + group);
            this.reset = Icons.button(Icons.UNDO, Words.of("settings.keys.reset"), this::reset);
            keys.getStyleClass().add("vn-keys-button");
            keys.setOnAction(e -> waitForKeys());
            keys.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
            keys.focusedProperty()
                    .addListener((o, was, is) -> {
                        if (!is && waiting) {
                            stop(about);
                        }
                    });
            HBox control = new HBox(8, take, reset, keys);
            control.setAlignment(Pos.CENTER_RIGHT);
            take.managedProperty().bind(take.visibleProperty());
            this.setting = new Setting(command.words(), about, control);
            show();
        }

        private void show() {
            take.setVisible(false);
            showKeys();
        }

        private void showKeys() {
            if (waiting) {
                return;
            }
            String words = command.keyWords(preferences);
            keys.setText(words.isEmpty() ? Words.of("settings.keys.none") : words);
            keys.setAccessibleText(Words.of("settings.keys.of", command.words(), keys.getText()));
            reset.setVisible(preferences.keys(command.id()).isPresent());
        }

        private void waitForKeys() {
            waiting = true;
            take.setVisible(false);
            keys.setText(Words.of("settings.keys.press"));
            setting.say(Words.of("settings.keys.press.about"));
        }

        private void stop(String words) {
            waiting = false;
            setting.say(words);
            show();
        }

        private void pressed(KeyEvent e) {
            if (!waiting) {
                return;
            }
            e.consume();
            if (e.getCode().isModifierKey()) {
                return;
            }
            boolean bare = !e.isShortcutDown() && !e.isControlDown() && !e.isAltDown();
            if (e.getCode() == KeyCode.ESCAPE) {
                stop(about);
            } else if (bare && isErasing(e.getCode())) {
                preferences.setKeys(command.id(), "");
                stop(about);
            } else if (isUsable(e, bare)) {
                choose(written(e));
            } else {
                setting.warn(Words.of("settings.keys.unfit"));
            }
        }

        private static boolean isErasing(KeyCode code) {
            return code == KeyCode.BACK_SPACE || code == KeyCode.DELETE;
        }

        /** Keys that write letters stay with the text, and so do those for copy, paste, undo. */
        private static boolean isUsable(KeyEvent e, boolean bare) {
            boolean ofText = e.isShortcutDown() && !e.isAltDown() && OF_TEXT.contains(e.getCode());
            return bare ? e.getCode().isFunctionKey() : !ofText && e.getCode() != KeyCode.UNDEFINED;
        }

        private static String written(KeyEvent e) {
            List<KeyCombination.Modifier> modifiers = new ArrayList<>();
            if (e.isShortcutDown()) {
                modifiers.add(KeyCombination.SHORTCUT_DOWN);
            } else if (e.isControlDown()) {
                modifiers.add(KeyCombination.CONTROL_DOWN);
            }
            if (e.isAltDown()) {
                modifiers.add(KeyCombination.ALT_DOWN);
            }
            if (e.isShiftDown()) {
                modifiers.add(KeyCombination.SHIFT_DOWN);
            }
            return new KeyCodeCombination(
                            e.getCode(), modifiers.toArray(KeyCombination.Modifier[]::new))
                    .getName();
        }

        private void choose(String written) {
            Optional<Command> other = taken(written);
            if (other.isEmpty()) {
                give(written);
                return;
            }
            waiting = false;
            show();
            setting.warn(Words.of("settings.keys.taken", words(written), other.get().words()));
            take.setVisible(true);
            take.setOnAction(e -> {
                preferences.setKeys(other.get().id(), "");
                give(written);
                keys.requestFocus();
            });
        }

        private void give(String written) {
            if (written.equals(command.standardKeys())) {
                preferences.resetKeys(command.id());
            } else {
                preferences.setKeys(command.id(), written);
            }
            stop(about);
        }

        /** The other command that has these keys already. */
        private Optional<Command> taken(String written) {
            String wanted = words(written);
            return commands.all().stream()
                    .filter(each -> !wanted.isEmpty() && !each.id().equals(command.id()))
                    .filter(each -> each.keyWords(preferences).equals(wanted))
                    .findFirst();
        }

        private static String words(String written) {
            return Command.parse(written).map(KeyCombination::getDisplayText).orElse("");
        }

        private void reset() {
            Optional<Command> other = taken(command.standardKeys());
            if (other.isPresent()) {
                choose(command.standardKeys());
            } else {
                preferences.resetKeys(command.id());
                stop(about);
            }
        }
    }
}
