package app.vaultnotes.vault.account;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link that an owner of a vault or whoever runs a relay gives to somebody: into a vault, to an
 * account, or to a new passphrase.
 *
 * @param relay on which it works
 * @param secret what opens it, once
 */
public record InvitationLink(RelayAddress relay, String secret) {

    private static final Pattern LINK =
            Pattern.compile("(.{1,300})/(?:join|reset)/?#([A-Za-z0-9_-]{20,200})");

    /**
     * Reads a link.
     *
     * @throws VaultException INVALID when it is none
     * @throws app.vaultnotes.vault.relay.RelayFailure when it begins with no address of a relay
     */
    public static InvitationLink parse(String text) {
        Matcher link = LINK.matcher(text.strip());
        if (!link.matches()) {
            throw new VaultException(
                    VaultException.Code.INVALID,
                    "This is no link of a relay.",
                    "Give all of it, in quotes: https://…/join#…");
        }
        return new InvitationLink(RelayAddress.parse(link.group(1)), link.group(2));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "a link to " + relay;
    }
}
