package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.ChangePassphraseRequest;
import app.vaultnotes.proto.v1.ChangePassphraseResponse;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceChallengeResponse;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.EraseAccountRequest;
import app.vaultnotes.proto.v1.EraseAccountResponse;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.ListDevicesResponse;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.RevokeDeviceResponse;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.RevokeTokenResponse;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.proto.v1.ValidateTokenResponse;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.wire.WireId;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * The calls of {@code vaultnotes.v1.AuthService}, however they come. Each throws RelayException as
 * the protocol says and DatabaseException when the database failed. Safe for any number of threads
 * and relays. A caller comes from {@link Sessions#authenticate}.
 */
public final class AuthService {

    private final Database database;
    private final Sessions sessions;
    private final Devices devices;
    private final PassphraseSignIn signIn;
    private final SignUp signUp;
    private final Erasure erasure;

    /**
     * The calls over a database.
     *
     * @param isSignUpOpen whether anyone can make an account without an invitation
     */
    public AuthService(
            Database database,
            RelayClock clock,
            SecureRandom random,
            Passphrases passphrases,
            Sessions sessions,
            Invitations invitations,
            Audit audit,
            AccessListener listener,
            Erasure erasure,
            boolean isSignUpOpen) {
        this.database = database;
        this.sessions = sessions;
        this.erasure = erasure;
        devices = new Devices(database, clock, random, sessions, audit, erasure);
        signIn = new PassphraseSignIn(database, clock, passphrases, sessions, audit);
        signUp =
                new SignUp(
                        database,
                        clock,
                        passphrases,
                        sessions,
                        invitations,
                        audit,
                        listener,
                        isSignUpOpen);
    }

    /** Makes an account, or uses a reset's link. FORBIDDEN, TAKEN, INVALID, QUOTA. */
    public Session signUp(SignUpRequest request) {
        return signUp.signUp(request);
    }

    /** Opens a session by passphrase. WRONG_CREDENTIALS, RATE_LIMITED, FORBIDDEN. */
    public Session signIn(SignInRequest request) {
        return signIn.signIn(request);
    }

    /** Exchanges a refresh token for the next pair. UNAUTHENTICATED, BAD_PROOF. */
    public Session refreshToken(RefreshTokenRequest request) {
        return sessions.refresh(request);
    }

    /** Says who the caller is. */
    public ValidateTokenResponse validateToken(Caller caller, ValidateTokenRequest request) {
        EmailAddress email =
                EmailAddress.of(database, caller.account()).orElseThrow(Sessions::unauthenticated);
        UUID device = caller.device();
        return ValidateTokenResponse.newBuilder()
                .setAccountId(WireId.text(caller.account()))
                .setEmail(email.text())
                .setDeviceId(device == null ? "" : WireId.text(device))
                .setExpiresMillis(caller.expiresMillis())
                .setAdmin(caller.isAdmin())
                .build();
    }

    /** Ends the caller's session, or all of the account. */
    public RevokeTokenResponse revokeToken(Caller caller, RevokeTokenRequest request) {
        return sessions.revoke(caller, request);
    }

    /** Binds a device, and the session to it. TAKEN, BAD_PROOF, QUOTA. */
    public Session bindDevice(Caller caller, BindDeviceRequest request) {
        return devices.bind(caller, request);
    }

    /** Gives out what a device has to sign. */
    public DeviceChallengeResponse deviceChallenge(DeviceChallengeRequest request) {
        return devices.challenge(request);
    }

    /** Opens a session by a device's key. WRONG_CREDENTIALS, FORBIDDEN. */
    public Session deviceSignIn(DeviceSignInRequest request) {
        return devices.signIn(request);
    }

    /** The caller's devices. */
    public ListDevicesResponse listDevices(Caller caller, ListDevicesRequest request) {
        return devices.list(caller);
    }

    /** Ends a device. NOT_FOUND. */
    public RevokeDeviceResponse revokeDevice(Caller caller, RevokeDeviceRequest request) {
        return devices.revoke(caller, request);
    }

    /** Sets another passphrase. WRONG_CREDENTIALS, INVALID, RATE_LIMITED. */
    public ChangePassphraseResponse changePassphrase(
            Caller caller, ChangePassphraseRequest request) {
        return signIn.change(caller, request);
    }

    /** Erases the caller's account for good. WRONG_CREDENTIALS, RATE_LIMITED. */
    public EraseAccountResponse eraseAccount(Caller caller, EraseAccountRequest request) {
        signIn.prove(caller, request.getPassphrase());
        erasure.erase(caller.account());
        return EraseAccountResponse.getDefaultInstance();
    }
}
