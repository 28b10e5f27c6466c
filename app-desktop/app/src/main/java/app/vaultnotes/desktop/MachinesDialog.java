package app.vaultnotes.desktop;

import app.vaultnotes.ui.sharing.Machines;
import app.vaultnotes.ui.sharing.Machines.Machine;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The machines of an account, and how to sign a lost one out. For the JavaFX thread. */
final class MachinesDialog {

    private static final int WIDTH = 560;
    private static final int MOST_HEIGHT = 420;

    private final AppWindow window;
    private final Account account;
    private final FormDialog form;

    private MachinesDialog(AppWindow window, Account account) {
        this.window = window;
        this.account = account;
        form = FormDialog.open(window, WIDTH);
        form.show(Words.of("machines.title"), List.of(), form.cancel("dialog.close"));
        ask(calls -> {});
    }

    /** Opens it. */
    static void open(AppWindow window, Account account) {
        new MachinesDialog(window, account);
    }

    private void ask(Consumer<AccountCalls> change) {
        form.ask(
                relays ->
                        relays.ask(
                                account,
                                calls -> {
                                    change.accept(calls);
                                    return Machines.of(calls.devices(), account);
                                }),
                this::show);
    }

    private void show(List<Machine> machines) {
        VBox rows = new VBox();
        machines.forEach(machine -> rows.getChildren().add(row(machine)));
        ScrollPane scroll = TextPanel.scrolling(Words.of("machines.title"), rows);
        scroll.setFocusTraversable(false);
        scroll.setMaxHeight(MOST_HEIGHT);
        Button close = form.cancel("dialog.close");
        close.setDefaultButton(true);
        form.show(
                Words.of("machines.title"),
                List.of(
                        FormDialog.about(
                                Words.of(
                                        "machines.about",
                                        account.email(),
                                        account.relay().shown())),
                        scroll),
                close);
    }

    private HBox row(Machine machine) {
        Label state = new Label(state(machine));
        state.getStyleClass().add("vn-faint");
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox row =
                PeopleDialog.line(SyncWords.icon(machine.kind()), new Label(machine.name()), state);
        if (machine.canRevoke()) {
            Button revoke = new Button(Words.of("machines.revoke"));
            revoke.getStyleClass().add("flat");
            revoke.setMinWidth(Region.USE_PREF_SIZE);
            revoke.setAccessibleText(Words.of("machines.revoke.named", machine.name()));
            revoke.setOnAction(e -> revoke(machine));
            row.getChildren().add(revoke);
        }
        return row;
    }

    private static String state(Machine machine) {
        if (machine.isHere()) {
            return Words.of("machines.here");
        }
        return machine.isRevoked()
                ? Words.of("machines.revoked")
                : Words.of("machines.seen", Times.dayAndTime(machine.seenMillis()));
    }

    private void revoke(Machine machine) {
        Dialogs.confirm(
                window,
                Words.of("machines.sure", machine.name()),
                Words.of("machines.sure.about"),
                Words.of("machines.revoke"),
                () -> ask(calls -> machine.devices().forEach(calls::revoke)));
    }
}
