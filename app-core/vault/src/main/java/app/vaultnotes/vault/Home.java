package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.Optional;

/**
 * Where a vault is exchanged with others.
 *
 * @param relay the relay's address
 * @param account by which this copy of the vault is signed in there
 */
public record Home(String relay, Id account) {

    private static final String RELAY = "home-relay";
    private static final String ACCOUNT = "home-account";

    /** The home that is remembered; empty for a vault that is on this device alone. */
    static Optional<Home> of(LocalFacts facts) {
        return facts.get(RELAY)
                .flatMap(relay ->
                        facts.get(ACCOUNT).flatMap(Id::parse).map(id -> new Home(relay, id)));
    }

    /** Remembers a home, or that there is none any more. */
    static void remember(LocalFacts facts, Optional<Home> home) {
        facts.put(RELAY, home.map(Home::relay).orElse(""));
        facts.put(ACCOUNT, home.map(h -> h.account().toString()).orElse(""));
    }
}
