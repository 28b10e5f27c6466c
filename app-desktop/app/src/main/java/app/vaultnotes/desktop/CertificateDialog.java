package app.vaultnotes.desktop;

import app.vaultnotes.ui.sharing.SignIn;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.relay.RelayAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** Shows the certificate that a relay has now, to be trusted or not. For the JavaFX thread. */
final class CertificateDialog {

    private static final int WIDTH = 460;

    private CertificateDialog() {}

    /** Opens it; {@code done} is told when a person has agreed. */
    static void open(AppWindow window, RelayAddress relay, Runnable done) {
        FormDialog form = FormDialog.open(window, WIDTH);
        form.show(Words.of("trust.new"), List.of(), form.cancel("cancel"));
        form.ask(
                relays ->
                        new SignIn(RelayWork.door(relays))
                                .meet(new SignIn.Place(relay, Optional.empty())),
                met -> show(form, met, done));
    }

    private static void show(FormDialog form, SignIn.Met met, Runnable done) {
        Optional<Account> known = met.known();
        if (known.isEmpty() || met.relay().trust().equals(known.get().trust())) {
            form.close();
            done.run();
            return;
        }
        Account account = known.get();
        String relay = account.relay().shown();
        List<Node> nodes = new ArrayList<>();
        nodes.add(FormDialog.about(Words.of("trust.changed", relay)));
        met.before().ifPresent(before -> nodes.addAll(told("trust.before", before)));
        met.fingerprint().ifPresent(now -> nodes.addAll(told("trust.now", now)));
        if (met.fingerprint().isEmpty()) {
            nodes.add(FormDialog.about(Words.of("trust.system")));
        } else {
            nodes.add(FormDialog.about(Words.of("trust.compare")));
        }
        form.show(
                Words.of("trust.new"),
                nodes,
                form.cancel("trust.no"),
                FormDialog.go(
                        "trust.yes",
                        () ->
                                form.ask(
                                        relays ->
                                                relays.signingIn()
                                                        .trust(account, met.relay().trust()),
                                        trusted -> {
                                            form.close();
                                            done.run();
                                        })));
    }

    private static List<Node> told(String words, String fingerprint) {
        Label name = new Label(Words.of(words));
        name.getStyleClass().add("vn-field-name");
        return List.of(name, SignInDialog.fingerprint(fingerprint));
    }
}
