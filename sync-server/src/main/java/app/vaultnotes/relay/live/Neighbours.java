package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Presence;
import java.util.UUID;

/**
 * The other relays on the same database, as far as they are told who is there. Whatever is said to
 * them may be lost: devices repeat it. Safe for any number of threads, none of which waits.
 */
public interface Neighbours {

    /** There are none. */
    Neighbours NONE =
            new Neighbours() {
                @Override
                public void tell(Presence presence) {}

                @Override
                public void ask(UUID vault) {}
            };

    /** Tells them what a device does that has a line here; an empty state tells that it is gone. */
    void tell(Presence presence);

    /** Asks them who is in a vault; they tell of each that has a line with them. */
    void ask(UUID vault);
}
