package app.vaultnotes.desktop;

import app.vaultnotes.cli.Sharing;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import app.vaultnotes.vault.account.InvitationLink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * Brings a vault from a relay into a folder of its own and opens it: by a link that somebody gave,
 * or one of one's own accounts. For the JavaFX thread.
 */
final class JoinDialog {

    private static final int WIDTH = 480;

    private final AppWindow window;

    /** A vault of an account. */
    private record Own(Account account, Vault vault) {}

    /** A vault that one is in now. */
    private record Joined(Account account, Id vault, String name) {}

    JoinDialog(AppWindow window) {
        this.window = window;
    }

    /** Asks for the link, and offers the vaults of this machine's accounts. */
    void open() {
        FormDialog form = FormDialog.open(window, WIDTH);
        TextField link = FormDialog.field("", "https://…/join#…");
        VBox own = new VBox();
        form.show(
                Words.of("join.title"),
                List.of(
                        FormDialog.about(Words.of("join.about")),
                        FormDialog.named("join.link", link),
                        own),
                form.cancel("cancel"),
                FormDialog.go("signin.next", () -> take(form, link.getText())));
        window.app()
                .relayWork()
                .ask(
                        relays -> {
                            List<Own> all = new ArrayList<>();
                            for (Account account : relays.signingIn().accounts().all()) {
                                relays.ask(account, AccountCalls::vaults)
                                        .forEach(vault -> all.add(new Own(account, vault)));
                            }
                            return all;
                        },
                        all -> showOwn(form, own, all),
                        why -> {
                            // a link works without them
                        });
    }

    private void showOwn(FormDialog form, VBox place, List<Own> all) {
        List<Own> others =
                all.stream()
                        .filter(own -> own.vault().getDeletedFromMillis() == 0)
                        .filter(own ->
                                !own.vault().getVaultId().equals(window.vault().id().toString()))
                        .toList();
        if (others.isEmpty()) {
            return;
        }
        Label section = new Label(Words.of("join.own"));
        section.getStyleClass().add("vn-section");
        place.getChildren().setAll(section);
        for (Own own : others) {
            Id.parse(own.vault().getVaultId())
                    .ifPresent(id ->
                            place.getChildren()
                                    .add(
                                            row(
                                                    form,
                                                    new Joined(
                                                            own.account(),
                                                            id,
                                                            own.vault().getName()))));
        }
    }

    private Node row(FormDialog form, Joined own) {
        Button row = RightPanel.link(own.name(), () -> folder(form, own));
        Label where = new Label(own.account().relay().shown());
        where.getStyleClass().add("vn-faint");
        where.setMinWidth(0);
        row.setMinWidth(0);
        row.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(row, Priority.ALWAYS);
        HBox both = new HBox(8, row, where);
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    // ---- by a link ----

    private void take(FormDialog form, String typed) {
        InvitationLink link;
        try {
            link = InvitationLink.parse(typed);
        } catch (RuntimeException e) {
            form.fail(Words.of("join.nolink"));
            return;
        }
        form.ask(
                relays -> relays.signingIn().accounts().on(link.relay()),
                known -> {
                    if (known.isPresent()) {
                        accept(form, known.get(), link);
                    } else {
                        form.close();
                        new SignInDialog(
                                        window,
                                        typed.strip(),
                                        (a, isNew) -> entered(a, isNew, link))
                                .open();
                    }
                });
    }

    /** Whoever is signed in there goes on with that account. */
    private void accept(FormDialog form, Account account, InvitationLink link) {
        form.ask(
                relays -> {
                    Id vault = Sharing.accept(relays, account, link);
                    return named(relays.ask(account, AccountCalls::vaults), account, vault);
                },
                joined -> folder(form, joined));
    }

    private static Joined named(List<Vault> all, Account account, Id id) {
        String name =
                all.stream()
                        .filter(vault -> vault.getVaultId().equals(id.toString()))
                        .map(Vault::getName)
                        .findFirst()
                        .orElse("");
        return new Joined(account, id, name);
    }

    /** An account that was just made by the link is in its vault alone. */
    private void entered(Account account, boolean isNew, InvitationLink link) {
        FormDialog form = FormDialog.open(window, WIDTH);
        form.show(Words.of("join.title"), List.of(), form.cancel("cancel"));
        form.ask(
                relays -> {
                    Id vault =
                            isNew
                                    ? Sharing.onlyVault(relays, account)
                                    : Sharing.accept(relays, account, link);
                    return named(relays.ask(account, AccountCalls::vaults), account, vault);
                },
                joined -> folder(form, joined));
    }

    // ---- where to ----

    private void folder(FormDialog form, Joined joined) {
        FolderField folder = new FolderField(window, joined.name());
        form.show(
                Words.of("join.title"),
                List.of(FormDialog.about(Words.of("join.into", shown(joined.name()))), folder),
                form.cancel("cancel"),
                FormDialog.go("join.open", () -> bring(form, joined, folder.folder())));
    }

    private static String shown(String name) {
        return name.isEmpty() ? Words.of("join.nameless") : name;
    }

    private void bring(FormDialog form, Joined joined, Optional<Path> named) {
        if (named.isEmpty()) {
            form.fail(Words.of("join.nofolder"));
            return;
        }
        Path folder = named.get();
        form.ask(
                relays -> {
                    Sharing.bring(folder, joined.vault(), joined.account());
                    return true;
                },
                made -> {
                    form.close();
                    window.app().open(new Stage(), folder);
                });
    }
}
