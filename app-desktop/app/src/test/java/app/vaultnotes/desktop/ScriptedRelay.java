package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.DeviceChallengeResponse;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.ListDevicesResponse;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.ListVaultsResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.Relay;
import app.vaultnotes.proto.v1.RevokeTokenResponse;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.Vault;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a relay answers to calls of one account, on this machine alone. It has no log: to whoever
 * wants to sync it is not there. The relay itself is tested with real vaults where it is built.
 */
final class ScriptedRelay implements AutoCloseable {

    static final String EMAIL = "ann@example.org";
    static final String PASSPHRASE = "seven grey herons wade upstream";
    static final Id ACCOUNT = Id.random();

    private static final int NONCE_BYTES = 32;
    private static final long LIFETIME_MILLIS = 600_000;

    private final HttpServer server;

    /** What was asked, as {@code VERB path}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile Role other = Role.EDITOR;

    ScriptedRelay() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String what = call.getRequestMethod() + " " + call.getRequestURI().getPath();
        asked.add(what);
        Message message = answer(what, body);
        int status = message instanceof Error error ? status(error) : 200;
        byte[] bytes = message.toByteArray();
        call.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private static int status(Error error) {
        return error.getCode() == ErrorCode.WRONG_CREDENTIALS ? 401 : 503;
    }

    private Message answer(String what, byte[] body) throws IOException {
        if (what.equals("GET /v1/relay")) {
            return Relay.newBuilder().setName("attic").build();
        }
        if (what.equals("POST /v1/sessions")) {
            boolean isRight = SignInRequest.parseFrom(body).getPassphrase().equals(PASSPHRASE);
            return isRight ? session() : error(ErrorCode.WRONG_CREDENTIALS);
        }
        if (what.endsWith("/challenge")) {
            return DeviceChallengeResponse.newBuilder()
                    .setNonce(ByteString.copyFrom(new byte[NONCE_BYTES]))
                    .build();
        }
        if (what.equals("POST /v1/devices") || what.endsWith("/sessions")) {
            return session();
        }
        return what.startsWith("GET ") ? lists(what) : changes(what, body);
    }

    private Message lists(String what) {
        if (what.equals("GET /v1/devices")) {
            return ListDevicesResponse.newBuilder()
                    .addDevices(
                            Device.newBuilder()
                                    .setDeviceId(Id.random().toString())
                                    .setName("A phone that was lost")
                                    .setKind(DeviceKind.PHONE)
                                    .setLastSeenMillis(1))
                    .build();
        }
        if (what.endsWith("/members")) {
            return ListMembersResponse.newBuilder()
                    .addMembers(member(ACCOUNT.toString(), EMAIL, Role.OWNER))
                    .addMembers(member("other", "tomas@example.org", other))
                    .build();
        }
        return what.equals("GET /v1/vaults")
                ? ListVaultsResponse.getDefaultInstance()
                : error(ErrorCode.UNAVAILABLE);
    }

    private static Member member(String account, String email, Role role) {
        return Member.newBuilder().setAccountId(account).setEmail(email).setRole(role).build();
    }

    private Message changes(String what, byte[] body) throws IOException {
        if (what.equals("POST /v1/vaults")) {
            return Vault.getDefaultInstance();
        }
        if (what.equals("POST /v1/session/revoke")) {
            return RevokeTokenResponse.getDefaultInstance();
        }
        if (what.endsWith("/invitations")) {
            return Invitation.newBuilder()
                    .setRole(InviteRequest.parseFrom(body).getRole())
                    .setExpiresMillis(1)
                    .setLink(address() + "/join#" + "MsGnTL-_".repeat(4))
                    .build();
        }
        if (what.endsWith("/role")) {
            other = SetRoleRequest.parseFrom(body).getRole();
            return Member.getDefaultInstance();
        }
        return error(ErrorCode.UNAVAILABLE);
    }

    private static Session session() {
        return Session.newBuilder()
                .setAccessToken("token")
                .setAccessLifetimeMillis(LIFETIME_MILLIS)
                .setRefreshToken("refresh")
                .setAccountId(ACCOUNT.toString())
                .build();
    }

    private static Error error(ErrorCode code) {
        return Error.newBuilder().setCode(code).setMessage("The script has no more.").build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
