package app.vaultnotes.desktop;

import java.util.Optional;
import javafx.scene.input.KeyCombination;

/**
 * Something a person can have done from the keyboard.
 *
 * @param id its name in settings, and of its words
 * @param keys how it is called, when it is
 */
record Command(String id, Optional<KeyCombination> keys, Runnable action) {

    static Command of(String id, String keys, Runnable action) {
        return new Command(
                id,
                keys.isEmpty()
                        ? Optional.empty()
                        : Optional.of(KeyCombination.keyCombination(keys)),
                action);
    }

    /** What it is called on the screen. */
    String words() {
        return Words.of("command." + id);
    }

    /** Its keys as people read them. */
    String keyWords() {
        return keys.map(KeyCombination::getDisplayText).orElse("");
    }
}
