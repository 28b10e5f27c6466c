package app.vaultnotes.relay.api;

import app.vaultnotes.wire.WireId;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a call that has ended. Nothing in it was written by whoever called: names and
 * outcomes are the relay's own, ids were read as ids.
 *
 * @param kind which call, and how it ended
 * @param atMillis when it ended, by the machine's clock
 * @param way by which it came
 * @param account who called; null when that was not known
 * @param vault which it was about, the first if it was about more; null for none
 * @param nanos how long it took
 * @param messages how many went each way; null for a call of one request and one answer
 */
record EndedCall(
        Kind kind,
        long atMillis,
        Way way,
        @Nullable UUID account,
        @Nullable UUID vault,
        long nanos,
        @Nullable Messages messages) {

    static final String OK = "ok";

    /** The client went away; what is asked of a line, this ends it. */
    static final String CANCELLED = "CANCELLED";

    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_OF_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** By which a call came. */
    enum Way {
        GRPC,
        REST,
        WEBSOCKET
    }

    /**
     * Of which there are few.
     *
     * @param name of the call, {@code vaultnotes.v1.VaultService/GetVault}
     * @param outcome ok, or the code it was refused with
     */
    record Kind(String name, String outcome) {

        /** The part of a line that tells of this. */
        String json() {
            int slash = name.indexOf('/');
            return "\"service\":\"%s\",\"event\":\"%s\",\"outcome\":\"%s\""
                    .formatted(
                            name.substring(name.lastIndexOf('.', slash) + 1, slash),
                            name.substring(slash + 1),
                            outcome);
        }
    }

    /** How many messages a stream brought. */
    record Messages(long received, long sent) {}

    /** Whether whoever runs the relay looks for it: it was refused, or took long. */
    boolean isNotable() {
        boolean isWell = kind.outcome().equals(OK) || kind.outcome().equals(CANCELLED);
        return !isWell || nanos >= SLOW_NANOS;
    }

    /** The part of a line that tells of this. */
    String json() {
        StringBuilder json = new StringBuilder(kind.json());
        json.append(",\"way\":\"").append(way).append('"');
        id(json, "account", account);
        id(json, "vault", vault);
        json.append(",\"durationMillis\":").append(nanos / NANOS_OF_A_MILLI);
        if (messages != null) {
            json.append(",\"received\":").append(messages.received());
            json.append(",\"sent\":").append(messages.sent());
        }
        return json.toString();
    }

    private static void id(StringBuilder json, String name, @Nullable UUID id) {
        if (id != null) {
            json.append(",\"%s\":\"%s\"".formatted(name, WireId.text(id)));
        }
    }
}
