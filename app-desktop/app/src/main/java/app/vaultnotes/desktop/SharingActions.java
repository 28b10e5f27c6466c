package app.vaultnotes.desktop;

import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.cli.Sharing;
import app.vaultnotes.ui.sharing.SyncView;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.relay.RelayAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** What a vault has to do with other devices and people, in a window. For the JavaFX thread. */
final class SharingActions {

    private final AppWindow window;
    private @Nullable SyncPopover popover;

    SharingActions(AppWindow window) {
        this.window = window;
    }

    private VaultSharing sharing() {
        return window.vault().sharing();
    }

    /** Shows how it is now, wherever the window says something of it. */
    void show() {
        VaultSharing sharing = sharing();
        SyncView view = sharing.view();
        String words = sharing.isShared() ? SyncWords.brief(view, sharing.levelMillis()) : "";
        window.status().showSync(words, view.kind().weight(), this::popover);
        window.panes()
                .each(page -> {
                    if (page instanceof NoteSheet sheet) {
                        sheet.setReader(sharing.isReader());
                    }
                });
        SyncPopover shown = popover;
        if (shown != null && shown.isOpen()) {
            shown.refresh();
        }
    }

    /** Tells more of how it is. */
    void popover() {
        SyncPopover shown = popover;
        if (shown == null || !shown.isOpen()) {
            popover = SyncPopover.open(window, this);
        }
    }

    /** Goes a way out of what is in the way. */
    void go(SyncView.Way way) {
        switch (way) {
            case SHARE -> share();
            case SIGN_IN -> signInAgain();
            case TRY_NOW -> tryNow();
            case LOOK_AT_CERTIFICATE -> certificate();
            case MEMBERS -> people();
            case KEEP -> keep();
            case SAVE_AS -> SaveAsDialog.open(window);
            case EXPORT -> window.run("export");
        }
    }

    void tryNow() {
        sharing().tryNow();
    }

    /** Says what failed; whoever may only read is led to why. */
    void fail(Throwable failure) {
        if (FailureWords.isForReaders(failure)) {
            refuse();
        } else {
            window.toasts().fail(Words.of("failure", FailureWords.of(failure)));
        }
    }

    /** Says to whoever may only read that they may not write, and leads to why. */
    void refuse() {
        window.toasts().fail(Words.of("failed.view.only"), Words.of("reader.why"), this::popover);
    }

    // ---- signing in and out ----

    /** Signs in to a relay. */
    void signIn() {
        new SignInDialog(window, "", (account, isNew) -> {}).open();
    }

    private void signInAgain() {
        String relay = sharing().home().map(Home::relay).orElse("");
        new SignInDialog(window, relay, (account, isNew) -> {}).open();
    }

    /** Asks which account to sign out of, and does it. */
    void signOut() {
        accounts(all -> {
            if (all.isEmpty()) {
                window.toasts().say(Words.of("signout.nowhere"));
            } else {
                choose(Words.of("command.signout"), all, this::signOut);
            }
        });
    }

    /** Signs out of an account when that is wanted indeed. */
    void signOut(Account account) {
        Dialogs.confirm(
                window,
                Words.of("signout.sure", account.relay().shown()),
                Words.of("signout.about"),
                Words.of("command.signout"),
                () ->
                        ask(
                                relays -> relays.signingIn().logout(account),
                                untold -> {
                                    sharing().again();
                                    if (untold.isPresent()) {
                                        window.toasts().fail(Words.of("signout.untold"));
                                    } else {
                                        window.toasts()
                                                .say(
                                                        Words.of(
                                                                "signout.done",
                                                                account.relay().shown()));
                                    }
                                }));
    }

    private void accounts(Consumer<List<Account>> show) {
        ask(relays -> relays.signingIn().accounts().all(), show);
    }

    /** Goes on with the one account there is, or with the one that is chosen. */
    private void choose(String prompt, List<Account> all, Consumer<Account> then) {
        if (all.size() == 1) {
            then.accept(all.get(0));
            return;
        }
        List<Palette.Choice> choices =
                all.stream()
                        .map(account ->
                                new Palette.Choice(
                                        account.relay().shown(),
                                        account.email(),
                                        false,
                                        () -> then.accept(account)))
                        .toList();
        window.palette().open(new Palette.Offer(prompt, choices, typed -> Optional.empty()));
    }

    /** Shows the certificate that the relay has now, to be trusted or not. */
    private void certificate() {
        sharing()
                .home()
                .ifPresent(home ->
                        CertificateDialog.open(
                                window, RelayAddress.parse(home.relay()), sharing()::again));
    }

    // ---- the vault ----

    /** Puts the vault on a relay. */
    void share() {
        if (sharing().home().isPresent()) {
            popover();
            return;
        }
        ShareDialog.open(window, sharing()::again);
    }

    /** Makes a link into the vault. */
    void invite() {
        withAccount((account, vault) -> InviteDialog.open(window, account, window.vault().id()));
    }

    /** Who is in the vault. */
    void people() {
        withAccount((account, vault) -> PeopleDialog.open(window, account, this));
    }

    /** Leaves the members of the vault when that is wanted indeed. */
    void leave(Account account) {
        Dialogs.confirm(
                window,
                Words.of("leave.sure", window.vault().name()),
                Words.of("leave.about"),
                Words.of("leave"),
                () ->
                        inVault(
                                (relays, vault) -> Sharing.leave(relays, account, vault),
                                () -> {
                                    sharing().again();
                                    window.toasts().say(Words.of("leave.done"));
                                }));
    }

    /** The vault is its owner's alone from now on. */
    private void keep() {
        window.lane()
                .ask(
                        vault -> {
                            vault.setHome(Optional.empty());
                            return true;
                        },
                        done -> {
                            sharing().again();
                            window.toasts().say(Words.of("keep.done"));
                        });
    }

    /** Brings a vault from a relay. */
    void join() {
        new JoinDialog(window).open();
    }

    /** The machines of an account. */
    void machines() {
        accounts(all -> {
            if (all.isEmpty()) {
                signIn();
            } else {
                choose(
                        Words.of("command.machines"),
                        all,
                        account -> MachinesDialog.open(window, account));
            }
        });
    }

    /** What sync did. */
    void log() {
        SyncLogPanel.open(window);
    }

    // ---- asking ----

    private <T> void ask(RelayWork.Work<T> work, Consumer<T> show) {
        window.app().relayWork().ask(work, show, window.toasts()::fail);
    }

    /** The account by which the vault is shared; where there is none, says what is to be done. */
    private void withAccount(BiConsumer<Account, Home> then) {
        Optional<Home> home = sharing().home();
        if (home.isEmpty()) {
            share();
            return;
        }
        Home there = home.get();
        window.app()
                .relayWork()
                .ask(
                        relays -> Sharing.account(relays, there),
                        account -> then.accept(account, there),
                        why -> popover());
    }

    /** Work on a vault and a relay. */
    private interface Both {
        void on(LocalRelays relays, Vault vault);
    }

    private void inVault(Both work, Runnable done) {
        ask(
                relays -> {
                    CompletableFuture<Boolean> result =
                            window.lane()
                                    .beside(vault -> {
                                        work.on(relays, vault);
                                        return true;
                                    });
                    return joined(result);
                },
                result -> Platform.runLater(done));
    }

    /** Waits for work on the vault, and fails as it does. */
    static <T> T joined(CompletableFuture<T> result) throws Exception {
        try {
            return result.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof Exception why ? why : e;
        }
    }
}
