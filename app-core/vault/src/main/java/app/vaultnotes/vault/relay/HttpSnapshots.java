package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPage;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Snapshots over REST: their bytes as they are, what describes them in a header. */
final class HttpSnapshots implements RelaySnapshots {

    private static final String DESCRIPTION = "Vaultnotes-Snapshot";
    private static final MediaType BYTES = MediaType.get("application/octet-stream");
    private static final int STATE_BYTES = 1 << 20;

    private final RelayAddress relay;
    private final Causes causes;
    private final HttpCalls calls;
    private final OkHttpClient http;

    HttpSnapshots(RelayAddress relay, Causes causes, HttpCalls calls, OkHttpClient http) {
        this.relay = relay;
        this.causes = causes;
        this.calls = calls;
        // Large ones take as long as they take; while something moves, it goes on.
        this.http = http.newBuilder().callTimeout(Duration.ZERO).build();
    }

    private interface Reading<T> {
        T of(Response response) throws IOException;
    }

    private <T> T call(Request.Builder request, String accessToken, Reading<T> reading) {
        Request call = request.header("Authorization", "Bearer " + accessToken).build();
        try (Response response = http.newCall(call).execute()) {
            return reading.of(response);
        } catch (IOException e) {
            throw causes.failure(e);
        }
    }

    private HttpUrl.Builder url(String vault) {
        return relay.url()
                .newBuilder()
                .addPathSegments("v1/vaults")
                .addPathSegment(vault)
                .addPathSegment("snapshots");
    }

    @Override
    public List<Snapshot> list(String vault, String afterDocument, String accessToken) {
        HttpUrl.Builder url = url(vault);
        if (!afterDocument.isEmpty()) {
            url.addQueryParameter("after_doc_id", afterDocument);
        }
        Request.Builder request =
                new Request.Builder().url(url.build()).header("Accept", HttpCalls.PROTOBUF);
        SnapshotPage empty = SnapshotPage.getDefaultInstance();
        return call(request, accessToken, response -> calls.page(response, empty))
                .getSnapshotsList();
    }

    private Request.Builder toGet(Which which) {
        HttpUrl.Builder url = url(which.vault()).addPathSegment(which.document());
        if (which.attested()) {
            url.addQueryParameter("attested", "true");
        }
        return new Request.Builder()
                .url(url.build())
                .header("Accept", BYTES + ", " + HttpCalls.PROTOBUF);
    }

    @Override
    public Optional<Snapshot> describe(Which which, String accessToken) {
        try {
            return call(toGet(which), accessToken, this::described); // and leaves the bytes
        } catch (RelayFailure e) {
            if (e.error().getCode() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Snapshot> described(Response response) throws IOException {
        return Optional.of(description(response));
    }

    private Snapshot description(Response response) {
        if (response.code() != 200) {
            throw calls.refusal(response);
        }
        String header = response.header(DESCRIPTION, "");
        try {
            return Snapshot.parseFrom(Base64.getDecoder().decode(header));
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            throw Causes.silent("The relay sent a snapshot without saying of what it is.", e);
        }
    }

    @Override
    public Got get(Which which, String accessToken) {
        return call(
                toGet(which),
                accessToken,
                response -> {
                    Snapshot description = description(response);
                    long size = Math.min(description.getSizeBytes(), WireLimits.SNAPSHOT_BYTES);
                    return new Got(description, bytes(response, Math.max(0, size)));
                });
    }

    private static byte[] bytes(Response response, long most) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(most + 1)) {
            throw Causes.silent("The relay sent more than " + most + " bytes.", null);
        }
        return source.readByteArray();
    }

    @Override
    public Snapshot put(Snapshot description, byte[] bytes, String accessToken) {
        HttpUrl url = url(description.getVaultId()).addPathSegment(description.getDocId()).build();
        Request.Builder request =
                new Request.Builder()
                        .url(url)
                        .header("Accept", HttpCalls.PROTOBUF)
                        .header(
                                DESCRIPTION,
                                Base64.getEncoder().encodeToString(description.toByteArray()))
                        .put(RequestBody.create(bytes, BYTES));
        return call(
                request,
                accessToken,
                response -> {
                    if (response.code() != 200) {
                        throw calls.refusal(response);
                    }
                    try {
                        return Snapshot.parseFrom(bytes(response, STATE_BYTES));
                    } catch (InvalidProtocolBufferException e) {
                        throw Causes.silent("What the relay answered cannot be read.", e);
                    }
                });
    }
}
