package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.People;
import app.vaultnotes.vault.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Makes a link that lets somebody into a vault. For the JavaFX thread. */
final class InviteDialog {

    private static final int WIDTH = 460;
    private static final double CODE_SIDE = 232;

    private InviteDialog() {}

    /** Opens it. */
    static void open(AppWindow window, Account account, Id vault) {
        FormDialog form = FormDialog.open(window, WIDTH);
        Role[] chosen = {Role.EDITOR};
        Label means = new Label(Words.of("invite.means.editor"));
        means.getStyleClass().add("vn-faint");
        means.setWrapText(true);
        HBox roles =
                Choosers.segments(
                        Words.of("invite.role"),
                        People.ROLES.stream()
                                .map(role -> new Choosers.Option(role.name(), SyncWords.role(role)))
                                .toList(),
                        chosen[0].name(),
                        value -> {
                            chosen[0] = Role.valueOf(value);
                            means.setText(Words.of("invite.means." + lower(value)));
                        });
        form.show(
                Words.of("invite.title", window.vault().name()),
                List.of(
                        FormDialog.about(Words.of("invite.about")),
                        FormDialog.named("invite.role", roles),
                        means),
                form.cancel("cancel"),
                FormDialog.go(
                        "invite.make",
                        () ->
                                form.ask(
                                        relays ->
                                                relays.ask(
                                                        account,
                                                        calls -> calls.invite(vault, chosen[0])),
                                        made -> show(window, form, made))));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static void show(AppWindow window, FormDialog form, Invitation made) {
        TextField link = new TextField(made.getLink());
        link.setEditable(false);
        link.setAccessibleText(Words.of("invite.link"));
        HBox.setHgrow(link, Priority.ALWAYS);
        Button copy = TextPanel.copying(window, made.getLink());
        copy.getStyleClass().add("vn-primary");
        HBox line = new HBox(8, link, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        List<Node> nodes = new ArrayList<>();
        nodes.add(
                FormDialog.about(
                        Words.of(
                                "invite.made",
                                SyncWords.role(made.getRole()),
                                Times.weekdayAndTime(made.getExpiresMillis()))));
        nodes.add(line);
        QrCodeView.of(made.getLink(), CODE_SIDE, Words.of("invite.code"))
                .ifPresent(code -> {
                    Label about = new Label(Words.of("invite.phone"));
                    about.getStyleClass().add("vn-faint");
                    VBox both = new VBox(8, code, about);
                    both.setAlignment(Pos.CENTER);
                    nodes.add(both);
                });
        Button close = FormDialog.plain("dialog.close", form::close);
        close.setCancelButton(true);
        form.show(Words.of("invite.title", window.vault().name()), nodes, close);
        copy.requestFocus();
    }
}
