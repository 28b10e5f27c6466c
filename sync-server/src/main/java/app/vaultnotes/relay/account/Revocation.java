package app.vaultnotes.relay.account;

import app.vaultnotes.wire.WireId;
import java.util.UUID;

/**
 * What is signed out from now on: one session, all of a device or all of an account.
 *
 * @param kind what the id is of
 * @param id of it
 */
public record Revocation(Kind kind, UUID id) {

    /** How much is signed out. */
    public enum Kind {
        /** One session. */
        SESSION,
        /** All sessions of a device. */
        DEVICE,
        /** All sessions of an account. */
        ACCOUNT
    }

    /** As it is told to other relays, at most 40 characters. */
    public String text() {
        return kind.name() + " " + WireId.text(id);
    }

    /**
     * What another relay told.
     *
     * @throws RuntimeException when it is none
     */
    public static Revocation parse(String text) {
        int space = text.indexOf(' ');
        return new Revocation(
                Kind.valueOf(text.substring(0, Math.max(space, 0))),
                WireId.parse("id", text.substring(space + 1)));
    }
}
