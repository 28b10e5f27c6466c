package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.vault.Records;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayCalls;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.wire.Routes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Signs this machine in to accounts on relays and out of them. Safe for many threads and processes.
 *
 * <p>Each vault on this machine is a device of its account, with a key of its own; besides, the
 * machine itself is one, which is bound when a person signs in, makes the calls for the account,
 * and hands sessions to the devices of vaults. A relay that refuses or cannot be reached is a
 * {@link RelayFailure}, a keychain or file that fails a {@link VaultException}; then nothing is
 * changed here.
 */
public final class SigningIn {

    /** So many devices are tried that could bind one. */
    private static final int MOST_OTHERS = 8;

    private final Accounts accounts;
    private final KeyRing keys;
    private final Relays relays;
    private final Machine machine;
    private final LongSupplier nanos;
    private final SecureRandom random;

    /**
     * Signing in on this machine.
     *
     * @param secrets where keys are kept
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public SigningIn(
            Accounts accounts,
            Secrets secrets,
            Relays relays,
            Machine machine,
            LongSupplier nanos,
            SecureRandom random) {
        this.accounts = accounts;
        this.keys = new KeyRing(secrets, random);
        this.relays = relays;
        this.machine = machine;
        this.nanos = nanos;
        this.random = random;
    }

    /** The accounts that this machine is signed in to. */
    public Accounts accounts() {
        return accounts;
    }

    /**
     * Makes an account and signs this machine in to it. With the secret of a link it becomes a
     * member of the vault that the link leads into, or the account gets a new passphrase.
     *
     * @param secret of an {@link InvitationLink}; empty where anybody may make an account
     */
    public Account create(TrustedRelay relay, String email, String passphrase, String secret) {
        requireSignedOut(relay.address(), "");
        SignUpRequest request =
                SignUpRequest.newBuilder()
                        .setEmail(email)
                        .setPassphrase(passphrase)
                        .setInvitation(secret)
                        .build();
        Session session = relays.calls(relay).call(Routes.SIGN_UP, request, "");
        try {
            return enter(relay, email, session);
        } catch (RelayFailure e) {
            throw made(e);
        }
    }

    /** A link works once: whoever tried that again would be told that it is none. */
    private static RelayFailure made(RelayFailure why) {
        String message =
                "The account is made, but this machine is not signed in to it: "
                        + why.getMessage()
                        + " Sign in with it.";
        return new RelayFailure(message, why.error().toBuilder().setMessage(message).build(), why);
    }

    /**
     * Signs this machine in. Where it was signed in to the same account, that ends: its devices get
     * new keys.
     *
     * @throws VaultException EXISTS when it is signed in to another account of the relay
     */
    public Account login(TrustedRelay relay, String email, String passphrase) {
        Optional<Account> before = requireSignedOut(relay.address(), email);
        SignInRequest request =
                SignInRequest.newBuilder().setEmail(email).setPassphrase(passphrase).build();
        Account account =
                enter(relay, email, relays.calls(relay).call(Routes.SIGN_IN, request, ""));
        before.ifPresent(old -> {
            try (SignedIn signedIn = of(account)) {
                revoke(signedIn, old);
            } catch (RelayFailure e) {
                // they stay among its devices, where they can be seen and revoked
            }
            forgetKeys(old);
        });
        return account;
    }

    private Optional<Account> requireSignedOut(RelayAddress relay, String exceptAs) {
        Optional<Account> known = accounts.on(relay);
        if (known.isPresent() && !folded(known.get().email()).equals(folded(exceptAs))) {
            throw new VaultException(
                    VaultException.Code.EXISTS,
                    "This machine is signed in to " + relay + " as " + known.get().email() + ".",
                    "Sign out first: vaultnotes account logout --relay " + relay);
        }
        return known;
    }

    private static String folded(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private Account enter(TrustedRelay relay, String email, Session session) {
        Id id =
                Id.parse(session.getAccountId())
                        .orElseThrow(() -> strange(relay, "the account has no id"));
        DeviceKey key = keys.make(Id.random(random));
        Account account =
                new Account(relay.address(), relay.trust(), id, email, key.device(), List.of());
        boolean isBound = false;
        try {
            RelayCalls calls = relays.calls(relay);
            Session bound =
                    calls.call(Routes.BIND_DEVICE, key.bind(id, machine), session.getAccessToken());
            accounts.put(account);
            isBound = true;
            end(calls, bound);
            return account;
        } finally {
            if (!isBound) {
                keys.forget(key.device());
            }
        }
    }

    private static RelayFailure strange(TrustedRelay relay, String why) {
        String message = relay.address() + " does not answer as a relay: " + why + ".";
        Error error = Error.newBuilder().setCode(ErrorCode.INTERNAL).setMessage(message).build();
        return new RelayFailure(message, error, null);
    }

    private static void end(RelayCalls calls, Session session) {
        try {
            calls.call(
                    Routes.REVOKE_TOKEN,
                    RevokeTokenRequest.getDefaultInstance(),
                    session.getAccessToken());
        } catch (RelayFailure e) {
            // it ends by itself within two days
        }
    }

    /** Trusts another certificate of an account's relay from now on; a person has looked at it. */
    public Account trust(Account account, Trust trust) {
        Account now = now(account).trusting(trust);
        accounts.put(now);
        return now;
    }

    /**
     * Signs this machine out of an account: the relay refuses its devices from now on, and their
     * keys are forgotten. Vaults stay as they are.
     *
     * @return why the relay could not be told, which leaves the devices to be revoked elsewhere
     */
    public Optional<RelayFailure> logout(Account account) {
        Account known = now(account);
        Optional<RelayFailure> failure = Optional.empty();
        try {
            revoke(of(known), known);
        } catch (RelayFailure e) {
            failure = Optional.of(e);
        }
        forgetKeys(known);
        accounts.remove(known);
        return failure;
    }

    /** Its own device is the last: it makes these calls. */
    private static void revoke(SignedIn signedIn, Account account) {
        List<Id> devices = new ArrayList<>(account.vaultDevices());
        devices.add(account.device());
        for (Id device : devices) {
            try {
                signedIn.call(
                        Routes.REVOKE_DEVICE,
                        RevokeDeviceRequest.newBuilder().setDeviceId(device.toString()).build());
            } catch (RelayFailure e) {
                if (e.error().getCode() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    private void forgetKeys(Account account) {
        account.vaultDevices().forEach(keys::forget);
        keys.forget(account.device());
    }

    /** This machine as a device of an account, for the calls of a person. */
    public SignedIn of(Account account) {
        DeviceKey key = keys.find(account.device()).orElseThrow(() -> keyless(account));
        return signedIn(account, key, true);
    }

    /**
     * A vault's own way to the relay.
     *
     * @param records of the vault; it has to be open for writing
     */
    public VaultSession of(Account account, Records records) {
        return new VaultSession(this, account, records);
    }

    /**
     * It may be out of reach for now, as in a keychain that is locked: no other takes its place.
     */
    private RelayFailure keyless(Account account) {
        String message =
                "The key by which this machine signs in to "
                        + account.relay()
                        + " is not in "
                        + keys.place()
                        + ".";
        Error error =
                Error.newBuilder()
                        .setCode(ErrorCode.UNAUTHENTICATED)
                        .setMessage(message)
                        .setHint("Unlock it, or sign in again.")
                        .build();
        return new RelayFailure(message, error, null);
    }

    /** A vault as a device; one that no relay is known to have gets a key. */
    SignedIn asVault(Account account, Id device) {
        boolean isKnown = now(account).vaultDevices().contains(device);
        Optional<DeviceKey> kept = keys.find(device);
        if (isKnown && kept.isEmpty()) {
            throw keyless(account);
        }
        return signedIn(account, kept.orElseGet(() -> keys.make(device)), isKnown);
    }

    private SignedIn signedIn(Account account, DeviceKey key, boolean isKnown) {
        return new SignedIn(
                relays.calls(account.trusted()),
                account,
                machine,
                key,
                isKnown,
                () -> others(account, key.device()),
                nanos);
    }

    private List<DeviceKey> others(Account account, Id except) {
        List<Id> devices = new ArrayList<>(now(account).vaultDevices());
        devices.add(account.device());
        Collections.reverse(devices);
        return devices.stream()
                .filter(device -> !device.equals(except))
                .limit(MOST_OTHERS)
                .flatMap(device -> keys.find(device).stream())
                .toList();
    }

    /** As it is remembered by now; what was given when it is forgotten. */
    private Account now(Account account) {
        return accounts.on(account.relay()).filter(account::isSame).orElse(account);
    }

    void bound(Account account, Id device) {
        if (!now(account).vaultDevices().contains(device)) {
            accounts.bound(account, device);
        }
    }

    void forget(Id device) {
        keys.forget(device);
    }
}
