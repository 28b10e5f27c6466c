package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import app.vaultnotes.vault.account.SigningIn;
import app.vaultnotes.vault.relay.RelayAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command for an account on a relay. */
@Command(mixinStandardHelpOptions = true)
abstract class RelayCommand implements Callable<Integer> {

    private static final int LEAST_CHARACTERS = 15;

    @Option(
            names = "--relay",
            paramLabel = "URL",
            description = "The relay's address; needed unless this machine knows one alone.")
    private @Nullable String relay;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Context context;

    RelayCommand(Context context) {
        this.context = context;
    }

    @Override
    public final Integer call() {
        try (LocalRelays relays = LocalRelays.here(asking())) {
            int code = run(relays);
            terminal().out().flush();
            return code;
        }
    }

    /** Does the work; says the exit code. */
    abstract int run(LocalRelays relays);

    /** The relay that is named, or the only one that is known. */
    RelayAddress relay(LocalRelays relays) {
        return relay(relays, Optional.ofNullable(relay));
    }

    /** The relay of this address, or the only one that is known. */
    static RelayAddress relay(LocalRelays relays, Optional<String> named) {
        return named.map(RelayAddress::parse).orElseGet(() -> onlyOne(relays.signingIn()).relay());
    }

    Optional<RelayAddress> named() {
        return Optional.ofNullable(relay).map(RelayAddress::parse);
    }

    private static Account onlyOne(SigningIn signingIn) {
        List<Account> known = signingIn.accounts().all();
        if (known.size() == 1) {
            return known.get(0);
        }
        throw new WrongUsage(
                known.isEmpty()
                        ? "This machine is signed in to no relay."
                        : "This machine is signed in to " + known.size() + " relays.",
                "Name one: --relay URL");
    }

    /** The account that this machine is signed in to. */
    Account account(LocalRelays relays) {
        return relays.account(relay(relays));
    }

    /** What is asked of a relay. */
    interface Question<T> {
        T ask(AccountCalls calls);
    }

    /** Asks the relay as this machine, and leaves no session open. */
    static <T> T ask(LocalRelays relays, Account account, Question<T> question) {
        return relays.ask(account, question::ask);
    }

    /** The passphrase of an account, out of a file or asked for. */
    String passphrase(@Nullable Path file, String question) {
        return file == null ? asked(question) : Asking.firstLine(terminal().path(file.toString()));
    }

    /** One that is to be: asked for twice, and as long as relays want it. */
    String newPassphrase(@Nullable Path file, String question) {
        String given = passphrase(file, question);
        int characters = given.codePointCount(0, given.length());
        if (characters < LEAST_CHARACTERS) {
            throw new VaultException(
                    VaultException.Code.INVALID,
                    "The passphrase has " + Terminal.count(characters, "character") + ".",
                    LEAST_CHARACTERS
                            + " are the least: take a few words that nobody would say together.");
        }
        if (file == null && !asked("The same once more:").equals(given)) {
            throw new WrongUsage("The two are not the same.", "Try again.");
        }
        return given;
    }

    private String asked(String question) {
        return asking().hidden(question)
                .orElseThrow(() ->
                        new WrongUsage(
                                "There is no passphrase.",
                                "Name a file whose first line it is: --passphrase-file FILE"));
    }

    Asking asking() {
        return new Asking(context);
    }

    Terminal terminal() {
        return context.terminal();
    }

    boolean json() {
        return json;
    }

    void print(Map<String, ?> value) {
        Json.print(terminal().out(), value);
    }

    void say(String line) {
        terminal().out().println(terminal().line(line));
    }
}
