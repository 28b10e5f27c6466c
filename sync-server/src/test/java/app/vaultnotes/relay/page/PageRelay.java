package app.vaultnotes.relay.page;

import app.vaultnotes.proto.v1.ListDevicesResponse;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.SigningDevice;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Relay;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/** A relay for browsers, and what apps do beside them. */
final class PageRelay implements AutoCloseable {

    final Relay relay;
    final String url;
    final DatabaseAddress address;
    private final HttpClient http = HttpClient.newHttpClient();

    private PageRelay(Relay relay, String url, DatabaseAddress address) {
        this.relay = relay;
        this.url = url;
        this.address = address;
    }

    static PageRelay start(Path folder) {
        int port = Addresses.port("127.0.0.1", 0);
        String url = "http://127.0.0.1:" + port + "/";
        DatabaseAddress address = TestPostgres.newRelayDatabase();
        Relay relay =
                Relay.start(
                        TestSettings.in(folder.resolve("relay"))
                                .port(port)
                                .address(Optional.of(url))
                                .on(address)
                                .backup(new BackupPlan(folder.resolve("backups"), 7))
                                .byLinksAlone()
                                .settings());
        return new PageRelay(relay, url, address);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url).resolve(path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    HttpResponse<String> post(String path, String token, String body)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Makes an account by a link. */
    Session signUp(String email, String link) throws IOException, InterruptedException {
        SignUpRequest request =
                SignUpRequest.newBuilder()
                        .setEmail(email)
                        .setPassphrase(TestRelay.PASSPHRASE)
                        .setInvitation(link.substring(link.indexOf('#') + 1))
                        .build();
        HttpResponse<String> answer = post("/v1/accounts", "", JsonFormat.printer().print(request));
        return parse(answer, Session.newBuilder()).build();
    }

    Session signIn(String email) throws IOException, InterruptedException {
        SignInRequest request =
                SignInRequest.newBuilder()
                        .setEmail(email)
                        .setPassphrase(TestRelay.PASSPHRASE)
                        .build();
        HttpResponse<String> answer = post("/v1/sessions", "", JsonFormat.printer().print(request));
        return parse(answer, Session.newBuilder()).build();
    }

    static <B extends Message.Builder> B parse(HttpResponse<String> answer, B into)
            throws InvalidProtocolBufferException {
        JsonFormat.parser().merge(answer.body(), into);
        return into;
    }

    /** Binds a device as an app does, and says what the session is then. */
    Session bind(String email) throws IOException, InterruptedException {
        Session session = signIn(email);
        String body =
                JsonFormat.printer().print(SigningDevice.random().bind(session.getAccountId()));
        return parse(post("/v1/devices", session.getAccessToken(), body), Session.newBuilder())
                .build();
    }

    ListDevicesResponse devices(String token) throws IOException, InterruptedException {
        return parse(get("/v1/devices", token), ListDevicesResponse.newBuilder()).build();
    }

    @Override
    public void close() {
        http.close();
        relay.close();
    }
}
