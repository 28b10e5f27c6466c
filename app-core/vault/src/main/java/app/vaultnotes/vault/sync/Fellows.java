package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.Receipts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the devices of a vault tell each other beside its records: which of these each has, and
 * where its caret is.
 */
final class Fellows {

    private final Statements statements;
    private final Presences presences;

    Fellows(Id vault, Receipts receipts, Signer signer) {
        statements = new Statements(receipts, signer);
        presences = new Presences(vault.toString(), receipts);
    }

    /** There is more of the vault here, or of this device there. */
    void changed(long nowMillis) {
        statements.changed(nowMillis);
    }

    /** This device's caret is somewhere else now, or nowhere. */
    void moved(Optional<Caret> caret, long nowMillis) {
        presences.moved(caret, nowMillis);
    }

    /** The vault is followed on a new line, and all of it is here. */
    void live(long nowMillis) {
        presences.live(nowMillis);
    }

    /** Nobody is heard any more. */
    void broken() {
        presences.broken();
    }

    /**
     * What another device says it has.
     *
     * @return why it cannot be believed, if it cannot
     */
    Optional<String> hear(Statement statement) {
        return statements.hear(statement);
    }

    /** Where another device says its caret is. */
    void hear(Presence presence, long nowMillis) {
        if (presences.hear(presence, nowMillis)) {
            statements.unknown();
        }
    }

    /** Which devices there are, and what they said; answers what cannot be believed. */
    List<String> learn(List<VaultDevice> devices, List<Statement> said) {
        List<String> problems = statements.learn(devices, said);
        presences.named();
        return problems;
    }

    /** Whether others can know all that this device has. */
    boolean isSaid() {
        return statements.isSaid();
    }

    /** Who else has a note open. */
    List<Present> others() {
        return presences.others();
    }

    /** When {@link #next} has to be called. */
    long wakeMillis(boolean isLive) {
        long wake = presences.wakeMillis(isLive);
        return isLive ? Math.min(wake, statements.wakeMillis()) : wake;
    }

    /**
     * What is to be done now.
     *
     * @param isLive whether all of the relay is here, so that it is worth saying
     */
    List<Act> next(boolean isLive, long nowMillis) {
        List<Act> acts = new ArrayList<>(statements.next(isLive, nowMillis));
        acts.addAll(presences.next(isLive, nowMillis));
        return acts;
    }
}
