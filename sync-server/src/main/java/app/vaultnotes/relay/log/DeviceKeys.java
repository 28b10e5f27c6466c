package app.vaultnotes.relay.log;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The public keys of devices, the latest used at hand. A device's key never changes; whether it may
 * still write is looked at with each write, not here. Safe for any number of threads.
 */
public final class DeviceKeys {

    private static final int KEPT = 10_000;

    private final Database database;

    private final Map<UUID, byte[]> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, byte[]> eldest) {
                    return size() > KEPT;
                }
            };

    /** Keys as a database has them. */
    public DeviceKeys(Database database) {
        this.database = database;
    }

    /** A device's key, 32 bytes; empty when there is no such device. */
    public Optional<byte[]> of(UUID device) {
        synchronized (known) {
            byte[] key = known.get(device);
            if (key != null) {
                return Optional.of(key);
            }
        }
        Optional<byte[]> found = find(device);
        synchronized (known) {
            found.ifPresent(key -> known.put(device, key));
        }
        return found;
    }

    private Optional<byte[]> find(UUID device) {
        return database.transact(
                Scope.gate(),
                transaction ->
                        transaction.first(
                                "SELECT public_key FROM device WHERE device_id = ?",
                                row -> row.getBytes(1),
                                device));
    }
}
