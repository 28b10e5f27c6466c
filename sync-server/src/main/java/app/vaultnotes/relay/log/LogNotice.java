package app.vaultnotes.relay.log;

import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a relay tells the others on the same database: that vaults have new records. It is a hint;
 * whoever hears it reads the log from where they stand.
 *
 * @param relay who wrote them
 * @param vaults which have new records; none when there are too many to name, which means any
 */
public record LogNotice(UUID relay, List<UUID> vaults) {

    /** What PostgreSQL passes it on under. */
    public static final String CHANNEL = "vaultnotes_log";

    /** PostgreSQL passes on less than 8,000 bytes. */
    private static final int NAMED = 250;

    /** Names no more vaults than there is room for. */
    public LogNotice {
        vaults = vaults.size() > NAMED ? List.of() : List.copyOf(vaults);
    }

    String text() {
        return WireId.text(relay)
                + vaults.stream()
                        .map(vault -> " " + WireId.text(vault))
                        .collect(Collectors.joining());
    }

    /**
     * The notice of another relay: what this one wrote it has told already. Anybody on the database
     * can notify.
     *
     * @param own this relay
     * @return empty for its own, and for what is no notice
     */
    public static Optional<LogNotice> ofOther(UUID own, String text) {
        return parse(text).filter(notice -> !notice.relay().equals(own));
    }

    /** The notice of a text; empty for anything else. */
    public static Optional<LogNotice> parse(String text) {
        try {
            List<UUID> ids =
                    Arrays.stream(text.split(" "))
                            .map(word -> WireId.parse("an id of a notice", word))
                            .toList();
            return Optional.of(new LogNotice(ids.get(0), ids.subList(1, ids.size())));
        } catch (WireException noNotice) {
            return Optional.empty();
        }
    }
}
