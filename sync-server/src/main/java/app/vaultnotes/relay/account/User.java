package app.vaultnotes.relay.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as whoever runs the relay sees it.
 *
 * @param account its id
 * @param email its address
 * @param isAdmin whether it may administer the relay
 * @param createdMillis when it was made
 * @param suspendedMillis since when it may not sign in; null for an active one
 * @param quotaBytes the most that the vaults it owns may take; 0 for no limit
 * @param storedBytes what they take
 * @param vaults that it is in
 * @param devices that are bound to it
 * @param lastSeenMillis when one of its devices was last here; 0 for never
 */
public record User(
        UUID account,
        String email,
        boolean isAdmin,
        long createdMillis,
        @Nullable Long suspendedMillis,
        long quotaBytes,
        long storedBytes,
        int vaults,
        int devices,
        long lastSeenMillis) {}
