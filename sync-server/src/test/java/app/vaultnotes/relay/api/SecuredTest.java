package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetRelayRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.ListDevicesRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.SigningDevice;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.vault.relay.Line;
import app.vaultnotes.vault.relay.Patience;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayCalls;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.RelayIdentity;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.relay.UntrustedCertificate;
import app.vaultnotes.vault.relay.Way;
import app.vaultnotes.wire.Routes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An app and a relay with a certificate of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredTest {

    private static final String OTHER =
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private final AppThreads threads = new AppThreads();
    private Relay relay;
    private Certificate certificate;
    private RelayAddress address;

    @BeforeAll
    void start(@TempDir Path folder) {
        // For a name that it is not reached by: people look at the fingerprint.
        certificate = Certificate.own(folder.resolve("certificate"), List.of("relay.example"));
        relay =
                Relay.start(
                        TestSettings.in(folder.resolve("relay"))
                                .on(TestPostgres.newRelayDatabase())
                                .listening(
                                        new WebServer.Listening(
                                                "127.0.0.1", 0, Optional.of(certificate.tls())))
                                .settings());
        address = RelayAddress.parse("127.0.0.1:" + relay.port());
    }

    @AfterAll
    void stop() {
        relay.close();
        threads.close();
    }

    private RelayClient client(Trust trust) {
        return new RelayClient(address, trust, threads.executor, threads.timer);
    }

    private RelayClient client() {
        return client(Trust.pinned(certificate.fingerprint()));
    }

    /** Somebody new, on a device of their own. */
    private static Session signUp(RelayCalls calls) {
        Session session =
                calls.call(
                        Routes.SIGN_UP,
                        SignUpRequest.newBuilder()
                                .setEmail(TestRelay.email())
                                .setPassphrase(TestRelay.PASSPHRASE)
                                .build(),
                        "");
        return calls.call(
                Routes.BIND_DEVICE,
                SigningDevice.random().bind(session.getAccountId()),
                session.getAccessToken());
    }

    private static Vault makeVault(RelayCalls calls, Session session) {
        return calls.call(
                Routes.CREATE_VAULT,
                CreateVaultRequest.newBuilder()
                        .setVaultId(TestRelay.id())
                        .setName("Plans")
                        .setSealing(Sealing.READABLE)
                        .build(),
                session.getAccessToken());
    }

    @Test
    void aRelayThatNobodyKnowsShowsTheFingerprintThatItPrints() {
        RelayIdentity shown = RelayIdentity.ask(address, threads.executor, threads.timer);
        assertEquals(Optional.of(certificate.fingerprint()), shown.unknownFingerprint());
        assertEquals(certificate.fingerprint(), shown.relay().getFingerprint());
        assertEquals(Trust.pinned(certificate.fingerprint()), shown.trust());
        try (RelayClient client = client(shown.trust())) {
            signUp(client.calls());
        }
    }

    @Test
    void aCertificateThatIsNotTrustedHearsNothing() {
        try (RelayClient client = client(Trust.platform())) {
            UntrustedCertificate refused =
                    assertThrows(
                            UntrustedCertificate.class,
                            () ->
                                    client.calls()
                                            .call(
                                                    Routes.GET_RELAY,
                                                    GetRelayRequest.getDefaultInstance(),
                                                    ""));
            assertEquals(certificate.fingerprint(), refused.fingerprint());
            assertEquals(Optional.empty(), refused.trusted());
        }
        Trust other = Trust.pinned(OTHER);
        try (RelayClient client = client(other)) {
            UntrustedCertificate refused =
                    assertThrows(UntrustedCertificate.class, () -> signUp(client.calls()));
            assertEquals(certificate.fingerprint(), refused.fingerprint());
            assertEquals(other.fingerprint(), refused.trusted());
            String words = String.valueOf(refused.getMessage());
            assertTrue(words.contains(certificate.fingerprint()), words);
            assertTrue(words.contains(other.fingerprint().orElseThrow()), words);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aLineIsHeldOverTlsByItsFingerprintAlone(Way way) throws Exception {
        try (RelayClient client = client();
                RelayClient wrong = client(Trust.pinned(OTHER))) {
            Session session = signUp(client.calls());
            String vault = makeVault(client.calls(), session).getVaultId();
            Ear ear = new Ear();
            try (Line line =
                    client.lines(List.of(way), Patience.USUAL)
                            .open(session.getAccessToken(), ear)) {
                ear.awaitOpened();
                line.send(
                        ToRelay.newBuilder().setOpen(Open.newBuilder().setVaultId(vault)).build());
                ear.await(ToClient::hasOpened);
            }
            Ear refused = new Ear();
            try (Line line =
                    wrong.lines(List.of(way), Patience.USUAL)
                            .open(session.getAccessToken(), refused)) {
                Error error = refused.awaitEnd();
                assertEquals(ErrorCode.ERROR_CODE_UNSPECIFIED, error.getCode());
                String words = error.getMessage();
                assertTrue(words.contains(certificate.fingerprint()), words);
                line.send(ToRelay.getDefaultInstance());
            }
        }
        threads.awaitRest();
    }

    @Test
    void callsGoByEveryVerb() {
        try (RelayClient client = client()) {
            RelayCalls calls = client.calls();
            Session session = signUp(calls);
            String token = session.getAccessToken();
            Vault vault = makeVault(calls, session);
            GetVaultRequest get =
                    GetVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build();
            assertEquals(vault, calls.call(Routes.GET_VAULT, get, token));
            Vault renamed =
                    calls.call(
                            Routes.RENAME_VAULT,
                            RenameVaultRequest.newBuilder()
                                    .setVaultId(vault.getVaultId())
                                    .setName("Trips & more")
                                    .build(),
                            token);
            assertEquals("Trips & more", renamed.getName());
            GetChangesRequest changes =
                    GetChangesRequest.newBuilder()
                            .setVaultId(vault.getVaultId())
                            .setAfterVaultSeq(7)
                            .setIncarnation(session.getIncarnation().getId())
                            .build();
            assertEquals(0, calls.call(Routes.GET_CHANGES, changes, token).getRecordsCount());
            RevokeDeviceRequest revoke =
                    RevokeDeviceRequest.newBuilder().setDeviceId(session.getDeviceId()).build();
            calls.call(Routes.REVOKE_DEVICE, revoke, token);
            RelayFailure out =
                    assertThrows(
                            RelayFailure.class,
                            () ->
                                    calls.call(
                                            Routes.LIST_DEVICES,
                                            ListDevicesRequest.getDefaultInstance(),
                                            token));
            assertEquals(ErrorCode.UNAUTHENTICATED, out.error().getCode());
        }
    }

    @Test
    void aRefusalSaysWhatTheRelaySaid() {
        try (RelayClient client = client()) {
            SignInRequest wrong =
                    SignInRequest.newBuilder()
                            .setEmail(TestRelay.email())
                            .setPassphrase("not the one")
                            .build();
            RelayFailure refused =
                    assertThrows(
                            RelayFailure.class,
                            () -> client.calls().call(Routes.SIGN_IN, wrong, ""));
            assertEquals(ErrorCode.WRONG_CREDENTIALS, refused.error().getCode());
            String words = String.valueOf(refused.getMessage());
            assertTrue(words.startsWith(refused.error().getMessage()), words);
            assertFalse(words.contains("not the one"), words);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoSpeaksAnOlderTlsIsNotSpokenTo(Way way) throws Exception {
        SslContextFactory.Server older = certificate.tls();
        older.setIncludeProtocols("TLSv1.2");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, older);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.start();
        Ear ear = new Ear();
        RelayAddress there = RelayAddress.parse("127.0.0.1:" + connector.getLocalPort());
        Trust trust = Trust.pinned(certificate.fingerprint());
        try (RelayClient client = new RelayClient(there, trust, threads.executor, threads.timer);
                Line line = client.lines(List.of(way), Patience.USUAL).open("a token", ear)) {
            String words = ear.awaitEnd().getMessage();
            assertTrue(words.contains("does not speak TLS 1.3"), words);
            line.send(ToRelay.getDefaultInstance());
        } finally {
            server.stop();
        }
    }

    @Test
    void whoSpeaksWithoutTlsIsToldThatNoRelayAnswers() {
        RelayAddress plain = RelayAddress.parse("http://127.0.0.1:" + relay.port());
        try (RelayClient client =
                new RelayClient(plain, Trust.platform(), threads.executor, threads.timer)) {
            RelayFailure refused = assertThrows(RelayFailure.class, () -> signUp(client.calls()));
            assertEquals(Error.getDefaultInstance(), refused.error());
        }
    }
}
