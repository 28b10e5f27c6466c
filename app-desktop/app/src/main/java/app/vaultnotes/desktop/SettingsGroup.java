package app.vaultnotes.desktop;

import java.util.List;
import javafx.scene.Node;

/**
 * Settings that belong together.
 *
 * @param id its name in words and in tests
 * @param vault whether they are those of the vault, and not of the app
 * @param settings its lines
 * @param more what stands beneath the lines
 */
record SettingsGroup(
        String id, String icon, boolean vault, List<Setting> settings, List<Node> more) {

    /** What it is called on the screen. */
    String title() {
        return Words.of("settings." + id);
    }
}
