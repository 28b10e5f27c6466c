package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.TestRelay.SigningDevice;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device signs in by its key alone, and not any more when it is revoked. */
class DevicesTest {

    private final TestRelay relay = TestRelay.shared();

    private List<Device> list(Person person) {
        return relay.auth
                .listDevices(person.caller(), ListDevicesRequest.getDefaultInstance())
                .getDevicesList();
    }

    private void revoke(Person person, String device) {
        relay.auth.revokeDevice(
                person.caller(), RevokeDeviceRequest.newBuilder().setDeviceId(device).build());
    }

    private ByteString nonce(String device) {
        return relay.auth
                .deviceChallenge(DeviceChallengeRequest.newBuilder().setDeviceId(device).build())
                .getNonce();
    }

    private static DeviceSignInRequest answer(SigningDevice device, ByteString nonce) {
        byte[] signature =
                new Signing.Message(Signing.Purpose.SIGN_IN)
                        .id(device.uuid())
                        .bytes(nonce.toByteArray())
                        .sign(device.key());
        return DeviceSignInRequest.newBuilder()
                .setDeviceId(device.id())
                .setNonce(nonce)
                .setSignature(ByteString.copyFrom(signature))
                .build();
    }

    private Session signIn(SigningDevice device) {
        return relay.auth.deviceSignIn(answer(device, nonce(device.id())));
    }

    private void wrong(DeviceSignInRequest request) {
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> relay.auth.deviceSignIn(request));
    }

    @Test
    void bindingGivesTheSessionNewTokensAndNamesTheDevice() {
        Person ann = relay.person();
        Session before = ann.session;
        ann.caller();
        SigningDevice device = ann.bind();
        assertEquals(device.id(), ann.session.getDeviceId());
        assertEquals(device.uuid(), ann.caller().requireDevice());
        refuses(
                ErrorCode.UNAUTHENTICATED,
                () -> relay.sessions.authenticate(before.getAccessToken()));
        Device listed = list(ann).getFirst();
        assertEquals("Ann's laptop", listed.getName());
        assertEquals(relay.clock.millis(), listed.getBoundMillis());
        assertEquals(0, listed.getRevokedMillis());
        refuses(
                ErrorCode.UNAUTHENTICATED,
                () ->
                        relay.auth.refreshToken(
                                RefreshTokenRequest.newBuilder()
                                        .setRefreshToken(before.getRefreshToken())
                                        .build()));
        refuses(ErrorCode.UNAUTHENTICATED, ann::caller);
    }

    @Test
    void whatIsNotSignedByTheKeyIsNotBound() {
        Person ann = relay.person();
        BindDeviceRequest good = SigningDevice.random().bind(ann.account());
        BindDeviceRequest other = SigningDevice.random().bind(ann.account());
        Person bob = relay.person();
        for (BindDeviceRequest bad :
                List.of(
                        good.toBuilder().setSignature(other.getSignature()).build(),
                        good.toBuilder().setPublicKey(other.getPublicKey()).build(),
                        good.toBuilder().setDeviceId(other.getDeviceId()).build(),
                        SigningDevice.random().bind(bob.account()))) {
            refuses(ErrorCode.BAD_PROOF, () -> relay.auth.bindDevice(ann.caller(), bad));
        }
        for (BindDeviceRequest bad :
                List.of(
                        good.toBuilder().setDeviceId("laptop").build(),
                        good.toBuilder().setName("").build(),
                        good.toBuilder().setName("x".repeat(101)).build(),
                        good.toBuilder().setName("a\nb").build(),
                        good.toBuilder().setKindValue(-1).build(),
                        good.toBuilder().setPublicKey(ByteString.EMPTY).build(),
                        good.toBuilder().setSignature(ByteString.EMPTY).build())) {
            refuses(ErrorCode.INVALID, () -> relay.auth.bindDevice(ann.caller(), bad));
        }
        assertEquals(List.of(), list(ann));
        relay.auth.bindDevice(ann.caller(), good.toBuilder().setKindValue(77).build());
    }

    @Test
    void anIdOrKeyInUseIsTaken() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        Person bob = relay.person();
        refuses(
                ErrorCode.TAKEN,
                () -> relay.auth.bindDevice(bob.caller(), device.bind(bob.account())));
        SigningDevice sameKey = new SigningDevice(TestRelay.id(), device.key());
        refuses(
                ErrorCode.TAKEN,
                () -> relay.auth.bindDevice(bob.caller(), sameKey.bind(bob.account())));
        SigningDevice sameId = new SigningDevice(device.id(), SigningDevice.random().key());
        refuses(
                ErrorCode.TAKEN,
                () -> relay.auth.bindDevice(ann.caller(), sameId.bind(ann.account())));
        assertEquals(List.of(), list(bob));
        assertEquals("", bob.session.getDeviceId());
    }

    @Test
    void aDeviceComesBackByThePassphraseUnlessItWasRevoked() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        relay.clock.move(Duration.ofDays(40));
        wrong(answer(device, nonce(device.id())));
        ann.session = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        ann.session = relay.auth.bindDevice(ann.caller(), device.bind(ann.account()));
        assertEquals(1, list(ann).size());
        signIn(device);
        revoke(ann, device.id());
        ann.session = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        refuses(
                ErrorCode.TAKEN,
                () -> relay.auth.bindDevice(ann.caller(), device.bind(ann.account())));
    }

    @Test
    void aDeviceSignsInWithinThirtyDays() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        relay.clock.move(Duration.ofDays(30));
        Session session = signIn(device);
        assertEquals(device.id(), session.getDeviceId());
        assertEquals(ann.id(), relay.sessions.authenticate(session.getAccessToken()).account());
        relay.clock.move(Duration.ofDays(30).plusMillis(1));
        wrong(answer(device, nonce(device.id())));
    }

    @Test
    void aNonceIsGoodOnceAndForAMinuteAndForItsDevice() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        SigningDevice second = ann.bind();
        DeviceSignInRequest request = answer(device, nonce(device.id()));
        relay.auth.deviceSignIn(request);
        wrong(request);
        ByteString late = nonce(device.id());
        relay.clock.move(Duration.ofMinutes(1));
        wrong(answer(device, late));
        wrong(answer(device, nonce(second.id())));
        wrong(answer(device, ByteString.copyFrom(new byte[32])));
        ByteString early = nonce(device.id());
        relay.clock.move(Duration.ofHours(-3));
        wrong(answer(device, early));
        relay.clock.move(Duration.ofHours(3));
        wrong(answer(device, early));
    }

    @Test
    void aWrongSignatureUsesTheNonceUp() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        ByteString nonce = nonce(device.id());
        wrong(answer(new SigningDevice(device.id(), SigningDevice.random().key()), nonce));
        wrong(answer(device, nonce));
        refuses(
                ErrorCode.INVALID,
                () ->
                        relay.auth.deviceSignIn(
                                answer(device, nonce).toBuilder()
                                        .setNonce(ByteString.EMPTY)
                                        .build()));
        signIn(device);
    }

    @Test
    void aNonceIsUsedByOneOfTwoAtOnce() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        DeviceSignInRequest request = answer(device, nonce(device.id()));
        List<Object> results =
                TestRelay.atOnce(
                        List.of(
                                () -> relay.auth.deviceSignIn(request),
                                () -> relay.auth.deviceSignIn(request)));
        assertEquals(List.of(ErrorCode.WRONG_CREDENTIALS), TestRelay.codes(results));
    }

    @Test
    void whatDeviceThereIsIsNotToldByAChallenge() {
        SigningDevice nobodys = SigningDevice.random();
        assertEquals(32, nonce(nobodys.id()).size());
        assertNotEquals(nonce(nobodys.id()), nonce(nobodys.id()));
        wrong(answer(nobodys, nonce(nobodys.id())));
    }

    @Test
    void aSuspendedAccountsDeviceIsToldSoOnlyWithItsKey() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        relay.operator.suspend(EmailAddress.parse(ann.email));
        refuses(ErrorCode.FORBIDDEN, () -> signIn(device));
        wrong(
                answer(
                        new SigningDevice(device.id(), SigningDevice.random().key()),
                        nonce(device.id())));
    }

    @Test
    void aRevokedDeviceIsOutAtOnceAndStaysOut() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        Session lost = signIn(device);
        relay.sessions.authenticate(lost.getAccessToken());
        ann.session = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        DeviceSignInRequest before = answer(device, nonce(device.id()));
        relay.revocations.clear();
        revoke(ann, device.id());
        assertEquals(
                List.of(new Revocation(Revocation.Kind.DEVICE, device.uuid())), relay.revocations);
        refuses(
                ErrorCode.UNAUTHENTICATED,
                () -> relay.sessions.authenticate(lost.getAccessToken()));
        wrong(before);
        relay.clock.move(Duration.ofHours(-5));
        wrong(answer(device, nonce(device.id())));
        relay.clock.move(Duration.ofHours(5));
        long revoked = list(ann).getFirst().getRevokedMillis();
        revoke(ann, device.id());
        assertEquals(revoked, list(ann).getFirst().getRevokedMillis());
        refuses(ErrorCode.NOT_FOUND, () -> revoke(ann, TestRelay.id()));
        refuses(ErrorCode.INVALID, () -> revoke(ann, "laptop"));
    }

    @Test
    void signingInWhileBeingRevokedLeavesNoSession() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        ann.session = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        DeviceSignInRequest request = answer(device, nonce(device.id()));
        TestRelay.atOnce(
                List.of(
                        () -> relay.auth.deviceSignIn(request),
                        () -> {
                            revoke(ann, device.id());
                            return "";
                        }));
        assertEquals(
                0, relay.number("SELECT count(*) FROM session WHERE device_id = ?", device.uuid()));
    }

    @Test
    void anotherAccountsDevicesAreNobodysBusiness() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        Person bob = relay.person();
        refuses(ErrorCode.NOT_FOUND, () -> revoke(bob, device.id()));
        assertEquals(List.of(), list(bob));
        signIn(device);
        assertEquals(1, list(ann).size());
    }

    @Test
    void theLastSeenComesFirstAndTheRevokedLast() {
        Person ann = relay.person();
        SigningDevice first = ann.bind();
        relay.clock.move(Duration.ofMinutes(1));
        SigningDevice second = ann.bind();
        relay.clock.move(Duration.ofMinutes(1));
        SigningDevice third = ann.bind();
        relay.clock.move(Duration.ofMinutes(1));
        signIn(first);
        revoke(ann, second.id());
        assertEquals(
                List.of(first.id(), third.id(), second.id()),
                list(ann).stream().map(Device::getDeviceId).toList());
    }

    @Test
    void beingHereIsWrittenDownTogetherAndNotWithEveryCall() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        relay.lastSeen.write();
        long bound = list(ann).getFirst().getLastSeenMillis();
        relay.clock.move(Duration.ofSeconds(50));
        for (int i = 0; i < 10; i++) {
            ann.caller();
        }
        assertEquals(bound, list(ann).getFirst().getLastSeenMillis());
        relay.lastSeen.write();
        assertEquals(relay.clock.millis(), list(ann).getFirst().getLastSeenMillis());
        assertEquals(device.id(), list(ann).getFirst().getDeviceId());
    }

    @Test
    void anAccountHasAHundredDevices() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        relay.update(
                "INSERT INTO device SELECT gen_random_uuid(), ?, 'a', 1,"
                        + " uuid_send(gen_random_uuid()), 1, 1 FROM generate_series(1, 99)",
                ann.id());
        refuses(
                ErrorCode.QUOTA,
                () ->
                        relay.auth.bindDevice(
                                ann.caller(), SigningDevice.random().bind(ann.account())));
        assertEquals(100, list(ann).size());
        ann.session = relay.auth.bindDevice(ann.caller(), device.bind(ann.account()));
        revoke(ann, list(ann).getLast().getDeviceId());
        ann.bind();
        assertEquals(100, list(ann).size());
    }
}
