package app.vaultnotes.ui.sharing;

import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.vault.account.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines of an account. To a relay each vault on a machine is a device; to a person the
 * machine is one, so devices of one name and kind are told as one.
 */
public final class Machines {

    private Machines() {}

    /**
     * A machine.
     *
     * @param devices what the relay calls it: itself, and the vaults on it
     * @param seenMillis when it was last seen, by the relay's clock
     * @param isHere whether it is this one
     * @param isRevoked whether it was signed out for good
     */
    public record Machine(
            String name,
            DeviceKind kind,
            List<String> devices,
            long seenMillis,
            boolean isHere,
            boolean isRevoked) {

        /** Copies the list. */
        public Machine {
            devices = List.copyOf(devices);
        }

        /** Whether it can be revoked; this one signs out instead. */
        public boolean canRevoke() {
            return !isHere && !isRevoked;
        }
    }

    private record Key(String name, DeviceKind kind, boolean isHere, boolean isRevoked) {}

    /** This one first, then the last seen, revoked ones last. */
    public static List<Machine> of(List<Device> told, Account account) {
        Map<Key, List<Device>> all = new LinkedHashMap<>();
        for (Device device : told) {
            boolean isHere = isHere(account, device.getDeviceId());
            boolean isRevoked = device.getRevokedMillis() > 0;
            Key key = new Key(device.getName(), device.getKind(), isHere, isRevoked);
            all.computeIfAbsent(key, any -> new ArrayList<>()).add(device);
        }
        List<Machine> machines = new ArrayList<>();
        all.forEach((key, devices) -> machines.add(machine(key, devices)));
        machines.sort(
                Comparator.comparing(Machine::isRevoked)
                        .thenComparing(m -> !m.isHere())
                        .thenComparingLong(m -> -m.seenMillis())
                        .thenComparing(Machine::name));
        return List.copyOf(machines);
    }

    private static boolean isHere(Account account, String device) {
        return account.device().toString().equals(device)
                || account.vaultDevices().stream().anyMatch(d -> d.toString().equals(device));
    }

    private static Machine machine(Key key, List<Device> devices) {
        long seen = devices.stream().mapToLong(Device::getLastSeenMillis).max().orElse(0);
        return new Machine(
                key.name(),
                key.kind(),
                devices.stream().map(Device::getDeviceId).toList(),
                seen,
                key.isHere(),
                key.isRevoked());
    }
}
