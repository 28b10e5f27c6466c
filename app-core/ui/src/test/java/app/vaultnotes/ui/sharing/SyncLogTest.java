package app.vaultnotes.ui.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.SyncLog.What;
import app.vaultnotes.vault.sync.SyncState;
import app.vaultnotes.vault.sync.SyncStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log of a sync tells, in lines that a person can read. */
class SyncLogTest {

    private final SyncLog log = new SyncLog();

    private void take(SyncState state, long sent, long received, long at, String... problems) {
        log.take(
                new SyncStatus(
                        state,
                        Role.EDITOR,
                        sent,
                        received,
                        0,
                        0,
                        state == SyncState.UNREACHABLE ? "nothing answers" : "",
                        ErrorCode.ERROR_CODE_UNSPECIFIED,
                        List.of(problems)),
                at);
    }

    /** The oldest first. */
    private List<SyncLog.Line> lines() {
        List<SyncLog.Line> all = new ArrayList<>(log.lines());
        Collections.reverse(all);
        return all;
    }

    private List<String> told() {
        return lines().stream()
                .map(line -> line.what() + " " + (line.count() > 0 ? line.count() : line.kind()))
                .toList();
    }

    @Test
    void whatGoesWithinAMinuteIsOneLine() {
        take(SyncState.LIVE, 0, 0, 0);
        take(SyncState.LIVE, 3, 0, 1_000);
        take(SyncState.LIVE, 4, 2, 31_000);
        take(SyncState.LIVE, 9, 2, 120_000);
        assertEquals(List.of("STATE LEVEL", "RECEIVED 2", "SENT 4", "SENT 5"), told());
    }

    @Test
    void tryingAgainInVainIsNotTold() {
        take(SyncState.LIVE, 0, 0, 0);
        for (int i = 1; i < 20; i++) {
            take(SyncState.UNREACHABLE, 0, 0, i * 1_000L);
            take(SyncState.CONNECTING, 0, 0, i * 1_000 + 500);
        }
        take(SyncState.LIVE, 0, 0, 30_000);
        assertEquals(List.of("STATE LEVEL", "STATE OFFLINE", "STATE LEVEL"), told());
        assertEquals("nothing answers", log.lines().get(1).words());
    }

    @Test
    void anEngineThatBeginsAnewCountsFromNothing() {
        take(SyncState.LIVE, 7, 0, 0);
        log.take(SyncView.Kind.SIGNED_OUT, "", 100_000);
        take(SyncState.LIVE, 2, 0, 200_000);
        assertEquals(
                List.of("SENT 7", "STATE LEVEL", "STATE SIGNED_OUT", "SENT 2", "STATE LEVEL"),
                told());
    }

    @Test
    void eachProblemIsToldOnce() {
        take(SyncState.LIVE, 0, 0, 0, "one");
        take(SyncState.LIVE, 0, 0, 1, "one", "two");
        take(SyncState.LIVE, 1, 0, 2, "one", "two");
        take(SyncState.LIVE, 1, 0, 3, "two", "three");
        assertEquals(
                List.of("one", "two", "three"),
                lines().stream()
                        .filter(line -> line.what() == What.PROBLEM)
                        .map(SyncLog.Line::words)
                        .toList());
    }

    @Test
    void oldLinesGo() {
        for (int i = 0; i <= SyncLog.MOST_LINES; i++) {
            take(SyncState.LIVE, i, 0, i * 100_000L);
        }
        assertEquals(SyncLog.MOST_LINES, log.lines().size());
        assertEquals(SyncLog.MOST_LINES * 100_000L, log.lines().get(0).atMillis());
    }
}
