package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.Optional;
import java.util.UUID;

/**
 * Which upload it is.
 *
 * @param vault whose it is
 * @param hash of all the bytes, as the client says
 */
public record Upload(UUID vault, Hash hash) {

    /** Its name, the vault before the hash. */
    String name(char between) {
        return WireId.text(vault) + between + hash;
    }

    /** The upload of a name; nothing when it is no such name. */
    static Optional<Upload> named(String name, char between) {
        int end = Math.max(0, name.indexOf(between));
        try {
            UUID vault = WireId.parse("a vault", name.substring(0, end));
            return Digests.named(name.substring(end + 1)).map(hash -> new Upload(vault, hash));
        } catch (WireException notOurs) {
            return Optional.empty();
        }
    }
}
