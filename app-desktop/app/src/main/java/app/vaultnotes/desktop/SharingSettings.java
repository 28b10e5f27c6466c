package app.vaultnotes.desktop;

import app.vaultnotes.vault.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;

/** Where this machine is signed in, and how the vault is shared. For the JavaFX thread. */
final class SharingSettings {

    private final AppWindow window;
    private final Runnable close;

    /**
     * Settings of a window.
     *
     * @param close closes what they stand in: what they open takes its place
     */
    SharingSettings(AppWindow window, Runnable close) {
        this.window = window;
        this.close = close;
    }

    private record Known(List<Account> accounts, String place) {}

    /**
     * Reads where this machine is signed in.
     *
     * @param show gets the settings on the JavaFX thread
     */
    void read(Consumer<SettingsGroup> show) {
        window.app()
                .relayWork()
                .ask(
                        relays ->
                                new Known(
                                        relays.signingIn().accounts().all(), relays.placeOfKeys()),
                        known -> show.accept(group(known)),
                        window.toasts()::fail);
    }

    private SettingsGroup group(Known known) {
        SharingActions actions = window.commands().sharing();
        List<Setting> lines = new ArrayList<>();
        lines.add(vault(actions));
        if (window.vault().sharing().home().isPresent()) {
            lines.add(line("settings.people", "people.title.short", actions::people));
            lines.add(line("settings.invite", "people.invite", actions::invite));
        }
        lines.add(line("settings.join", "join.short", actions::join));
        for (Account account : known.accounts()) {
            lines.add(
                    new Setting(
                            account.relay().shown(),
                            Words.of("settings.account", account.email(), known.place()),
                            button("command.signout", () -> actions.signOut(account))));
        }
        lines.add(line("settings.signin", "command.signin", actions::signIn));
        if (!known.accounts().isEmpty()) {
            lines.add(line("settings.machines", "machines.short", actions::machines));
        }
        return new SettingsGroup("sharing", Icons.PEOPLE, true, lines, List.of());
    }

    private Setting vault(SharingActions actions) {
        VaultSharing sharing = window.vault().sharing();
        return sharing.isShared()
                ? new Setting(
                        Words.of("settings.shared"),
                        SyncWords.brief(sharing.view(), sharing.levelMillis()),
                        button("settings.shared.more", actions::popover))
                : line("settings.share", "command.share", actions::share);
    }

    private Setting line(String words, String action, Runnable run) {
        return new Setting(Words.of(words), Words.of(words + ".about"), button(action, run));
    }

    private Button button(String words, Runnable run) {
        Button button = new Button(Words.of(words));
        button.setOnAction(e -> {
            close.run();
            run.run();
        });
        return button;
    }
}
