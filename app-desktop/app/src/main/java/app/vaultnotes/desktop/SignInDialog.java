package app.vaultnotes.desktop;

import app.vaultnotes.ui.sharing.SignIn;
import app.vaultnotes.vault.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/** Signs this machine in to a relay, step by step in one panel. For the JavaFX thread. */
final class SignInDialog {

    private static final int WIDTH = 460;

    private final AppWindow window;
    private final String first;
    private final Then then;

    /** What comes afterwards. */
    interface Then {
        /**
         * A person goes on.
         *
         * @param isNew whether the account was just made
         */
        void goOn(Account account, boolean isNew);
    }

    /** An account that is new, or one that is there. */
    private enum As {
        NEW,
        KNOWN
    }

    /** An account, and where its key is. */
    private record Entered(Account account, String place) {}

    /**
     * Not open yet.
     *
     * @param first the relay, or a link; empty to be asked for
     * @param then comes when one is signed in and goes on
     */
    SignInDialog(AppWindow window, String first, Then then) {
        this.window = window;
        this.first = first;
        this.then = then;
    }

    void open() {
        FormDialog opened = FormDialog.open(window, WIDTH);
        where(opened, first);
        if (!first.isEmpty()) {
            meet(opened, first);
        }
    }

    // ---- where ----

    private void where(FormDialog form, String typed) {
        TextField field = FormDialog.field(typed, "relay.example.org");
        Button go = FormDialog.go("signin.next", () -> meet(form, field.getText()));
        go.disableProperty().bind(field.textProperty().map(String::isBlank));
        form.show(
                Words.of("signin.title"),
                List.of(
                        FormDialog.about(Words.of("signin.about")),
                        FormDialog.named("signin.relay", field)),
                form.cancel("cancel"),
                unbound(go, field));
    }

    /** What is bound cannot be set when the panel waits: it follows the field by hand. */
    private static Button unbound(Button go, TextField field) {
        go.disableProperty().unbind();
        go.setDisable(field.getText().isBlank());
        field.textProperty().addListener((o, was, is) -> go.setDisable(is.isBlank()));
        return go;
    }

    private void meet(FormDialog form, String typed) {
        SignIn.Place place;
        try {
            place = SignIn.read(typed);
        } catch (RuntimeException e) {
            form.fail(FailureWords.of(e));
            return;
        }
        form.ask(relays -> new SignIn(RelayWork.door(relays)).meet(place), met -> met(form, met));
    }

    private void met(FormDialog form, SignIn.Met met) {
        if (met.fingerprint().isPresent()) {
            trust(form, met, met.fingerprint().get());
        } else {
            who(form, met, usual(met));
        }
    }

    // ---- whether it is the right one ----

    private void trust(FormDialog form, SignIn.Met met, String fingerprint) {
        List<Node> nodes = new ArrayList<>();
        String relay = met.place().relay().shown();
        String about = met.before().isPresent() ? "trust.changed" : "trust.about";
        nodes.add(FormDialog.about(Words.of(about, relay)));
        nodes.add(fingerprint(fingerprint));
        nodes.add(FormDialog.about(Words.of("trust.compare")));
        form.show(
                Words.of("trust.title"),
                nodes,
                form.cancel("trust.no"),
                FormDialog.go("trust.yes", () -> who(form, met, usual(met))));
    }

    /** A fingerprint in two lines, to be compared and copied. */
    static TextField[] lines(String fingerprint) {
        int half = fingerprint.length() / 2 + 1;
        return new TextField[] {
            copyable(fingerprint.substring(0, half)), copyable(fingerprint.substring(half))
        };
    }

    private static TextField copyable(String text) {
        TextField field = new TextField(text);
        field.setEditable(false);
        field.setAccessibleText(Words.of("trust.fingerprint", text));
        field.getStyleClass().add("vn-code-line");
        return field;
    }

    static Node fingerprint(String fingerprint) {
        return new javafx.scene.layout.VBox(lines(fingerprint));
    }

    // ---- who ----

    private static As usual(SignIn.Met met) {
        boolean isNew = met.place().link().isPresent() && met.known().isEmpty();
        return isNew ? As.NEW : As.KNOWN;
    }

    private void who(FormDialog form, SignIn.Met met, As as) {
        TextField email =
                FormDialog.field(met.known().map(Account::email).orElse(""), "ann@example.org");
        PasswordField passphrase = FormDialog.secret();
        PasswordField again = FormDialog.secret();
        List<Node> nodes = new ArrayList<>();
        nodes.add(FormDialog.about(words(met, as)));
        nodes.add(FormDialog.named("signin.email", email));
        nodes.add(FormDialog.named("signin.passphrase", passphrase));
        if (as == As.NEW) {
            nodes.add(FormDialog.named("signin.again", again));
        }
        if (canBeOther(met)) {
            nodes.add(other(form, met, as));
        }
        form.show(
                Words.of(as == As.NEW ? "signin.new" : "signin.title"),
                nodes,
                form.cancel("cancel"),
                FormDialog.go(
                        as == As.NEW ? "signin.make" : "command.signin",
                        () -> enter(form, met, as, email, passphrase, again)));
        if (!email.getText().isEmpty()) {
            passphrase.requestFocus();
        }
    }

    private static String words(SignIn.Met met, As as) {
        String relay = met.place().relay().shown();
        if (as == As.NEW) {
            return Words.of("signin.new.about", relay, SignIn.LEAST_CHARACTERS);
        }
        return Words.of("signin.known.about", relay);
    }

    private static boolean canBeOther(SignIn.Met met) {
        return met.place().link().isPresent() || met.isOpen();
    }

    private Node other(FormDialog form, SignIn.Met met, As as) {
        As next = as == As.NEW ? As.KNOWN : As.NEW;
        Button link =
                RightPanel.link(
                        Words.of(next == As.NEW ? "signin.to.new" : "signin.to.known"),
                        () -> who(form, met, next));
        link.setMaxWidth(Region.USE_PREF_SIZE);
        link.getStyleClass().add("vn-way-link");
        return link;
    }

    private void enter(
            FormDialog form,
            SignIn.Met met,
            As as,
            TextField email,
            PasswordField passphrase,
            PasswordField again) {
        String name = email.getText();
        String secret = passphrase.getText();
        Optional<SignIn.Fault> fault = SignIn.fault(name, secret, again.getText(), as == As.NEW);
        if (fault.isPresent()) {
            form.fail(Words.of(key(fault.get()), SignIn.LEAST_CHARACTERS));
            return;
        }
        form.ask(
                relays -> {
                    SignIn signIn = new SignIn(RelayWork.door(relays));
                    Account account =
                            as == As.NEW
                                    ? signIn.create(met, name, secret)
                                    : signIn.login(met, name, secret);
                    return new Entered(account, relays.placeOfKeys());
                },
                entered -> entered(form, entered, as));
    }

    private static String key(SignIn.Fault fault) {
        return switch (fault) {
            case NO_EMAIL -> "signin.fault.email";
            case NO_PASSPHRASE -> "signin.fault.none";
            case SHORT_PASSPHRASE -> "signin.fault.short";
            case OTHER_PASSPHRASE -> "signin.fault.other";
        };
    }

    // ---- done ----

    private void entered(FormDialog form, Entered entered, As as) {
        window.vault().sharing().again();
        Account account = entered.account();
        Label place = new Label(Words.of("signin.key", entered.place()));
        place.setWrapText(true);
        place.getStyleClass().add("vn-faint");
        form.show(
                Words.of("signin.done"),
                List.of(
                        FormDialog.about(
                                Words.of(
                                        "signin.done.about",
                                        account.relay().shown(),
                                        account.email())),
                        place),
                FormDialog.go(
                        "signin.go",
                        () -> {
                            form.close();
                            then.goOn(account, as == As.NEW);
                        }));
    }
}
