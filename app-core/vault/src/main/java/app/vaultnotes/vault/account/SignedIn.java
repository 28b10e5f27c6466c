package app.vaultnotes.vault.account;

import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.vault.relay.RelayCalls;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.sync.Access;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device of an account that is signed in, or signs in when it is asked for. Its tokens are in
 * memory alone and renew themselves: what is kept is the device's key, which opens a new session at
 * any time. Safe for many threads; while one renews, the others wait for what it gets.
 *
 * <p>What fails is a {@link RelayFailure}. One that says UNAUTHENTICATED means that a person has to
 * sign in again; TAKEN that the relay has another device of this id; after any other the same may
 * be tried later.
 */
public final class SignedIn implements AutoCloseable {

    /** A relay that says more is not believed: its clock decides anyway. */
    private static final long MOST_LIFETIME_MILLIS = 3_600_000;

    private static final long NANOS_OF_A_MILLI = 1_000_000;
    private static final int NONCE_BYTES = 32;

    private final RelayCalls calls;
    private final Account account;
    private final Machine machine;
    private final DeviceKey key;
    private final Supplier<List<DeviceKey>> others;
    private final LongSupplier nanos;

    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Session session;
    private long begunNanos;
    private long gottenNanos;
    private boolean isKnown;

    /**
     * A device that has no session yet.
     *
     * @param key of the device
     * @param isKnown whether the relay has it already, as far as is known here
     * @param others of this machine that may sign in to bind this one, in the order to try
     * @param nanos a clock that never goes back, in nanoseconds
     */
    SignedIn(
            RelayCalls calls,
            Account account,
            Machine machine,
            DeviceKey key,
            boolean isKnown,
            Supplier<List<DeviceKey>> others,
            LongSupplier nanos) {
        this.calls = calls;
        this.account = account;
        this.machine = machine;
        this.key = key;
        this.isKnown = isKnown;
        this.others = others;
        this.nanos = nanos;
    }

    /** The account it is a device of. */
    public Account account() {
        return account;
    }

    /** A pass that is good for minutes; a new one in time. Waits for the relay then. */
    public Access.Pass pass() {
        turn.lock();
        try {
            Session now = session;
            boolean isFresh = now != null && leftMillis(now) > lifetimeMillis(now) * 3 / 10;
            Session good = now != null && isFresh ? now : renewed();
            return new Access.Pass(good.getAccessToken(), leftMillis(good), relayMillis(good));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Takes note that the relay has refused a token that should have been good: this machine was
     * asleep, or the session was ended elsewhere. The next pass has another one.
     */
    public void forget(String refused) {
        turn.lock();
        try {
            Session now = session;
            if (now != null && now.getAccessToken().equals(refused)) {
                begunNanos = nanos.getAsLong() - MOST_LIFETIME_MILLIS * NANOS_OF_A_MILLI;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Makes a call as this device, once more should its token be refused. */
    public <Q extends Message, A extends Message> A call(Route<Q, A> route, Q request) {
        String token = pass().accessToken();
        try {
            return calls.call(route, request, token);
        } catch (RelayFailure e) {
            if (e.error().getCode() != ErrorCode.UNAUTHENTICATED) {
                throw e;
            }
            forget(token);
            return calls.call(route, request, pass().accessToken());
        }
    }

    private static long lifetimeMillis(Session session) {
        return Math.min(session.getAccessLifetimeMillis(), MOST_LIFETIME_MILLIS);
    }

    /** How long it is good from now on, by this machine's clock of durations; 0 when it is over. */
    private long leftMillis(Session session) {
        long passed = (nanos.getAsLong() - begunNanos) / NANOS_OF_A_MILLI;
        return Math.max(0, lifetimeMillis(session) - passed);
    }

    /** What time it is there: the relay says when a token ends, and how long it is good. */
    private OptionalLong relayMillis(Session session) {
        if (session.getAccessExpiresMillis() <= 0) {
            return OptionalLong.empty();
        }
        long issued = session.getAccessExpiresMillis() - session.getAccessLifetimeMillis();
        return OptionalLong.of(issued + (nanos.getAsLong() - gottenNanos) / NANOS_OF_A_MILLI);
    }

    private Session renewed() {
        long begun = nanos.getAsLong();
        Session last = session;
        try {
            Session next = last == null ? signedIn() : refreshed(last);
            session = next;
            begunNanos = begun;
            gottenNanos = nanos.getAsLong();
            isKnown = true;
            return next;
        } catch (RelayFailure e) {
            boolean isRefused = session == null; // by then the last one is forgotten
            if (last != null && !isRefused && leftMillis(last) > 0) {
                return last;
            }
            throw e;
        }
    }

    private Session refreshed(Session last) {
        try {
            return calls.call(Routes.REFRESH_TOKEN, key.refresh(last.getRefreshToken()), "");
        } catch (RelayFailure e) {
            if (!isRefused(e)) {
                throw e;
            }
            session = null;
            return signedIn();
        }
    }

    private static boolean isRefused(RelayFailure e) {
        return switch (e.error().getCode()) {
            case UNAUTHENTICATED, WRONG_CREDENTIALS, BAD_PROOF, NOT_FOUND, INVALID -> true;
            default -> false;
        };
    }

    private Session signedIn() {
        if (isKnown) {
            try {
                return signIn(key);
            } catch (RelayFailure e) {
                if (!isRefused(e)) {
                    throw e;
                }
            }
        }
        return bound();
    }

    private Session signIn(DeviceKey as) {
        DeviceChallengeRequest asked =
                DeviceChallengeRequest.newBuilder().setDeviceId(as.device().toString()).build();
        ByteString nonce = calls.call(Routes.DEVICE_CHALLENGE, asked, "").getNonce();
        if (nonce.size() != NONCE_BYTES) {
            throw failure(ErrorCode.INTERNAL, account.relay() + " does not answer as a relay.");
        }
        return calls.call(Routes.DEVICE_SIGN_IN, as.signIn(nonce), "");
    }

    /**
     * Another device of this machine signs in and hands its session over: this one is new, was away
     * for too long, or the relay was restored from a backup that is older than it.
     */
    private Session bound() {
        for (DeviceKey other : others.get()) {
            try {
                Session theirs = signIn(other);
                return calls.call(
                        Routes.BIND_DEVICE,
                        key.bind(account.id(), machine),
                        theirs.getAccessToken());
            } catch (RelayFailure e) {
                if (isKnown && e.error().getCode() == ErrorCode.TAKEN) {
                    throw signedOut(); // it was revoked
                }
                if (!isRefused(e)) {
                    throw e;
                }
            }
        }
        throw signedOut();
    }

    private RelayFailure signedOut() {
        return failure(
                ErrorCode.UNAUTHENTICATED,
                account.relay()
                        + " does not know this machine any more as one of "
                        + account.email()
                        + ".");
    }

    private static RelayFailure failure(ErrorCode code, String message) {
        Error error = Error.newBuilder().setCode(code).setMessage(message).build();
        return new RelayFailure(message, error, null);
    }

    /** By which the device signs what it says. */
    public DeviceKey key() {
        return key;
    }

    /** Ends the session, should there be one and the relay be there; it can be opened again. */
    @Override
    public void close() {
        turn.lock();
        try {
            Session last = session;
            session = null;
            if (last != null) {
                calls.call(
                        Routes.REVOKE_TOKEN,
                        RevokeTokenRequest.getDefaultInstance(),
                        last.getAccessToken());
            }
        } catch (RelayFailure e) {
            // it ends by itself within two days
        } finally {
            turn.unlock();
        }
    }
}
