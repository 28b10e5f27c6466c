package app.vaultnotes.desktop;

import java.util.Optional;
import javafx.scene.input.KeyCombination;

/**
 * Something a person can have done from the keyboard.
 *
 * @param id its name in preferences, and of its words
 * @param standardKeys the keys that it comes with; empty for none
 */
record Command(String id, String standardKeys, Runnable action) {

    static Command of(String id, String keys, Runnable action) {
        return new Command(id, keys, action);
    }

    /** What it is called on the screen. */
    String words() {
        return Words.of("command." + id);
    }

    /** The keys that call it: those its user chose, or those it comes with. */
    Optional<KeyCombination> keys(Preferences preferences) {
        String keys = preferences.keys(id).orElse(standardKeys);
        return parse(keys);
    }

    /** Keys as they are written down; empty when they are none. */
    static Optional<KeyCombination> parse(String keys) {
        if (keys.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyCombination.valueOf(keys));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its keys as people read them. */
    String keyWords(Preferences preferences) {
        return keys(preferences).map(Command::shown).orElse("");
    }

    /** Keys as they stand on the keyboards of a language. */
    static String shown(KeyCombination keys) {
        return keys.getDisplayText()
                .replace("DIGIT", "")
                .replace("Ctrl+", Words.of("keys.ctrl") + "+")
                .replace("Shift+", Words.of("keys.shift") + "+");
    }
}
