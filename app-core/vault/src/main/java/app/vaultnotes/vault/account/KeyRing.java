package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.wire.Signing;
import java.security.SecureRandom;
import java.util.Optional;

/** The keys of this machine's devices, each under the id of its device. */
final class KeyRing {

    private final Secrets secrets;
    private final SecureRandom random;

    KeyRing(Secrets secrets, SecureRandom random) {
        this.secrets = secrets;
        this.random = random;
    }

    private static String name(Id device) {
        return "device-" + device;
    }

    /** The key of a device, if it is here. */
    Optional<DeviceKey> find(Id device) {
        return secrets.get(name(device))
                .filter(key -> key.length == Signing.KEY_BYTES)
                .map(key -> new DeviceKey(device, key));
    }

    /** A new key, kept before anybody hears of it. */
    DeviceKey make(Id device) {
        DeviceKey key = DeviceKey.random(device, random);
        secrets.put(name(device), key.toByteArray());
        return key;
    }

    /** Where they are, as {@link Secrets#place}. */
    String place() {
        return secrets.place();
    }

    void forget(Id device) {
        secrets.remove(name(device));
    }
}
