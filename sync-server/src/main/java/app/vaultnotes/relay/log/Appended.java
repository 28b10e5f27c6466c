package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.wire.WireId;
import java.util.UUID;

/**
 * That all records of a device up to one are durable.
 *
 * @param vault whose log they are in
 * @param device that cut them
 * @param deviceSeq the last record of the batch
 * @param firstVaultSeq where the batch's first record stands
 * @param lastVaultSeq where its last stands
 */
public record Appended(
        UUID vault, UUID device, long deviceSeq, long firstVaultSeq, long lastVaultSeq) {

    /** As it is sent. */
    public Ack toMessage() {
        return Ack.newBuilder()
                .setVaultId(WireId.text(vault))
                .setDeviceId(WireId.text(device))
                .setDeviceSeq(deviceSeq)
                .setFirstVaultSeq(firstVaultSeq)
                .setLastVaultSeq(lastVaultSeq)
                .build();
    }
}
