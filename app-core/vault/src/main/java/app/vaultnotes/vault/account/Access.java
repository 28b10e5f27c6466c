package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;

/**
 * What lets a device speak to a relay for a while.
 *
 * @param device as which it speaks
 * @param token goes with every call; good for minutes
 * @param key by which the device signs what it says
 */
public record Access(Id device, String token, DeviceKey key) {

    /** Whose it is, and nothing of it. */
    @Override
    public String toString() {
        return "access of " + device;
    }
}
