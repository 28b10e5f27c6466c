package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.account.Revocation;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.Optional;
import java.util.UUID;

/**
 * What a relay tells the others on the same database: that somebody was signed out, or that who may
 * see a vault has changed.
 */
sealed interface AccessNotice {

    /** What PostgreSQL passes it on under. */
    String CHANNEL = "vaultnotes_access";

    /** As it is passed on. */
    String text();

    /** Somebody was signed out. */
    record SignedOut(Revocation revocation) implements AccessNotice {
        @Override
        public String text() {
            return "out " + revocation.text();
        }
    }

    /** An account's role in a vault has changed; empty for all accounts. */
    record RoleChanged(UUID vault, Optional<UUID> account) implements AccessNotice {
        @Override
        public String text() {
            return "role "
                    + WireId.text(vault)
                    + account.map(id -> " " + WireId.text(id)).orElse("");
        }
    }

    /** The notice of a text; empty for anything else. */
    static Optional<AccessNotice> parse(String text) {
        String[] words = text.split(" ", -1);
        try {
            if (words.length == 3 && words[0].equals("out")) {
                return Optional.of(new SignedOut(Revocation.parse(words[1] + " " + words[2])));
            }
            if (words.length < 2 || words.length > 3 || !words[0].equals("role")) {
                return Optional.empty();
            }
            UUID vault = WireId.parse("a vault", words[1]);
            return Optional.of(
                    new RoleChanged(
                            vault,
                            words.length == 2
                                    ? Optional.empty()
                                    : Optional.of(WireId.parse("an account", words[2]))));
        } catch (WireException | IllegalArgumentException noNotice) {
            return Optional.empty();
        }
    }
}
