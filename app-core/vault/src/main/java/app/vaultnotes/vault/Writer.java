package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.document.Id;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Who writes in this opening of a vault.
 *
 * @param device the device, the same for as long as nothing shows that the vault was copied or
 *     restored
 * @param actor its name in changes: the device's first 8 bytes and 8 random ones, new at every
 *     opening, so that no copy and no restored backup can use one number twice
 */
record Writer(Id device, ActorId actor) {

    private static final int DEVICE_BYTES = 8;

    static Writer of(Id device, RandomGenerator random) {
        byte[] actor = new byte[2 * DEVICE_BYTES];
        random.nextBytes(actor);
        System.arraycopy(device.toByteArray(), 0, actor, 0, DEVICE_BYTES);
        return new Writer(device, ActorId.fromByteArray(actor));
    }

    /** Whether an author is this device, in this opening or an earlier one. */
    boolean isOwn(ActorId author) {
        byte[] id = author.toByteArray();
        return id.length == 2 * DEVICE_BYTES
                && Arrays.equals(id, 0, DEVICE_BYTES, actor.toByteArray(), 0, DEVICE_BYTES);
    }
}
