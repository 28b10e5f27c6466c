package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a relay tells the others on the same database about who is there. It passes through
 * PostgreSQL and stands in no table.
 *
 * @param relay who tells it
 * @param asked vaults of which it wants to know who is there
 * @param told what devices do that have a line there
 */
public record PresenceNotice(UUID relay, List<UUID> asked, List<Presence> told) {

    /** What PostgreSQL passes it on under. */
    public static final String CHANNEL = "vaultnotes_presence";

    /** PostgreSQL passes on less than 8,000 bytes; the largest presence makes 5,700 of them. */
    static final int MOST_CHARACTERS = 7_900;

    private static final String ASKING = "?";

    /** Copies the lists. */
    public PresenceNotice {
        asked = List.copyOf(asked);
        told = List.copyOf(told);
    }

    /** Asking for a vault, as a word of a notice. */
    static String asking(UUID vault) {
        return ASKING + WireId.text(vault);
    }

    /** Somebody's presence, as a word of a notice. */
    static String telling(Presence presence) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(presence.toByteArray());
    }

    /** The notice of a text; empty for anything else, since anybody on the database can notify. */
    public static Optional<PresenceNotice> parse(String text) {
        String[] words = text.split(" ", -1);
        List<UUID> asked = new ArrayList<>();
        List<Presence> told = new ArrayList<>();
        try {
            for (int i = 1; i < words.length; i++) {
                if (words[i].startsWith(ASKING)) {
                    asked.add(WireId.parse("a vault", words[i].substring(ASKING.length())));
                } else {
                    told.add(presence(words[i]));
                }
            }
            return Optional.of(new PresenceNotice(WireId.parse("a relay", words[0]), asked, told));
        } catch (WireException | IllegalArgumentException | InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Presence presence(String word) throws InvalidProtocolBufferException {
        Presence presence = Presence.parseFrom(Base64.getUrlDecoder().decode(word));
        if (presence.getState().size() > WireLimits.PRESENCE_BYTES) {
            throw new IllegalArgumentException("presence of too many bytes");
        }
        WireId.parse("a vault", presence.getVaultId());
        WireId.parse("a device", presence.getDeviceId());
        WireId.parse("an account", presence.getAccountId());
        return presence;
    }
}
