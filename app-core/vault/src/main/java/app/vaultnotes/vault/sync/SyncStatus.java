package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * How a vault and its relay are, always true.
 *
 * @param state the state
 * @param role what the account may do there; unspecified before the relay said so
 * @param sent own records that the relay has taken since the beginning of this process
 * @param received records that came since then
 * @param pending what is here and not there: own records, and documents that are in none yet
 * @param coming attachments and saved documents that are to come, or about which the relay is still
 *     asked
 * @param why what keeps what is written here from going there, in words; empty for nothing
 * @param code what the relay called that; unspecified where it was not the relay, or nothing
 * @param problems what could not be taken in, the newest last; no more than {@link #MOST_PROBLEMS}
 * @param clockAheadMillis how far this device's clock is ahead of the relay's, in whole minutes;
 *     less than 0 when it is behind, 0 when it is right or not known
 */
public record SyncStatus(
        SyncState state,
        Role role,
        long sent,
        long received,
        long pending,
        long coming,
        String why,
        ErrorCode code,
        List<String> problems,
        long clockAheadMillis) {

    /** Of a device whose clock is right, as far as is known. */
    public SyncStatus(
            SyncState state,
            Role role,
            long sent,
            long received,
            long pending,
            long coming,
            String why,
            ErrorCode code,
            List<String> problems) {
        this(state, role, sent, received, pending, coming, why, code, problems, 0);
    }

    /** Most problems that are remembered. */
    public static final int MOST_PROBLEMS = 100;

    /** Whether all of the relay is here, and all of here is there. */
    public boolean isLevel() {
        return state == SyncState.LIVE && pending == 0 && coming == 0;
    }

    /** Whether waiting changes nothing for now: it is level, or something is in the way. */
    public boolean isSettled() {
        boolean isUnderWay =
                (state == SyncState.OFF && why.isEmpty())
                        || state == SyncState.CONNECTING
                        || state == SyncState.CATCHING_UP
                        || state == SyncState.LIVE;
        return isLevel() || !isUnderWay || (state == SyncState.LIVE && !why.isEmpty());
    }

    /** What it is when a fault of the program has ended the sync. */
    SyncStatus endedBy(RuntimeException fault) {
        String words = "The sync ended by a fault of the program (" + fault + "). Begin it again.";
        return new SyncStatus(
                SyncState.OFF,
                role,
                sent,
                received,
                pending,
                coming,
                words,
                ErrorCode.ERROR_CODE_UNSPECIFIED,
                problems);
    }

    /** The same with the attachments. */
    SyncStatus with(BlobStatus blobs, boolean isIdle) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(blobs.problems());
        long looking = isIdle || state != SyncState.LIVE ? 0 : 1;
        return new SyncStatus(
                state,
                role,
                sent,
                received,
                pending + blobs.toSend(),
                Math.max(blobs.toGet(), looking),
                why.isEmpty() && state == SyncState.LIVE ? blobs.held() : why,
                code,
                all.subList(Math.max(0, all.size() - MOST_PROBLEMS), all.size()));
    }

    /** The same with what is known of the device's clock. */
    SyncStatus withClock(long aheadMillis) {
        return new SyncStatus(
                state, role, sent, received, pending, coming, why, code, problems, aheadMillis);
    }

    /** The same with what others saved of documents and is to come. */
    SyncStatus withSnapshots(int toGet, List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(problems);
        return new SyncStatus(
                state,
                role,
                sent,
                received,
                pending,
                coming + toGet,
                why,
                code,
                all.subList(Math.max(0, all.size() - MOST_PROBLEMS), all.size()));
    }

    /** Copies the list. */
    public SyncStatus {
        problems = List.copyOf(problems);
    }
}
