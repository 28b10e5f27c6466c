package app.vaultnotes.ui.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.SyncView.Kind;
import app.vaultnotes.ui.sharing.SyncView.Way;
import app.vaultnotes.ui.sharing.SyncView.Weight;
import app.vaultnotes.vault.sync.SyncState;
import app.vaultnotes.vault.sync.SyncStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a state of the engine means to a person, and that each has its way out. */
class SyncViewTest {

    static SyncStatus status(
            SyncState state, Role role, long pending, long coming, String why, ErrorCode code) {
        return new SyncStatus(state, role, 0, 0, pending, coming, why, code, List.of());
    }

    private static Kind live(Role role, long pending, long coming, String why, ErrorCode code) {
        return SyncView.of(status(SyncState.LIVE, role, pending, coming, why, code)).kind();
    }

    private static Kind live(Role role, long pending, long coming) {
        return live(role, pending, coming, "", ErrorCode.ERROR_CODE_UNSPECIFIED);
    }

    @Test
    void whoMayWriteIsToldWhetherAllIsThere() {
        assertEquals(Kind.LEVEL, live(Role.EDITOR, 0, 0));
        assertEquals(Kind.SENDING, live(Role.OWNER, 2, 0));
        assertEquals(Kind.SENDING, live(Role.OWNER, 2, 5));
        assertEquals(Kind.COMING, live(Role.EDITOR, 0, 5));
    }

    /** With the clock wrong all is there as well, but never is that said of what waits. */
    @Test
    void aWrongClockIsToldOnceAllIsThere() {
        long hour = 3_600_000;
        for (long ahead : List.of(hour, -hour)) {
            SyncView view = clock(Role.OWNER, 0, ahead);
            assertEquals(Kind.WRONG_CLOCK, view.kind());
            assertEquals(ahead, view.clockAheadMillis());
            assertTrue(view.isLevel());
        }
        assertEquals(Kind.SENDING, clock(Role.OWNER, 1, hour).kind());
        assertEquals(Kind.READING, clock(Role.VIEWER, 0, hour).kind());
        SyncStatus old =
                status(
                        SyncState.OUT_OF_TIME,
                        Role.ROLE_UNSPECIFIED,
                        1,
                        0,
                        "not valid yet",
                        ErrorCode.ERROR_CODE_UNSPECIFIED);
        assertEquals(Kind.OUT_OF_TIME, SyncView.of(old).kind());
    }

    private static SyncView clock(Role role, long pending, long aheadMillis) {
        return SyncView.of(
                new SyncStatus(
                        SyncState.LIVE,
                        role,
                        0,
                        0,
                        pending,
                        0,
                        "",
                        ErrorCode.ERROR_CODE_UNSPECIFIED,
                        List.of(),
                        aheadMillis));
    }

    @Test
    void whoMayReadIsToldWhatStaysHere() {
        String why = "You may read this vault.";
        assertEquals(Kind.READING, live(Role.VIEWER, 0, 0, why, ErrorCode.FORBIDDEN));
        assertEquals(Kind.ROLE_LOST, live(Role.VIEWER, 1, 0, why, ErrorCode.FORBIDDEN));
    }

    @Test
    void aFullRelayIsNotAnyRefusal() {
        assertEquals(Kind.FULL, live(Role.OWNER, 1, 0, "no room", ErrorCode.QUOTA));
        assertEquals(Kind.REFUSED, live(Role.OWNER, 1, 0, "too large", ErrorCode.TOO_LARGE));
    }

    @Test
    void neverDoesItClaimThatAllIsThereWhenItIsNot() {
        for (SyncState state : SyncState.values()) {
            for (Role role : List.of(Role.ROLE_UNSPECIFIED, Role.VIEWER, Role.EDITOR)) {
                for (String why : List.of("", "a reason")) {
                    SyncStatus waits = status(state, role, 3, 0, why, ErrorCode.UNAVAILABLE);
                    SyncView view = SyncView.of(waits);
                    assertFalse(view.isLevel(), () -> waits + " " + view);
                    assertEquals(3, view.waiting());
                }
            }
        }
    }

    @Test
    void whatNeedsSomebodyIsStuckAndHasAWayOut() {
        for (SyncState state : SyncState.values()) {
            SyncStatus status =
                    status(state, Role.EDITOR, 1, 0, "", ErrorCode.ERROR_CODE_UNSPECIFIED);
            SyncView view = SyncView.of(status);
            assertEquals(state.needsSomebody(), view.kind().weight() == Weight.STUCK, state::name);
        }
        for (Kind kind : Kind.values()) {
            assertTrue(
                    kind.weight() == Weight.WELL || !kind.ways().isEmpty(),
                    () -> kind + " has no way out");
        }
        assertEquals(Way.SIGN_IN, Kind.SIGNED_OUT.ways().get(0));
        assertEquals(Way.LOOK_AT_CERTIFICATE, Kind.UNTRUSTED.ways().get(0));
    }

    @Test
    void anEngineThatEndedByAFaultIsNotConnecting() {
        assertEquals(
                Kind.BROKEN,
                SyncView.of(
                                status(
                                        SyncState.OFF,
                                        Role.EDITOR,
                                        0,
                                        0,
                                        "a fault",
                                        ErrorCode.ERROR_CODE_UNSPECIFIED))
                        .kind());
    }
}
