package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.Receipts;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether records are by the devices that they name: the last of each batch is signed, and proves
 * those before it by the hashes in them. Of a device whose key nobody has told, nothing can be
 * said.
 */
final class Proofs {

    private final Receipts receipts;

    Proofs(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * How many records, from the first on, are proven; what follows may be by a page that comes.
     *
     * @throws WireException when one is signed by somebody else
     */
    int proven(List<Incoming.Arrived> records) {
        Map<UUID, Optional<Hash>> awaited = new HashMap<>();
        int proven = records.size();
        for (int i = records.size() - 1; i >= 0; i--) {
            if (!isProven(records.get(i), awaited)) {
                proven = i;
            }
        }
        return proven;
    }

    /**
     * Looks at the last record first.
     *
     * @param awaited by device, the hash that its record before has to have, as a proven one says;
     *     empty where the bytes of that are gone, and with them what they prove
     */
    private boolean isProven(Incoming.Arrived arrived, Map<UUID, Optional<Hash>> awaited) {
        UUID device = arrived.device();
        Optional<byte[]> key = receipts.key(Uuids.id(device));
        Optional<Hash> next = awaited.get(device);
        boolean isProven =
                key.isEmpty()
                        || isSigned(arrived, key.get())
                        || (next != null && next.map(arrived.hash()::equals).orElse(true));
        if (isProven) {
            awaited.put(device, arrived.record().map(LogRecord::previous));
        } else {
            awaited.remove(device);
        }
        return isProven;
    }

    private static boolean isSigned(Incoming.Arrived arrived, byte[] key) {
        if (arrived.signature().length == 0) {
            return false;
        }
        if (!Signing.batch(arrived.vault(), arrived.device(), arrived.deviceSeq(), arrived.hash())
                .isSigned(key, arrived.signature())) {
            throw WireException.invalid(
                    "record %d is not signed by device %s"
                            .formatted(arrived.deviceSeq(), Uuids.id(arrived.device())));
        }
        return true;
    }
}
