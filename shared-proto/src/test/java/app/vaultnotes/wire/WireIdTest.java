package app.vaultnotes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireIdTest {

    /** RFC 4648: the bytes 0 to 15, as other programs write them. */
    @Test
    void isBase32AsElsewhere() {
        UUID id = new UUID(0x0001020304050607L, 0x08090a0b0c0d0e0fL);
        assertEquals("aaaqeayeaudaocajbifqydiob4", WireId.text(id));
        assertEquals(id, WireId.parse("it", "aaaqeayeaudaocajbifqydiob4"));
        UUID ones = new UUID(-1, -1);
        assertEquals("77777777777777777777777774", WireId.text(ones));
    }

    @Test
    void comesBackAsItWas() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertEquals(id, WireId.parse("it", WireId.text(id)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "aaaqeayeaudaocajbifqydiob",
                "aaaqeayeaudaocajbifqydiob4a",
                "AAAQEAYEAUDAOCAJBIFQYDIOB4",
                "aaaqeayeaudaocajbifqydiob1",
                "aaaqeayeaudaocajbifqydiob5",
                "aaaqeayeaudaocajbifqydio\u00e94"
            })
    void anythingElseIsRefused(String text) {
        WireException refused =
                assertThrows(WireException.class, () -> WireId.parse("a device", text));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("a device "));
    }
}
