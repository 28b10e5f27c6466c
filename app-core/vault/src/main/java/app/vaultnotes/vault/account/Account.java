package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.Trust;
import java.util.ArrayList;
import java.util.List;

/**
 * An account on a relay that this machine is signed in to.
 *
 * @param relay where it is
 * @param trust by what the relay proves itself
 * @param id the account
 * @param email its address
 * @param device by which this machine makes calls for the account
 * @param vaultDevices devices of vaults on this machine that are bound to it
 */
public record Account(
        RelayAddress relay, Trust trust, Id id, String email, Id device, List<Id> vaultDevices) {

    /** More are not remembered; the oldest goes. */
    static final int MOST_DEVICES = 1_000;

    /** Keeps the list as it is now. */
    public Account {
        vaultDevices = List.copyOf(vaultDevices);
    }

    /** How the relay is reached. */
    public TrustedRelay trusted() {
        return new TrustedRelay(relay, trust);
    }

    Account with(Id vaultDevice) {
        List<Id> devices = new ArrayList<>(vaultDevices);
        devices.remove(vaultDevice);
        devices.add(vaultDevice);
        List<Id> newest =
                devices.subList(Math.max(0, devices.size() - MOST_DEVICES), devices.size());
        return new Account(relay, trust, id, email, device, newest);
    }

    Account trusting(Trust next) {
        return new Account(relay, next, id, email, device, vaultDevices);
    }

    boolean isSame(Account other) {
        return relay.equals(other.relay) && device.equals(other.device);
    }
}
