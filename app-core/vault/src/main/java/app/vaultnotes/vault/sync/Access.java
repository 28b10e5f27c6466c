package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.relay.RelayFailure;
import java.util.OptionalLong;

/** Lets one vault of this device in to its relay, and signs for it. Any thread may use it. */
public interface Access extends Signer {

    /**
     * What a line is opened with.
     *
     * @param accessToken of a session that is bound to the device that the vault is on
     * @param lifetimeMillis how long it is good from now on
     * @param relayMillis what time it is by the relay's clock, reckoned from its last answer; empty
     *     when it has not said
     */
    record Pass(String accessToken, long lifetimeMillis, OptionalLong relayMillis) {}

    /**
     * A pass for the device that the vault is on now, which is bound first when it is not. Waits
     * for the relay.
     *
     * @throws RelayFailure when the relay cannot be reached, or a person has to sign in
     */
    Pass pass();

    /** The next pass has to be a new one: something was wrong with the last. */
    void forget();
}
