package app.vaultnotes.relay.call;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.UUID;

/** The rules of fields that many requests have. What breaks one is refused as INVALID. */
public final class Fields {

    /** Most characters of a name. */
    public static final int NAME_CHARACTERS = 100;

    private Fields() {}

    /**
     * An id.
     *
     * @param what the field's name, for the message
     * @throws RelayException INVALID when it is none
     */
    public static UUID id(String what, String text) {
        try {
            return WireId.parse(what, text);
        } catch (WireException e) {
            throw RelayException.of(e);
        }
    }

    /**
     * A name that someone gave something: 1 to 100 characters, not all of them blank.
     *
     * @throws RelayException INVALID when it is none
     */
    public static String name(String what, String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters > NAME_CHARACTERS || text.isBlank()) {
            throw RelayException.invalid(
                    what + " has " + characters + " characters, a name 1 to " + NAME_CHARACTERS);
        }
        return withoutControls(what, text);
    }

    /**
     * A text without control characters.
     *
     * @throws RelayException INVALID when it has one
     */
    public static String withoutControls(String what, String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw RelayException.invalid(what + " has a control character");
        }
        return text;
    }

    /**
     * A role that someone can have.
     *
     * @throws RelayException INVALID when it is none that this relay knows
     */
    public static Role role(Role role) {
        if (role == Role.ROLE_UNSPECIFIED || role == Role.UNRECOGNIZED) {
            throw RelayException.invalid("role is not viewer, editor or owner");
        }
        return role;
    }
}
