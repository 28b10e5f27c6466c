package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Role;
import java.util.List;

/**
 * How a vault and its relay are, always true.
 *
 * @param state the state
 * @param role what the account may do there; unspecified before the relay said so
 * @param sent own records that the relay has taken since the beginning of this process
 * @param received records that came since then
 * @param pending own records that are cut and not acknowledged
 * @param held why what is written here does not go there although the line is up, or empty
 * @param problems what could not be taken in, the newest last; no more than {@link #MOST_PROBLEMS}
 */
public record SyncStatus(
        SyncState state,
        Role role,
        long sent,
        long received,
        long pending,
        String held,
        List<String> problems) {

    /** Most problems that are remembered. */
    public static final int MOST_PROBLEMS = 100;

    /** Copies the list. */
    public SyncStatus {
        problems = List.copyOf(problems);
    }
}
