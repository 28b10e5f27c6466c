package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Covered;
import app.vaultnotes.proto.v1.Received;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.Statement;
import com.google.protobuf.ByteString;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a device says of a snapshot and of what it has. */
class SignedStatementsTest {

    private final Cutting cutting = new Cutting(1);

    private Snapshot snapshot() {
        SortedMap<String, Long> covered = new TreeMap<>();
        covered.put(WireId.text(cutting.device), 7L);
        covered.put(WireId.text(cutting.id()), 3L);
        Hash hash = Hash.of(new byte[10]);
        return new SignedSnapshot(
                        cutting.vault, cutting.id(), cutting.device, hash, 10, covered, new byte[0])
                .sign(cutting.privateKey)
                .toMessage();
    }

    private boolean isSigned(Snapshot.Builder message) {
        return SignedSnapshot.parse(message.build()).isSignedBy(cutting.publicKey);
    }

    @Test
    void allThatASnapshotSaysIsSigned() {
        Snapshot said = snapshot();
        String other = WireId.text(cutting.id());
        assertTrue(isSigned(said.toBuilder()));
        assertFalse(isSigned(said.toBuilder().setVaultId(other)));
        assertFalse(isSigned(said.toBuilder().setDocId(other)));
        assertFalse(isSigned(said.toBuilder().setDeviceId(other)));
        assertFalse(isSigned(said.toBuilder().setSizeBytes(11)));
        assertFalse(isSigned(said.toBuilder().setHash(ByteString.copyFrom(new byte[32]))));
        assertFalse(isSigned(said.toBuilder().removeCovered(1)));
        Covered.Builder more = said.getCovered(0).toBuilder().setDeviceSeq(8);
        assertFalse(isSigned(said.toBuilder().setCovered(0, more)));
        assertFalse(isSigned(said.toBuilder().setSignature(ByteString.EMPTY)));
        // The relay says these.
        assertTrue(isSigned(said.toBuilder().setAttested(true).setCoveredVaultSeq(9)));
    }

    @Test
    void aSnapshotThatBreaksARuleIsRefused() {
        Snapshot said = snapshot();
        refused(said.toBuilder().setSizeBytes(0));
        refused(said.toBuilder().setSizeBytes(WireLimits.SNAPSHOT_BYTES + 1L));
        refused(said.toBuilder().clearCovered());
        refused(said.toBuilder().addCovered(said.getCovered(0)));
        refused(said.toBuilder().setCovered(0, said.getCovered(0).toBuilder().setDeviceSeq(0)));
        refused(said.toBuilder().setHash(ByteString.copyFrom(new byte[31])));
        refused(said.toBuilder().setDocId("x"));
        Snapshot.Builder many = said.toBuilder().clearCovered();
        for (int i = 0; i <= WireLimits.DEVICES_NAMED; i++) {
            many.addCovered(
                    Covered.newBuilder().setDeviceId(WireId.text(cutting.id())).setDeviceSeq(1));
        }
        refused(many);
    }

    private static void refused(Snapshot.Builder message) {
        assertThrows(WireException.class, () -> SignedSnapshot.parse(message.build()));
    }

    private Statement statement() {
        SortedMap<String, SignedStatement.UpTo> received = new TreeMap<>();
        received.put(WireId.text(cutting.id()), new SignedStatement.UpTo(5, Hash.of(new byte[1])));
        return new SignedStatement(cutting.vault, cutting.device, 2, received, new byte[0])
                .sign(cutting.privateKey)
                .toMessage();
    }

    private boolean isSigned(Statement.Builder message) {
        return SignedStatement.parse(message.build()).isSignedBy(cutting.publicKey);
    }

    @Test
    void allThatAStatementSaysIsSigned() {
        Statement said = statement();
        String other = WireId.text(cutting.id());
        Received received = said.getReceived(0);
        assertTrue(isSigned(said.toBuilder()));
        assertEquals(said, SignedStatement.parse(said).toMessage());
        assertFalse(isSigned(said.toBuilder().setVaultId(other)));
        assertFalse(isSigned(said.toBuilder().setDeviceId(other)));
        assertFalse(isSigned(said.toBuilder().setNumber(3)));
        assertFalse(isSigned(said.toBuilder().clearReceived()));
        assertFalse(
                isSigned(said.toBuilder().setReceived(0, received.toBuilder().setDeviceSeq(6))));
        ByteString hash = ByteString.copyFrom(new byte[32]);
        assertFalse(isSigned(said.toBuilder().setReceived(0, received.toBuilder().setHash(hash))));
    }

    @Test
    void aStatementThatBreaksARuleIsRefused() {
        Statement said = statement();
        Received received = said.getReceived(0);
        refused(said.toBuilder().setNumber(0));
        refused(said.toBuilder().addReceived(received));
        refused(said.toBuilder().setReceived(0, received.toBuilder().setDeviceSeq(-1)));
        refused(said.toBuilder().setReceived(0, received.toBuilder().clearHash()));
        refused(said.toBuilder().setVaultId(""));
    }

    private static void refused(Statement.Builder message) {
        assertThrows(WireException.class, () -> SignedStatement.parse(message.build()));
    }
}
