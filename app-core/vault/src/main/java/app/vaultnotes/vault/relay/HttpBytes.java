package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.BlobState;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;

/** Bytes of attachments over REST. */
final class HttpBytes implements RelayBytes {

    private static final MediaType BYTES = MediaType.get("application/octet-stream");
    private static final int STATE_BYTES = 1 << 10;

    private final RelayAddress relay;
    private final Causes causes;
    private final HttpCalls calls;
    private final OkHttpClient http;

    HttpBytes(RelayAddress relay, Causes causes, HttpCalls calls, OkHttpClient http) {
        this.relay = relay;
        this.causes = causes;
        this.calls = calls;
        // Large ones take as long as they take; while something moves, it goes on.
        this.http = http.newBuilder().callTimeout(Duration.ZERO).build();
    }

    private HttpUrl.Builder url(Blob blob) {
        return relay.url()
                .newBuilder()
                .addPathSegments("v1/vaults")
                .addPathSegment(blob.vault())
                .addPathSegment("blobs")
                .addPathSegment(blob.hash());
    }

    private static Request.Builder call(HttpUrl url, String accessToken) {
        return new Request.Builder().url(url).header("Authorization", "Bearer " + accessToken);
    }

    @Override
    public BlobState put(Blob blob, long offset, Source bytes, String accessToken) {
        HttpUrl url =
                url(blob)
                        .addQueryParameter("size_bytes", Long.toString(blob.sizeBytes()))
                        .addQueryParameter("offset", Long.toString(offset))
                        .build();
        Request request =
                call(url, accessToken)
                        .header("Accept", HttpCalls.PROTOBUF)
                        .put(new Rest(bytes, offset, blob.sizeBytes() - offset))
                        .build();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() != 200) {
                throw calls.refusal(response);
            }
            return BlobState.parseFrom(bytes(response, STATE_BYTES));
        } catch (InvalidProtocolBufferException e) {
            throw Causes.silent("What the relay answered cannot be read.", e);
        } catch (IOException e) {
            throw causes.failure(e);
        }
    }

    @Override
    public byte[] get(Blob blob, long offset, int lengthBytes, String accessToken) {
        Request request =
                call(url(blob).build(), accessToken)
                        .header("Range", "bytes=" + offset + "-" + (offset + lengthBytes - 1))
                        .header("Accept", BYTES + ", " + HttpCalls.PROTOBUF)
                        .build();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() != 200 && response.code() != 206) {
                throw calls.refusal(response);
            }
            return bytes(response, lengthBytes);
        } catch (IOException e) {
            throw causes.failure(e);
        }
    }

    private static byte[] bytes(Response response, int most) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(most + 1L)) {
            throw Causes.silent("The relay sent more than " + most + " bytes.", null);
        }
        return source.readByteArray();
    }

    /** What follows an offset; read as it is sent. */
    private static final class Rest extends RequestBody {
        private final Source bytes;
        private final long offset;
        private final long length;

        Rest(Source bytes, long offset, long length) {
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public MediaType contentType() {
            return BYTES;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (InputStream in = bytes.open()) {
                in.skipNBytes(offset);
                sink.write(Okio.source(in), length);
            }
        }
    }
}
