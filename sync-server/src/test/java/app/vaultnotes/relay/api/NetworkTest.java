package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.TestRelay;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of an address are those of whoever has it. */
class NetworkTest {

    private static final int CALLS = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:db8:0:7::1",
                "2001:db8::7:0:0:0:1",
                "[2001:db8:0:7::1]",
                "2001:DB8:0:7:ffff:ffff:ffff:ffff",
                "2001:db8:0:7::192.0.2.1"
            })
    void allAddressesOfANetworkAreOne(String address) throws Exception {
        assertEquals(Network.of("2001:db8:0:7::"), Network.of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:0:8::1", "2001:db9:0:7::1", "::1", "192.0.2.1", "", "x::y"})
    void othersAreOthers(String address) {
        assertNotEquals(Network.of("2001:db8:0:7::1"), Network.of(address));
    }

    @Test
    void addressesOfTheOlderKindStandEachForThemselves() throws Exception {
        assertEquals("192.0.2.1", Network.of("192.0.2.1"));
        assertEquals("192.0.2.1", Network.of("::ffff:192.0.2.1"));
        assertEquals("192.0.2.2", Network.of(InetAddress.ofLiteral("192.0.2.2")));
        assertEquals("no address", Network.of("no address"));
    }

    @Test
    void whoTakesAnotherAddressOfTheSameNetworkIsLimitedAllTheSame() {
        Limits.Rate rate = new Limits.Rate(CALLS, CALLS);
        Limits limits = new Limits(rate, new Limits.Rate(1_000, 1_000), rate);
        for (int i = 0; i < CALLS; i++) {
            limits.takeOpen("2001:db8:0:7::" + i);
        }
        TestRelay.refuses(ErrorCode.RATE_LIMITED, () -> limits.takeOpen("2001:db8:0:7:5::1"));
        limits.takeOpen("2001:db8:0:8::1");
    }
}
