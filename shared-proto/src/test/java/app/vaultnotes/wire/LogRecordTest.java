package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogRecordTest {

    private static final UUID VAULT = new UUID(1, 2);
    private static final UUID DOC = new UUID(3, 4);
    private static final UUID DEVICE = new UUID(5, 6);
    private static final LogRecord.Place FIRST =
            new LogRecord.Place(VAULT, DOC, DEVICE, 1, Hash.NONE);

    /** What relays have stored must stay readable for good. */
    @Test
    void theBytesAreFrozen() {
        LogRecord first = LogRecord.cut(FIRST, LogRecord.Kind.CHANGES, 0, new byte[] {9, 8, 7});
        String zeros = "00".repeat(32);
        assertEquals(
                "564e5231"
                        + "01"
                        + "00"
                        + "00000000000000010000000000000002"
                        + "00000000000000030000000000000004"
                        + "00000000000000050000000000000006"
                        + "0000000000000001"
                        + zeros
                        + "00000003"
                        + "090807",
                HexFormat.of().formatHex(first.toByteArray()));
        assertEquals(
                "52d62219910e2438d9fb5c514f30318a62fbc6374d1612e634e35a75cdef607a",
                first.hash().toString());
    }

    @Test
    void itComesBackAsItWas() {
        Cutting cutting = new Cutting(1);
        for (LogRecord cut : cutting.next(200, 300)) {
            LogRecord read = LogRecord.parse(cut.toByteArray());
            assertEquals(cut.hash(), read.hash());
            assertEquals(cutting.vault, read.vault());
            assertEquals(cut.doc(), read.doc());
            assertEquals(cutting.device, read.device());
            assertEquals(cut.deviceSeq(), read.deviceSeq());
            assertEquals(cut.previous(), read.previous());
            assertArrayEquals(cut.payload(), read.payload());
            assertEquals(LogRecord.HEADER_BYTES + 300, read.size());
        }
    }

    @Test
    void aSealedTombstoneComesBack() {
        LogRecord.Place second = new LogRecord.Place(VAULT, DOC, DEVICE, 2, Hash.of(new byte[1]));
        LogRecord cut = LogRecord.cut(second, LogRecord.Kind.TOMBSTONE, 1, new byte[0]);
        LogRecord read = LogRecord.parse(cut.toByteArray());
        assertEquals(LogRecord.Kind.TOMBSTONE, read.kind());
        assertEquals(1, read.sealing());
    }

    /** A changed bit is refused, or makes another record, so that a signature does not fit it. */
    @Test
    void everyBitCounts() {
        byte[] bytes = new Cutting(2).next(50).toByteArray();
        Hash hash = LogRecord.parse(bytes.clone()).hash();
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertNotEquals(hash, LogRecord.parse(changed).hash());
            } catch (WireException refused) {
                assertNotEquals("", refused.getMessage());
            }
        }
    }

    @Test
    void aRecordThatIsCutOffOrGoesOnIsRefused() {
        byte[] bytes = new Cutting(3).next(50).toByteArray();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(WireException.class, () -> LogRecord.parse(cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(WireException.class, () -> LogRecord.parse(longer));
    }

    @Test
    void whatNoDeviceCutsIsRefused() {
        byte[] one = {1};
        LogRecord.Kind changes = LogRecord.Kind.CHANGES;
        LogRecord.Place zeroth = new LogRecord.Place(VAULT, DOC, DEVICE, 0, Hash.NONE);
        LogRecord.Place orphan = new LogRecord.Place(VAULT, DOC, DEVICE, 2, Hash.NONE);
        LogRecord.Place born = new LogRecord.Place(VAULT, DOC, DEVICE, 1, Hash.of(one));
        byte[] tooLong = new byte[WireLimits.PAYLOAD_BYTES + 1];
        assertThrows(WireException.class, () -> LogRecord.cut(zeroth, changes, 0, one));
        assertThrows(WireException.class, () -> LogRecord.cut(orphan, changes, 0, one));
        assertThrows(WireException.class, () -> LogRecord.cut(born, changes, 0, one));
        assertThrows(WireException.class, () -> LogRecord.cut(FIRST, changes, 128, one));
        assertThrows(WireException.class, () -> LogRecord.cut(FIRST, changes, 0, new byte[0]));
        assertThrows(WireException.class, () -> LogRecord.cut(FIRST, changes, 0, tooLong));
        byte[] longest = new byte[WireLimits.PAYLOAD_BYTES];
        assertEquals(LogRecord.MAX_BYTES, LogRecord.cut(FIRST, changes, 0, longest).size());
    }
}
