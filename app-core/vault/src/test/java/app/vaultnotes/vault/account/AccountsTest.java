package app.vaultnotes.vault.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final String FINGERPRINT = "0a".repeat(32);

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("accounts.json");
    }

    private static Account account(String relay, Trust trust) {
        return new Account(
                RelayAddress.parse(relay),
                trust,
                Id.random(),
                "ann \"the\" ä@example.org",
                Id.random(),
                List.of());
    }

    @Test
    void accountsAreRememberedOneOfEachRelay() {
        Accounts accounts = new Accounts(file());
        assertEquals(List.of(), accounts.all());
        Account first = account("relay.example.org", Trust.platform());
        Account other = account("https://192.168.1.20:8443/", Trust.pinned(FINGERPRINT));
        Account second = account("https://relay.example.org", Trust.platform());
        accounts.put(first);
        accounts.put(other);
        accounts.put(second);
        assertEquals(List.of(other, second), new Accounts(file()).all());
        accounts.remove(first);
        assertEquals(second, accounts.on(second.relay()).orElseThrow());
        assertTrue(accounts.on(second.relay(), first.id()).isEmpty());
        accounts.remove(second);
        assertEquals(List.of(other), new Accounts(file()).all());
    }

    @Test
    void devicesOfVaultsAreRememberedUpToABound() {
        Accounts accounts = new Accounts(file());
        Account account = account("relay.example.org", Trust.platform());
        accounts.put(account);
        List<Id> devices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            devices.add(Id.random());
            accounts.bound(account, devices.get(i));
        }
        accounts.bound(account, devices.get(0));
        assertEquals(
                List.of(devices.get(1), devices.get(2), devices.get(0)),
                accounts.all().get(0).vaultDevices());
        Account full = account;
        for (int i = 0; i <= Account.MOST_DEVICES; i++) {
            full = full.with(Id.random());
        }
        assertEquals(Account.MOST_DEVICES, full.vaultDevices().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "[]",
                "{\"version\":1,\"accounts\":[",
                "{\"version\":\"1\"}",
                "{\"accounts\":{}}",
                "{\"accounts\":[7]}",
                "{\"accounts\":[{}]}",
                "{\"accounts\":[{\"relay\":\"http://elsewhere.example/\",\"fingerprint\":\"\"}]}",
                "{\"accounts\":[{\"relay\":\"https://a.example/\",\"fingerprint\":\"zz\"}]}",
                "{\"accounts\":[{\"relay\":\"https://a.example/\",\"fingerprint\":\"\",\"account\":\"x\"}]}",
                "{\"x\":[[[[[[[[[[[[[[[[[["
            })
    void whatSomebodyMadeOfItIsSaidToBeDamaged(String text) throws IOException {
        Files.writeString(file(), text);
        VaultException damaged =
                assertThrows(VaultException.class, () -> new Accounts(file()).all());
        assertEquals(VaultException.Code.DAMAGED, damaged.code());
        assertTrue(
                String.valueOf(damaged.getMessage()).contains(file().toString()),
                damaged.getMessage());
    }

    @Test
    void aNewerFileIsLeftAloneAndUnknownWordsArePassedOver() throws IOException {
        Files.writeString(file(), "{\"version\":2,\"accounts\":[]}");
        VaultException newer = assertThrows(VaultException.class, () -> new Accounts(file()).all());
        assertEquals(VaultException.Code.NEWER_FORMAT, newer.code());
        Files.writeString(file(), "{\"later\":{\"a\":[1]},\"version\":1,\"accounts\":[]}");
        assertEquals(List.of(), new Accounts(file()).all());
        Files.writeString(file(), " ".repeat((1 << 20) + 1));
        assertThrows(VaultException.class, () -> new Accounts(file()).all());
    }

    @Test
    void aLinkIsARelayAndASecretThatIsNotShown() {
        String secret = "MsGnTL-_".repeat(4);
        InvitationLink link = InvitationLink.parse(" https://relay.example:8443/join#" + secret);
        assertEquals(RelayAddress.parse("relay.example:8443"), link.relay());
        assertEquals(secret, link.secret());
        assertTrue(!link.toString().contains(secret), link.toString());
        assertEquals(link, InvitationLink.parse("https://relay.example:8443/reset#" + secret));
        for (String none : List.of("", "https://relay.example/join", "relay#", "a/join#short")) {
            assertThrows(VaultException.class, () -> InvitationLink.parse(none), none);
        }
        String plain = "http://relay.example/join#" + secret;
        assertThrows(RelayFailure.class, () -> InvitationLink.parse(plain));
    }
}
