package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.GetRelayRequest;
import app.vaultnotes.proto.v1.Relay;
import app.vaultnotes.wire.Routes;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A relay as it shows itself to somebody who asks it for the first time.
 *
 * @param relay what it tells of itself
 * @param trust by what it proves to be the same next time
 * @param unknownFingerprint of its certificate, for a person to compare with what the relay prints
 *     before anything secret is said to it; empty when this machine trusts the certificate, or when
 *     there is none since it is on this machine
 */
public record RelayIdentity(Relay relay, Trust trust, Optional<String> unknownFingerprint) {

    /**
     * Asks a relay who it is; nothing but that is said to it. Waits for the network.
     *
     * @throws RelayFailure when it does not answer, or is none
     */
    public static RelayIdentity ask(
            RelayAddress address, ExecutorService executor, ScheduledExecutorService timer) {
        try {
            return new RelayIdentity(
                    ask(address, Trust.platform(), executor, timer),
                    Trust.platform(),
                    Optional.empty());
        } catch (UntrustedCertificate e) {
            Trust pinned = Trust.pinned(e.fingerprint());
            return new RelayIdentity(
                    ask(address, pinned, executor, timer), pinned, Optional.of(e.fingerprint()));
        }
    }

    private static Relay ask(
            RelayAddress address,
            Trust trust,
            ExecutorService executor,
            ScheduledExecutorService timer) {
        try (RelayClient client = new RelayClient(address, trust, executor, timer)) {
            return client.calls().call(Routes.GET_RELAY, GetRelayRequest.getDefaultInstance(), "");
        }
    }
}
