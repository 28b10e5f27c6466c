package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.Receipts;
import app.vaultnotes.wire.SignedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this device says it has, when it has more and on each new line, and what others say. It says
 * nothing twice within a second.
 */
final class Statements {

    private static final long PAUSE_MILLIS = 1_000;
    private static final long ASK_AGAIN_MILLIS = 3_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Receipts receipts;
    private final Signer signer;
    private long dueMillis = NEVER;
    private long saidMillis = -PAUSE_MILLIS;

    /** The number of what was said last, until the relay has passed it on. */
    private long onTheWay;

    /** Whether a device spoke that nobody has told of, and when it may be asked for. */
    private boolean isUnknown;

    private long askMillis;

    Statements(Receipts receipts, Signer signer) {
        this.receipts = receipts;
        this.signer = signer;
    }

    /** There is something to say. */
    void changed(long nowMillis) {
        dueMillis = Math.min(dueMillis, Math.max(nowMillis, saidMillis + PAUSE_MILLIS));
    }

    /**
     * What another device says it has.
     *
     * @return why it cannot be believed, if it cannot
     */
    Optional<String> hear(Statement statement) {
        Receipts.Heard heard = receipts.hear(statement);
        boolean isOwn = statement.getDeviceId().equals(receipts.device().toString());
        if (isOwn && statement.getNumber() >= onTheWay) {
            onTheWay = 0;
        }
        isUnknown = isUnknown || heard == Receipts.Heard.UNKNOWN_DEVICE;
        return heard == Receipts.Heard.FORGED
                ? Optional.of(
                        "What device "
                                + statement.getDeviceId()
                                + " is said to have is not signed by it.")
                : Optional.empty();
    }

    /** A device is here that nobody has told of. */
    void unknown() {
        isUnknown = true;
    }

    /** Which devices there are, and what they said; answers what cannot be believed. */
    List<String> learn(List<VaultDevice> devices, List<Statement> said) {
        List<String> problems = new ArrayList<>(receipts.learn(devices));
        said.forEach(statement -> hear(statement).ifPresent(problems::add));
        isUnknown = false; // devices of people who left stay unknown
        return problems;
    }

    /** Whether others can know all that is to be said. */
    boolean isSaid() {
        return dueMillis == NEVER && onTheWay == 0;
    }

    long wakeMillis() {
        return isUnknown ? Math.min(dueMillis, askMillis) : dueMillis;
    }

    /**
     * What is to be done now.
     *
     * @param isLive whether all of the relay is here, so that it is worth saying
     */
    List<Act> next(boolean isLive, long nowMillis) {
        List<Act> acts = new ArrayList<>();
        if (isUnknown && nowMillis >= askMillis) {
            isUnknown = false;
            askMillis = nowMillis + ASK_AGAIN_MILLIS;
            acts.add(new Act.AskDevices());
        }
        if (isLive && nowMillis >= dueMillis) {
            acts.add(new Act.Send(ToRelay.newBuilder().setStatement(own(nowMillis)).build()));
        }
        return acts;
    }

    private Statement own(long nowMillis) {
        dueMillis = NEVER;
        saidMillis = nowMillis;
        SignedStatement own = signer.sign(receipts.own());
        receipts.said(own);
        onTheWay = own.number();
        return own.toMessage();
    }
}
