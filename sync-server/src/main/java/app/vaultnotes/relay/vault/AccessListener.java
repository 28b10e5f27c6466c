package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.Role;
import java.util.UUID;

/**
 * Hears of whatever changes who may see or write a vault. Told after the commit, on the thread of
 * the call that made the change; it should return at once and must not throw.
 *
 * <p>Of two changes that cross, the one told last may be the older: whoever ends something by what
 * it hears is right to, whoever allows something by it asks the database again.
 */
public interface AccessListener {

    /** Hears nothing. */
    AccessListener NONE =
            new AccessListener() {
                @Override
                public void granted(UUID vault, UUID account, Role role) {}

                @Override
                public void ended(UUID vault, UUID account) {}

                @Override
                public void closed(UUID vault) {}
            };

    /** An account has this role in a vault from now on. */
    void granted(UUID vault, UUID account, Role role);

    /** An account has no role in a vault any more. */
    void ended(UUID vault, UUID account);

    /** A vault was deleted: nobody reads or writes it, for its 30 days or for good. */
    void closed(UUID vault);
}
