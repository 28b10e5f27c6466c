package app.vaultnotes.cli;

import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Store;
import app.vaultnotes.vault.Vault;
import java.time.Clock;
import java.time.ZoneId;

/**
 * The device on which vaults are opened: what time it is there, and how its vaults are told from
 * copies elsewhere.
 */
public record LocalDevice(Clock clock, DeviceIdentity identity) {

    /** This machine, for the user who runs the process. */
    public static LocalDevice here() {
        return new LocalDevice(Clock.system(ZoneId.systemDefault()), Places.identity());
    }

    private static CrdtEngine engine() {
        return Engines.chosen()
                .orElseThrow(() ->
                        new WrongUsage(
                                "There is no engine of the name that "
                                        + Engines.VARIABLE
                                        + " gives.",
                                "There are “java” and “automerge”."));
    }

    /** Opens the vault of a store; the vault closes the store. */
    public Vault open(Store store) {
        return Vault.open(store, engine(), clock, identity);
    }
}
