package app.vaultnotes.relay.api;

import static app.vaultnotes.wire.Route.Verb.GET;
import static app.vaultnotes.wire.Route.Verb.PUT;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetHistoryRequest;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.ListSnapshotsRequest;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.content.Blobs;
import app.vaultnotes.relay.content.Snapshots;
import app.vaultnotes.wire.Routes;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What over gRPC is a stream, over REST: a page of records at a time, and bytes as bytes. */
final class RestStreams {

    static final String EXPORT = "/v1/account/export";
    static final String HISTORY = "/v1/vaults/{vault_id}/documents/{doc_id}/history";
    static final String SNAPSHOTS = "/v1/vaults/{vault_id}/snapshots";
    static final String SNAPSHOT = "/v1/vaults/{vault_id}/snapshots/{doc_id}";
    static final String BLOB = "/v1/vaults/{vault_id}/blobs/{hash}";

    /** A Snapshot message, binary, as Base64. */
    private static final String DESCRIPTION = "Vaultnotes-Snapshot";

    /** What servers and proxies take of a header; some 200 devices that are covered. */
    private static final int DESCRIPTION_CHARACTERS = 12_000;

    private static final long APPEND_SECONDS = 30;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,15})-(\\d{0,15})");

    private final Gate gate;
    private final RestCalls calls;
    private final SyncStreams streams;
    private final Blobs blobs;
    private final Snapshots snapshots;
    private final Exports exports;

    RestStreams(Gate gate, RestCalls calls, Services services) {
        this.gate = gate;
        this.calls = calls;
        streams = services.streams();
        blobs = services.blobs();
        snapshots = services.snapshots();
        exports = services.exports();
    }

    void add(RoutesConfig routes) {
        var export = AuthServiceGrpc.getExportAccountMethod();
        calls.add(routes, Routes.GET_CHANGES, this::changes);
        calls.add(routes, Routes.SEND_CHANGES, this::append);
        calls.add(routes, GET, EXPORT, export, this::export);
        calls.add(routes, GET, HISTORY, SyncServiceGrpc.getGetHistoryMethod(), this::history);
        addSnapshots(routes);
        calls.add(routes, PUT, BLOB, BlobServiceGrpc.getPutMethod(), this::putBlob);
        calls.add(routes, GET, BLOB, BlobServiceGrpc.getGetMethod(), this::getBlob);
    }

    private void addSnapshots(RoutesConfig routes) {
        var list = SyncServiceGrpc.getListSnapshotsMethod();
        calls.add(routes, GET, SNAPSHOTS, list, this::listSnapshots);
        calls.add(routes, GET, SNAPSHOT, SyncServiceGrpc.getGetSnapshotMethod(), this::snapshot);
        calls.add(routes, PUT, SNAPSHOT, SyncServiceGrpc.getPutSnapshotMethod(), this::putSnapshot);
    }

    private Caller caller(Context context) {
        return gate.enter(RestCalls.present(context));
    }

    private void changes(Context context) throws IOException {
        Caller caller = caller(context);
        GetChangesRequest request =
                RestCalls.request(context, GetChangesRequest.getDefaultInstance());
        RestCalls.answer(context, streams.page(caller, request));
    }

    private void append(Context context) throws IOException, InterruptedException {
        Caller caller = caller(context);
        Batch batch = calls.largeRequest(context, caller, Batch.getDefaultInstance());
        try {
            Ack ack = streams.append(caller, batch).get(APPEND_SECONDS, TimeUnit.SECONDS);
            RestCalls.answer(context, ack);
        } catch (ExecutionException e) {
            throw RelayException.of(e);
        } catch (TimeoutException e) {
            throw RelayException.unavailable("The log did not answer in time.");
        }
    }

    private void export(Context context) throws IOException {
        exports.write(
                caller(context),
                () ->
                        context.contentType("application/zip")
                                .header("Cache-Control", "no-store")
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename=\"account.zip\"")
                                .outputStream());
    }

    private void history(Context context) {
        Caller caller = caller(context);
        GetHistoryRequest request =
                RestCalls.request(context, GetHistoryRequest.getDefaultInstance());
        RestCalls.answer(context, streams.historyPage(caller, request));
    }

    private void listSnapshots(Context context) {
        Caller caller = caller(context);
        ListSnapshotsRequest request =
                RestCalls.request(context, ListSnapshotsRequest.getDefaultInstance());
        RestCalls.answer(context, streams.snapshotPage(caller, request));
    }

    private void putSnapshot(Context context) throws IOException {
        Caller caller = caller(context);
        Snapshot description =
                description(context).toBuilder()
                        .setVaultId(context.pathParam("vault_id"))
                        .setDocId(context.pathParam("doc_id"))
                        .build();
        RestCalls.answer(context, snapshots.put(caller, description, context.bodyInputStream()));
    }

    private static Snapshot description(Context context) {
        String header = context.header(DESCRIPTION);
        if (header == null || header.length() > DESCRIPTION_CHARACTERS) {
            throw RelayException.invalid(
                    "The header %s describes the bytes, in at most %d characters."
                            .formatted(DESCRIPTION, DESCRIPTION_CHARACTERS));
        }
        try {
            return Snapshot.parseFrom(Base64.getDecoder().decode(header));
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            throw RelayException.invalid("The header " + DESCRIPTION + " is no Snapshot message.");
        }
    }

    private void snapshot(Context context) {
        Caller caller = caller(context);
        Snapshots.Opened opened =
                snapshots.open(
                        caller,
                        RestCalls.request(context, GetSnapshotRequest.getDefaultInstance()));
        String description = Base64.getEncoder().encodeToString(opened.description().toByteArray());
        if (description.length() <= DESCRIPTION_CHARACTERS) {
            context.header(DESCRIPTION, description);
        }
        context.contentType("application/octet-stream")
                .header("Cache-Control", "no-store")
                .result(opened.bytes());
    }

    private static ByteString hash(Context context) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(context.pathParam("hash")));
        } catch (IllegalArgumentException e) {
            throw RelayException.invalid("A hash is 64 hexadecimal digits.");
        }
    }

    private void putBlob(Context context) throws IOException {
        Caller caller = caller(context);
        BlobDescription description =
                BlobDescription.newBuilder()
                        .setVaultId(context.pathParam("vault_id"))
                        .setHash(hash(context))
                        .setSizeBytes(number(context, "size_bytes"))
                        .setOffset(number(context, "offset"))
                        .build();
        BlobState state = blobs.put(caller, description, context.bodyInputStream());
        RestCalls.answer(context, state);
    }

    private static long number(Context context, String name) {
        String text = context.queryParam(name);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw RelayException.invalid(name + " is a number.");
        }
    }

    private void getBlob(Context context) {
        Caller caller = caller(context);
        GetBlobRequest.Builder request =
                GetBlobRequest.newBuilder()
                        .setVaultId(context.pathParam("vault_id"))
                        .setHash(hash(context));
        String range = context.header("Range");
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        boolean isPart = asked.matches();
        if (isPart) {
            request.setOffset(Long.parseLong(asked.group(1)));
            request.setLength(length(asked));
        }
        OpenOutcome.Opened opened = blobs.open(caller, request.build());
        if (isPart) {
            partial(context, request, opened.sizeBytes());
        }
        context.contentType("application/octet-stream")
                .header("Cache-Control", "private, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .result(opened.bytes());
    }

    private static long length(Matcher asked) {
        if (asked.group(2).isEmpty()) {
            return 0;
        }
        long length = Long.parseLong(asked.group(2)) - Long.parseLong(asked.group(1)) + 1;
        if (length < 1) {
            throw RelayException.invalid("A range that ends before it begins.");
        }
        return length;
    }

    private static void partial(Context context, GetBlobRequest.Builder request, long sizeBytes) {
        long last =
                request.getLength() == 0
                        ? sizeBytes - 1
                        : Math.min(sizeBytes, request.getOffset() + request.getLength()) - 1;
        context.status(HttpStatus.PARTIAL_CONTENT)
                .header(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(request.getOffset(), last, sizeBytes));
    }
}
