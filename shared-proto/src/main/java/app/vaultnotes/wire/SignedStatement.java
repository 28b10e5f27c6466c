package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.Received;
import app.vaultnotes.proto.v1.Statement;
import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a device says it has of a vault. Signed are vault, device, the statement's number, how many
 * devices it names, and for each, in the order of their texts, its id and the number and hash of
 * the last record that is stored and applied.
 *
 * @param vault the vault
 * @param device who says it
 * @param number grows with each statement of the device
 * @param received for each device what of it is here, by the texts of the devices' ids
 * @param signature 64 bytes
 */
public record SignedStatement(
        UUID vault, UUID device, long number, SortedMap<String, UpTo> received, byte[] signature) {

    /** The last record of a device that is stored and applied. */
    public record UpTo(long deviceSeq, Hash hash) {}

    /**
     * Reads a statement and checks all but its signature.
     *
     * @throws WireException when it breaks a rule
     */
    public static SignedStatement parse(Statement message) {
        if (message.getNumber() < 1 || message.getReceivedCount() > WireLimits.DEVICES_NAMED) {
            throw WireException.invalid(
                    "statement " + message.getNumber() + " of " + message.getReceivedCount());
        }
        SortedMap<String, UpTo> received = new TreeMap<>();
        for (Received each : message.getReceivedList()) {
            String id = each.getDeviceId();
            WireId.parse("a device of a statement", id);
            Hash hash = Hash.fromByteArray("a record's hash", each.getHash().toByteArray());
            UpTo upTo = new UpTo(each.getDeviceSeq(), hash);
            if (each.getDeviceSeq() < 1 || received.put(id, upTo) != null) {
                throw WireException.invalid("device " + id + " is named wrongly");
            }
        }
        return new SignedStatement(
                WireId.parse("the vault of a statement", message.getVaultId()),
                WireId.parse("the device of a statement", message.getDeviceId()),
                message.getNumber(),
                received,
                message.getSignature().toByteArray());
    }

    private Signing.Message message() {
        Signing.Message message =
                new Signing.Message(Signing.Purpose.STATEMENT)
                        .id(vault)
                        .id(device)
                        .number(number)
                        .number(received.size());
        for (Map.Entry<String, UpTo> each : received.entrySet()) {
            message.id(WireId.parse("a device of a statement", each.getKey()))
                    .number(each.getValue().deviceSeq())
                    .hash(each.getValue().hash());
        }
        return message;
    }

    /** This, signed by the device. */
    public SignedStatement sign(byte[] privateKey) {
        byte[] signed = message().sign(privateKey);
        return new SignedStatement(vault, device, number, received, signed);
    }

    /** Whether a device with this public key has signed it. */
    public boolean isSignedBy(byte[] publicKey) {
        return message().isSigned(publicKey, signature);
    }

    /** As it is sent. */
    public Statement toMessage() {
        Statement.Builder message =
                Statement.newBuilder()
                        .setVaultId(WireId.text(vault))
                        .setDeviceId(WireId.text(device))
                        .setNumber(number)
                        .setSignature(ByteString.copyFrom(signature));
        received.forEach((id, upTo) ->
                message.addReceived(
                        Received.newBuilder()
                                .setDeviceId(id)
                                .setDeviceSeq(upTo.deviceSeq())
                                .setHash(ByteString.copyFrom(upTo.hash().toByteArray()))));
        return message.build();
    }
}
