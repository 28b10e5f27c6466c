package app.vaultnotes.desktop;

import app.vaultnotes.cli.Sharing;
import app.vaultnotes.vault.account.Account;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

/** Puts a vault on a relay. For the JavaFX thread. */
final class ShareDialog {

    private static final int WIDTH = 460;

    private ShareDialog() {}

    /** Opens it; {@code done} is told when the vault is shared. */
    static void open(AppWindow window, Runnable done) {
        FormDialog form = FormDialog.open(window, WIDTH);
        form.show(Words.of("share.title"), List.of(), form.cancel("cancel"));
        form.ask(
                relays -> relays.signingIn().accounts().all(),
                all -> {
                    if (all.isEmpty()) {
                        form.close();
                        new SignInDialog(window, "", (account, isNew) -> open(window, done)).open();
                    } else {
                        show(window, form, all, done);
                    }
                });
    }

    private static void show(
            AppWindow window, FormDialog form, List<Account> accounts, Runnable done) {
        TextField name = FormDialog.field(Sharing.name(window.vault().name()), "");
        Account[] chosen = {accounts.get(accounts.size() - 1)};
        List<Node> nodes = new ArrayList<>();
        nodes.add(FormDialog.about(Words.of("share.about")));
        if (accounts.size() > 1) {
            nodes.add(FormDialog.named("share.where", list(accounts, chosen)));
        } else {
            nodes.add(
                    FormDialog.about(
                            Words.of("share.on", chosen[0].relay().shown(), chosen[0].email())));
        }
        nodes.add(FormDialog.named("share.name", name));
        nodes.add(FormDialog.about(Words.of("share.readable")));
        form.show(
                Words.of("share.title"),
                nodes,
                form.cancel("cancel"),
                FormDialog.go(
                        "command.share",
                        () -> share(window, form, chosen[0], Sharing.name(name.getText()), done)));
    }

    private static ComboBox<Choosers.Option> list(List<Account> accounts, Account[] chosen) {
        List<Choosers.Option> options =
                accounts.stream()
                        .map(account ->
                                new Choosers.Option(
                                        account.device().toString(),
                                        account.relay().shown() + " · " + account.email()))
                        .toList();
        ComboBox<Choosers.Option> list =
                Choosers.list(
                        Words.of("share.where"),
                        options,
                        chosen[0].device().toString(),
                        value ->
                                accounts.stream()
                                        .filter(a -> a.device().toString().equals(value))
                                        .forEach(a -> chosen[0] = a));
        list.setMaxWidth(Double.MAX_VALUE);
        return list;
    }

    private static void share(
            AppWindow window, FormDialog form, Account account, String name, Runnable done) {
        form.ask(
                relays ->
                        SharingActions.joined(
                                window.lane()
                                        .beside(vault -> {
                                            Sharing.share(relays, account, vault, name);
                                            return true;
                                        })),
                shared -> {
                    form.close();
                    done.run();
                    window.toasts()
                            .say(
                                    Words.of("share.done", account.relay().shown()),
                                    Words.of("command.invite"),
                                    () -> InviteDialog.open(window, account, window.vault().id()));
                });
    }
}
