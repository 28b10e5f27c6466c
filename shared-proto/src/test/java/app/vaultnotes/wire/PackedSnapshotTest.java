package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.proto.v1.DocumentKind;
import app.vaultnotes.proto.v1.Payload;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A snapshot comes out as it went in, and nothing else does. */
class PackedSnapshotTest {

    private static final long SEED = 11;

    private static Payload payload(int bytes, boolean isNoise) {
        byte[] document = new byte[bytes];
        if (isNoise) {
            new Random(SEED).nextBytes(document);
        }
        return Payload.newBuilder()
                .setKind(DocumentKind.NOTE)
                .setDocument(ByteString.copyFrom(document))
                .build();
    }

    @Test
    void itComesOutAsItWentIn() {
        Payload payload = payload(100_000, true);
        assertEquals(payload, PackedSnapshot.unpack(PackedSnapshot.pack(payload)));
    }

    @Test
    void otherBytesAreRefused() {
        byte[] bytes = PackedSnapshot.pack(payload(1_000, true));
        assertThrows(WireException.class, () -> PackedSnapshot.unpack(new byte[0]));
        assertThrows(WireException.class, () -> PackedSnapshot.unpack(new byte[] {1}));
        byte[] short1 = Arrays.copyOf(bytes, bytes.length - 1);
        assertThrows(WireException.class, () -> PackedSnapshot.unpack(short1));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(WireException.class, () -> PackedSnapshot.unpack(longer));
        bytes[0] = 2;
        assertThrows(WireException.class, () -> PackedSnapshot.unpack(bytes));
    }

    @Test
    void whatIsTooLargeIsRefused() {
        Payload noise = payload(WireLimits.SNAPSHOT_BYTES, true);
        assertThrows(WireException.class, () -> PackedSnapshot.pack(noise));
        Payload bomb = payload(WireLimits.INFLATED_BYTES, false);
        assertThrows(WireException.class, () -> PackedSnapshot.pack(bomb));
    }
}
