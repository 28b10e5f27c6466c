package app.vaultnotes.vault.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people type them, and fingerprints. */
class RelayAddressTest {

    @ParameterizedTest
    @CsvSource({
        "relay.example.org, https://relay.example.org/",
        "'  Relay.Example.ORG/ ', https://relay.example.org/",
        "https://relay.example.org, https://relay.example.org/",
        "HTTPS://relay.example.org:443/, https://relay.example.org/",
        "relay.example.org:8443, https://relay.example.org:8443/",
        "192.168.1.20:8443, https://192.168.1.20:8443/",
        "[::1]:8443, https://[::1]:8443/",
        "bücher.example, https://xn--bcher-kva.example/",
        "http://localhost:8080, http://localhost:8080/",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/",
        "http://[::1]:8080, http://[::1]:8080/"
    })
    void whatPeopleTypeHasOneForm(String typed, String form) {
        RelayAddress address = RelayAddress.parse(typed);
        assertEquals(form, address.toString());
        assertEquals(address, RelayAddress.parse(form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "relay example",
                "https://",
                "ftp://relay.example.org",
                "javascript:alert(1)",
                "relay.example.org:99999",
                "relay.example.org:0",
                "relay.example.org/path",
                "https://relay.example.org/join#s3cret",
                "https://relay.example.org/?a=b",
                "https://ann:s3cret@relay.example.org/",
                "relay.example.org\u0000",
                "re\nlay.example.org"
            })
    void whatIsNoAddressIsRefusedWithoutRepeatingSecrets(String typed) {
        RelayFailure refused = assertThrows(RelayFailure.class, () -> RelayAddress.parse(typed));
        String words = String.valueOf(refused.getMessage());
        assertFalse(words.contains("s3cret"), words);
    }

    @Test
    void aTextOfAnyLengthIsRefused() {
        assertThrows(RelayFailure.class, () -> RelayAddress.parse("a".repeat(100_000)));
    }

    @Test
    void withoutTlsARelayIsReachedOnThisMachineOrWhenSomebodyAllowsIt() {
        for (String typed :
                new String[] {
                    "http://relay.example.org",
                    "http://192.168.1.20",
                    "http://127.0.0.1.example.org",
                    "http://localhost.example.org",
                    "http://0.0.0.0"
                }) {
            RelayFailure refused =
                    assertThrows(RelayFailure.class, () -> RelayAddress.parse(typed));
            assertTrue(String.valueOf(refused.getMessage()).contains("https://"), typed);
            assertFalse(RelayAddress.parseAllowingPlain(typed).secure());
        }
        assertTrue(RelayAddress.parseAllowingPlain("relay.example.org").secure());
    }

    @Test
    void aFingerprintIsReadAsPeopleTypeIt() {
        String spelled = "0A:" + "FF:".repeat(30) + "01";
        assertEquals(Optional.of(spelled), Trust.pinned(spelled).fingerprint());
        String typed = " 0a " + "ff".repeat(30) + ":01 ";
        assertEquals(Optional.of(spelled), Trust.pinned(typed).fingerprint());
        for (String none : new String[] {"", "0A:FF", "0A:" + "GG:".repeat(30) + "01"}) {
            assertThrows(RelayFailure.class, () -> Trust.pinned(none));
        }
        Optional<String> misspelled = Optional.of("0a" + "ff".repeat(30) + "01");
        assertThrows(IllegalArgumentException.class, () -> new Trust(misspelled));
    }
}
