package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.Function;

/** The key by which a device proves itself. It never leaves this machine. Immutable. */
public final class DeviceKey {

    private final Id device;
    private final byte[] privateKey;

    /** The key of a device, 32 bytes. */
    DeviceKey(Id device, byte[] privateKey) {
        if (privateKey.length != Signing.KEY_BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + privateKey.length);
        }
        this.device = device;
        this.privateKey = privateKey.clone();
    }

    static DeviceKey random(Id device, SecureRandom random) {
        byte[] key = new byte[Signing.KEY_BYTES];
        random.nextBytes(key);
        return new DeviceKey(device, key);
    }

    /** Whose it is. */
    public Id device() {
        return device;
    }

    /** By which others check what it signs; 32 bytes. */
    public byte[] publicKey() {
        return Signing.publicKey(privateKey);
    }

    /** A signature, 64 bytes. */
    public byte[] sign(Signing.Message message) {
        return signed(message::sign);
    }

    /**
     * Has something signed by whoever knows how, who must not keep the private key.
     *
     * @param signing such as {@code statement::sign}
     */
    public <T> T signed(Function<byte[], T> signing) {
        return signing.apply(privateKey.clone());
    }

    byte[] toByteArray() {
        return privateKey.clone();
    }

    BindDeviceRequest bind(Id account, Machine machine) {
        byte[] publicKey = publicKey();
        Signing.Message message =
                new Signing.Message(Signing.Purpose.BIND)
                        .id(Uuids.of(account))
                        .id(Uuids.of(device))
                        .bytes(publicKey);
        return BindDeviceRequest.newBuilder()
                .setDeviceId(device.toString())
                .setName(machine.name())
                .setKind(machine.kind())
                .setPublicKey(ByteString.copyFrom(publicKey))
                .setSignature(ByteString.copyFrom(sign(message)))
                .build();
    }

    DeviceSignInRequest signIn(ByteString nonce) {
        Signing.Message message =
                new Signing.Message(Signing.Purpose.SIGN_IN)
                        .id(Uuids.of(device))
                        .bytes(nonce.toByteArray());
        return DeviceSignInRequest.newBuilder()
                .setDeviceId(device.toString())
                .setNonce(nonce)
                .setSignature(ByteString.copyFrom(sign(message)))
                .build();
    }

    RefreshTokenRequest refresh(String token) {
        Hash hash = Hash.of(token.getBytes(StandardCharsets.UTF_8));
        return RefreshTokenRequest.newBuilder()
                .setRefreshToken(token)
                .setDeviceSignature(
                        ByteString.copyFrom(
                                sign(new Signing.Message(Signing.Purpose.REFRESH).hash(hash))))
                .build();
    }

    /** Whose it is, and nothing of it. */
    @Override
    public String toString() {
        return "the key of " + device;
    }
}
