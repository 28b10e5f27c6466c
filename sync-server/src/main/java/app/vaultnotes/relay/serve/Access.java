package app.vaultnotes.relay.serve;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.account.Revocation;
import app.vaultnotes.relay.account.RevocationListener;
import app.vaultnotes.relay.account.Sessions;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.live.Hub;
import app.vaultnotes.relay.live.Lines;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Carries what changes who may do what to everything that goes on: here at once, on other relays by
 * a notice.
 */
final class Access implements RoleChanges, RevocationListener {

    private final AccessChannel channel;
    private final Hub hub;
    private final Executor executor;
    private volatile Optional<Lines> lines = Optional.empty();
    private volatile Optional<Sessions> sessions = Optional.empty();

    Access(Database database, Hub hub, Executor executor) {
        channel = new AccessChannel(database);
        this.hub = hub;
        this.executor = executor;
    }

    /** From now on it reaches these: they are made with it, and it works through them. */
    void reach(Lines live, Sessions known) {
        lines = Optional.of(live);
        sessions = Optional.of(known);
    }

    @Override
    public void changed(UUID vault, Optional<UUID> account) {
        AccessNotice notice = new AccessNotice.RoleChanged(vault, account);
        heed(notice);
        tellOthers(notice);
    }

    @Override
    public void revoked(Revocation revocation) {
        AccessNotice notice = new AccessNotice.SignedOut(revocation);
        heed(notice);
        tellOthers(notice);
    }

    private void tellOthers(AccessNotice notice) {
        executor.execute(() -> channel.tell(notice));
    }

    /** Another relay told. */
    void heard(String text) {
        AccessNotice.parse(text).ifPresent(this::heed);
    }

    /**
     * Other relays may have told something that was not heard: whoever goes on is looked at again.
     * To be called every few minutes as well, since one may have died before it told.
     */
    void missed() {
        sessions.ifPresent(Sessions::forgetAll);
        executor.execute(this::recheck);
    }

    private void recheck() {
        hub.recheckAll();
        try {
            lines.ifPresent(live ->
                    sessions.ifPresent(known -> {
                        Set<UUID> there = known.there(live.sessions());
                        live.end(caller -> !there.contains(caller.session()), signedOut());
                    }));
        } catch (DatabaseException e) {
            // It is looked at again soon.
        }
    }

    private void heed(AccessNotice notice) {
        switch (notice) {
            case AccessNotice.RoleChanged(UUID vault, Optional<UUID> account) ->
                    hub.accessChanged(vault, account);
            case AccessNotice.SignedOut(Revocation revocation) -> signOut(revocation);
        }
    }

    private void signOut(Revocation revocation) {
        sessions.ifPresent(known -> known.forget(revocation));
        lines.ifPresent(live -> live.end(concerns(revocation), signedOut()));
    }

    private static RelayException signedOut() {
        return new RelayException(
                ErrorCode.UNAUTHENTICATED, "The session was ended.", "Sign in again.");
    }

    private static Predicate<Caller> concerns(Revocation revocation) {
        return switch (revocation.kind()) {
            case SESSION -> caller -> caller.session().equals(revocation.id());
            case DEVICE -> caller -> revocation.id().equals(caller.device());
            case ACCOUNT -> caller -> caller.account().equals(revocation.id());
        };
    }
}
