package app.vaultnotes.vault;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;

/** A line between a device and the relay: what is said arrives in its order, late or not at all. */
final class SimLine {

    static final long NOT_OPEN = -1;
    private static final int MOST_DELAY_MILLIS = 40;
    private static final int SLOW = 200;

    private final SimWorld world;
    private final SimRelay relay;
    private final End device;

    /** Up to which record the relay has sent; {@link #NOT_OPEN} while it follows no vault. */
    long sentUpTo = NOT_OPEN;

    private boolean up = true;
    private long toClientMillis;
    private long toRelayMillis;

    /** Who hears what the relay says. */
    interface End {
        /** Whether what it says and hears takes its time. */
        boolean isSlow();

        void heard(SimLine from, ToClient message);

        void broken(SimLine from, Error error);
    }

    SimLine(SimWorld world, SimRelay relay, End device) {
        this.world = world;
        this.relay = relay;
        this.device = device;
    }

    private long delay(long lastMillis) {
        int most = device.isSlow() ? SLOW * MOST_DELAY_MILLIS : MOST_DELAY_MILLIS;
        long at = world.nowMillis() + 1 + world.random.nextInt(most);
        return Math.max(at, lastMillis) - world.nowMillis();
    }

    void toRelay(ToRelay message) {
        long delay = delay(toRelayMillis);
        toRelayMillis = world.nowMillis() + delay;
        world.after(
                delay,
                () -> {
                    if (up) {
                        relay.receive(this, message);
                    }
                });
    }

    void toClient(ToClient message) {
        long delay = delay(toClientMillis);
        toClientMillis = world.nowMillis() + delay;
        world.after(
                delay,
                () -> {
                    if (up) {
                        device.heard(this, message);
                    }
                });
    }

    /** It breaks; the device hears of it a little later. */
    void cut() {
        if (up) {
            hangUp();
            world.after(
                    1 + world.random.nextInt(MOST_DELAY_MILLIS),
                    () -> device.broken(this, Error.getDefaultInstance()));
        }
    }

    void hangUp() {
        up = false;
        relay.lines.remove(this);
    }
}
