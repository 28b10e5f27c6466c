package app.vaultnotes.desktop;

import app.vaultnotes.vault.Settings;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultSetting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.TextField;

/** What can be chosen for a vault; it travels with it. */
final class VaultSettings {

    private final VaultLane lane;

    VaultSettings(VaultLane lane) {
        this.lane = lane;
    }

    /**
     * Reads what is chosen.
     *
     * @param show gets it on the JavaFX thread
     */
    void read(Consumer<SettingsGroup> show) {
        lane.ask(vault -> chosen(vault.settings()), chosen -> show.accept(group(chosen)));
    }

    private static Map<VaultSetting, String> chosen(Settings settings) {
        Map<VaultSetting, String> chosen = new EnumMap<>(VaultSetting.class);
        for (VaultSetting setting : VaultSetting.values()) {
            chosen.put(setting, settings.chosen(setting));
        }
        return chosen;
    }

    private SettingsGroup group(Map<VaultSetting, String> chosen) {
        return new SettingsGroup(
                "vault",
                Icons.FOLDER,
                true,
                List.of(
                        line("daily", VaultSetting.DAILY_FOLDER, chosen),
                        line("templates", VaultSetting.TEMPLATE_FOLDER, chosen),
                        line("attachments", VaultSetting.ATTACHMENT_FOLDER, chosen),
                        line("trash", VaultSetting.TRASH_DAYS, chosen)),
                List.of());
    }

    private Setting line(String id, VaultSetting setting, Map<VaultSetting, String> chosen) {
        String name = Words.of("settings.vault." + id);
        String about = Words.of("settings.vault." + id + ".about");
        Setting[] line = new Setting[1];
        TextField field =
                Choosers.text(
                        name,
                        chosen.getOrDefault(setting, ""),
                        typed -> set(line[0], about, setting, typed));
        field.setPromptText(setting.usual());
        line[0] = new Setting(name, about, field);
        return line[0];
    }

    /** What the vault refuses is said where it was typed. */
    private void set(Setting line, String about, VaultSetting setting, String value) {
        CompletableFuture<Void> _ =
                lane.ask(
                                vault -> {
                                    vault.settings().set(setting, value);
                                    return value;
                                })
                        .handle((done, failure) -> {
                            Platform.runLater(() -> told(line, about, failure));
                            return null;
                        });
    }

    private static void told(
            Setting line, String about, @org.jspecify.annotations.Nullable Throwable failure) {
        if (failure == null) {
            line.say(about);
        } else if (failure instanceof VaultException refused) {
            line.warn(String.valueOf(refused.getMessage()));
        } else {
            line.warn(Words.of("failure", String.valueOf(failure.getMessage())));
        }
    }
}
