package app.vaultnotes.desktop;

import app.vaultnotes.vault.Attachments;
import app.vaultnotes.vault.Settings;
import app.vaultnotes.vault.Templates;
import app.vaultnotes.vault.Trash;
import app.vaultnotes.vault.VaultException;
import java.util.List;
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
        lane.ask(vault -> Read.of(vault.settings()), read -> show.accept(group(read)));
    }

    private record Read(String daily, String templates, String attachments, String trashDays) {
        static Read of(Settings settings) {
            return new Read(
                    settings.get(Templates.DAILY_FOLDER_SETTING, ""),
                    settings.get(Templates.FOLDER_SETTING, ""),
                    settings.get(Attachments.FOLDER_SETTING, ""),
                    settings.get(Trash.RETENTION_SETTING, ""));
        }
    }

    private SettingsGroup group(Read read) {
        return new SettingsGroup(
                "vault",
                Icons.FOLDER,
                true,
                List.of(
                        line("daily", Templates.DAILY_FOLDER_SETTING, read.daily(), "Daily"),
                        line("templates", Templates.FOLDER_SETTING, read.templates(), "Templates"),
                        line(
                                "attachments",
                                Attachments.FOLDER_SETTING,
                                read.attachments(),
                                Attachments.DEFAULT_FOLDER),
                        line(
                                "trash",
                                Trash.RETENTION_SETTING,
                                read.trashDays(),
                                Integer.toString(Trash.DEFAULT_RETENTION_DAYS))),
                List.of());
    }

    private Setting line(String id, String setting, String value, String otherwise) {
        String name = Words.of("settings.vault." + id);
        String about = Words.of("settings.vault." + id + ".about");
        Setting[] line = new Setting[1];
        TextField field = Choosers.text(name, value, typed -> set(line[0], about, setting, typed));
        field.setPromptText(otherwise);
        line[0] = new Setting(name, about, field);
        return line[0];
    }

    /** What the vault refuses is said where it was typed. */
    private void set(Setting line, String about, String setting, String value) {
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
