package app.vaultnotes.wire;

import app.vaultnotes.proto.v1.Covered;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Snapshot;
import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a device says of a document it has saved. Signed are vault, document, device, the hash of
 * the bytes, their number, how many devices are covered, and for each, in the order of their texts,
 * its id and the number of its last covered record.
 *
 * @param vault the vault
 * @param doc the document
 * @param device who made it
 * @param hash of the bytes
 * @param sizeBytes how many bytes
 * @param covered for each device up to which of its records, by the texts of the devices' ids
 * @param signature 64 bytes
 */
public record SignedSnapshot(
        UUID vault,
        UUID doc,
        UUID device,
        Hash hash,
        long sizeBytes,
        SortedMap<String, Long> covered,
        byte[] signature) {

    /**
     * Reads a description and checks all but its signature.
     *
     * @throws WireException when it breaks a rule
     */
    public static SignedSnapshot parse(Snapshot message) {
        SignedSnapshot snapshot =
                new SignedSnapshot(
                        WireId.parse("the vault of a snapshot", message.getVaultId()),
                        WireId.parse("the document of a snapshot", message.getDocId()),
                        WireId.parse("the device of a snapshot", message.getDeviceId()),
                        Hash.fromByteArray("a snapshot's hash", message.getHash().toByteArray()),
                        message.getSizeBytes(),
                        covered(message),
                        message.getSignature().toByteArray());
        long size = snapshot.sizeBytes();
        if (size < 1 || size > WireLimits.SNAPSHOT_BYTES) {
            throw new WireException(ErrorCode.TOO_LARGE, "a snapshot of " + size + " bytes");
        }
        return snapshot;
    }

    private static SortedMap<String, Long> covered(Snapshot message) {
        int count = message.getCoveredCount();
        if (count < 1 || count > WireLimits.DEVICES_NAMED) {
            throw WireException.invalid("a snapshot that covers " + count + " devices");
        }
        SortedMap<String, Long> covered = new TreeMap<>();
        for (Covered each : message.getCoveredList()) {
            WireId.parse("a covered device", each.getDeviceId());
            if (each.getDeviceSeq() < 1
                    || covered.put(each.getDeviceId(), each.getDeviceSeq()) != null) {
                throw WireException.invalid("device " + each.getDeviceId() + " is covered wrongly");
            }
        }
        return covered;
    }

    private Signing.Message message() {
        Signing.Message message =
                new Signing.Message(Signing.Purpose.SNAPSHOT)
                        .id(vault)
                        .id(doc)
                        .id(device)
                        .hash(hash)
                        .number(sizeBytes)
                        .number(covered.size());
        for (Map.Entry<String, Long> each : covered.entrySet()) {
            message.id(WireId.parse("a covered device", each.getKey())).number(each.getValue());
        }
        return message;
    }

    /** This, signed by the device. */
    public SignedSnapshot sign(byte[] privateKey) {
        byte[] signed = message().sign(privateKey);
        return new SignedSnapshot(vault, doc, device, hash, sizeBytes, covered, signed);
    }

    /** Whether a device with this public key has signed it. */
    public boolean isSignedBy(byte[] publicKey) {
        return message().isSigned(publicKey, signature);
    }

    /** As it is sent. */
    public Snapshot toMessage() {
        Snapshot.Builder message =
                Snapshot.newBuilder()
                        .setVaultId(WireId.text(vault))
                        .setDocId(WireId.text(doc))
                        .setDeviceId(WireId.text(device))
                        .setHash(ByteString.copyFrom(hash.toByteArray()))
                        .setSizeBytes(sizeBytes)
                        .setSignature(ByteString.copyFrom(signature));
        covered.forEach((id, seq) ->
                message.addCovered(Covered.newBuilder().setDeviceId(id).setDeviceSeq(seq)));
        return message.build();
    }

    /** What a device signs that has read a snapshot and found all in it. */
    public static Signing.Message attestation(UUID vault, UUID doc, Hash hash, UUID device) {
        return new Signing.Message(Signing.Purpose.ATTEST).id(vault).id(doc).hash(hash).id(device);
    }
}
