package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.Buckets;
import java.time.Duration;
import java.util.UUID;

/** How often addresses and accounts may call. */
final class Limits {

    /**
     * How often.
     *
     * @param burst at once
     * @param often in the long run, in each such time
     */
    record Rate(long burst, long often, Duration every) {

        /** So often a minute. */
        Rate(long burst, long perMinute) {
            this(burst, perMinute, Duration.ofMinutes(1));
        }

        Buckets buckets() {
            return new Buckets(burst, often, every);
        }
    }

    /** For calls without a token: passphrases and invitations are guessed by these. */
    static final Rate OPEN = new Rate(30, 60);

    /**
     * For calls that are proved by a key or a token, which nobody guesses: all devices of a team
     * behind one router that come back at once.
     */
    static final Rate PROVEN = new Rate(600, 1_200);

    /** For one address: a team behind one router. */
    static final Rate ADDRESS = new Rate(2_000, 60_000);

    /** For one account with all its devices. */
    static final Rate ACCOUNT = new Rate(1_000, 12_000);

    /** For all that is known of one account. */
    static final Rate EXPORT = new Rate(2, 2, Duration.ofHours(1));

    private final Buckets open;
    private final Buckets proven = PROVEN.buckets();
    private final Buckets addresses;
    private final Buckets accounts;

    Limits(Rate open, Rate address, Rate account) {
        this.open = open.buckets();
        addresses = address.buckets();
        accounts = account.buckets();
    }

    void takeOpen(String address) {
        takeAddress(address);
        open.take(Network.of(address));
    }

    void takeProven(String address) {
        takeAddress(address);
        proven.take(Network.of(address));
    }

    void takeAddress(String address) {
        addresses.take(Network.of(address));
    }

    void takeAccount(UUID account) {
        accounts.take(account.toString());
    }
}
