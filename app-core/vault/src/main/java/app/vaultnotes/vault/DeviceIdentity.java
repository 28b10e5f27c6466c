package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tells whether a vault is still on the device it was on.
 *
 * <p>At every opening for writing, the vault and a small file outside of it get the same new random
 * number. When the numbers differ at the next opening, the vault was copied or restored in between,
 * and it goes on as a new device: two copies never count as one writer, and none takes back what
 * the other one did.
 */
public final class DeviceIdentity {

    private static final String DEVICE = "device";
    private static final String OPENING = "device-opening";
    private static final long MAX_MARKER_BYTES = 1_000;

    private final Path stateFolder;
    private final String deviceName;

    /**
     * Looks for devices in a folder of this user on this machine.
     *
     * @param stateFolder made when it is missing; never inside a vault
     * @param deviceName what people call this machine
     */
    public DeviceIdentity(Path stateFolder, String deviceName) {
        this.stateFolder = stateFolder;
        this.deviceName = deviceName;
    }

    /** The device this vault is on, a new one when it was copied, and notes the new opening. */
    Id identify(Store store, long nowMillis, RandomGenerator random) {
        LocalFacts facts = store.facts();
        String last = facts.get(OPENING).orElse("");
        Optional<Id> known =
                facts.get(DEVICE).flatMap(Id::parse).filter(id -> openings(id).contains(last));
        if (known.isEmpty() && !last.isEmpty()) {
            store.history().dropSteps();
        }
        Id device = known.orElseGet(() -> Id.random(random));
        String next = Id.random(random).toString();
        remember(device, List.of(last, next));
        facts.put(DEVICE, device.toString());
        facts.put(OPENING, next);
        remember(device, List.of(next));
        store.history().put(new History.Device(device, deviceName, nowMillis));
        return device;
    }

    /** The device that this vault was last written on; nothing is noted. */
    static Optional<Id> known(Store store) {
        return store.facts().get(DEVICE).flatMap(Id::parse);
    }

    /** Forgets which device this vault was on: it goes on as a new one. */
    static void forget(Store store) {
        store.facts().put(OPENING, "");
    }

    private List<String> openings(Id device) {
        Path marker = marker(device);
        try {
            return Files.isRegularFile(marker) && Files.size(marker) <= MAX_MARKER_BYTES
                    ? Files.readAllLines(marker).stream().filter(line -> !line.isEmpty()).toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void remember(Id device, List<String> openings) {
        Path marker = marker(device);
        Path fresh = marker.resolveSibling(marker.getFileName() + ".new");
        try {
            Files.createDirectories(marker.getParent());
            Files.write(fresh, openings);
            Files.move(
                    fresh,
                    marker,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO,
                    "Cannot write " + marker + ": " + e.getMessage(),
                    "Vault Notes remembers there which device a vault is on.",
                    e);
        }
    }

    private Path marker(Id device) {
        return stateFolder.resolve("devices").resolve(device.toString());
    }
}
