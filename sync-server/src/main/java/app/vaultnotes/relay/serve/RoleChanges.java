package app.vaultnotes.relay.serve;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.vault.AccessListener;
import java.util.Optional;
import java.util.UUID;

/** Hears whose role in a vault has changed; what it is now, whoever needs it asks the database. */
@FunctionalInterface
interface RoleChanges extends AccessListener {

    /** Of one account; empty for all. */
    void changed(UUID vault, Optional<UUID> account);

    @Override
    default void granted(UUID vault, UUID account, Role role) {
        changed(vault, Optional.of(account));
    }

    @Override
    default void ended(UUID vault, UUID account) {
        changed(vault, Optional.of(account));
    }

    @Override
    default void closed(UUID vault) {
        changed(vault, Optional.empty());
    }
}
