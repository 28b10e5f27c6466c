package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.DocumentKind;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Payload;
import app.vaultnotes.wire.PackedPayload.Part;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads come out as they went in, in one record or many, and nothing else is taken for one. */
class PackedPayloadTest {

    private static final long SEED = 5;

    private static Payload noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(SEED).nextBytes(noise);
        return Payload.newBuilder()
                .setKind(DocumentKind.NOTE)
                .addChanges(ByteString.copyFrom(noise))
                .setEditedMillis(7)
                .build();
    }

    private static List<Part> parts(Payload payload) {
        return new ArrayList<>(PackedPayload.pack(payload).stream().map(Part::parse).toList());
    }

    private static void refused(List<Part> parts) {
        assertThrows(WireException.class, () -> PackedPayload.unpack(parts));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1 << 20, 5 << 20})
    void itComesOutAsItWentIn(int bytes) {
        Payload payload = noise(bytes);
        List<byte[]> packed = PackedPayload.pack(payload);
        assertEquals(bytes < 1 << 20 ? 1 : bytes / (1 << 20) + 1, packed.size());
        assertTrue(packed.stream().allMatch(part -> part.length <= WireLimits.PAYLOAD_BYTES));
        assertEquals(payload, PackedPayload.unpack(parts(payload)));
    }

    @Test
    void whatCanBeMadeSmallerIs() {
        Payload payload =
                Payload.newBuilder().addChanges(ByteString.copyFrom(new byte[4 << 20])).build();
        List<byte[]> packed = PackedPayload.pack(payload);
        assertEquals(1, packed.size());
        assertTrue(packed.get(0).length < 1 << 14);
    }

    @Test
    void partsThatAreMissingTwiceOrOutOfOrderAreNone() {
        List<Part> all = parts(noise(3 << 20));
        refused(all.subList(0, all.size() - 1));
        refused(List.of());
        refused(Collections.nCopies(all.size(), all.get(0)));
        Collections.swap(all, 0, 1);
        refused(all);
    }

    @Test
    void aBombIsRefusedBeforeItGrows() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(new byte[] {1, 0, 0, 0, 1});
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb, deflater)) {
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1 << 20]);
            }
        } finally {
            deflater.end();
        }
        Part part = Part.parse(bomb.toByteArray());
        WireException refused =
                assertThrows(WireException.class, () -> PackedPayload.unpack(List.of(part)));
        assertEquals(ErrorCode.TOO_LARGE, refused.code());
    }

    @Test
    void bytesThatArePackedOtherwiseAreRefused() {
        byte[] good = PackedPayload.pack(noise(1_000)).get(0);
        for (int cut = 0; cut < good.length; cut += 13) {
            byte[] beginning = Arrays.copyOf(good, cut);
            assertThrows(
                    WireException.class,
                    () -> PackedPayload.unpack(List.of(Part.parse(beginning))));
        }
        refused(List.of(Part.parse(Arrays.copyOf(good, good.length + 1))));
        for (byte[] header :
                List.of(bytes(2, 0, 0, 0, 1), bytes(1, 0, 1, 0, 1), bytes(1, 0, 0, 0, 0))) {
            byte[] bad = good.clone();
            System.arraycopy(header, 0, bad, 0, header.length);
            assertThrows(WireException.class, () -> Part.parse(bad));
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void noiseIsNoPayloadAndNoCrash() {
        Random random = new Random(SEED);
        byte[] good = PackedPayload.pack(noise(300)).get(0);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                PackedPayload.unpack(List.of(Part.parse(bad)));
            } catch (WireException e) {
                assertTrue(e.getMessage() != null, "says what");
            }
        }
    }
}
