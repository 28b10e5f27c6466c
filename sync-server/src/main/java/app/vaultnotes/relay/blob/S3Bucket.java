package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketArgs;
import io.minio.Checksum;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.ObjectArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.ServerSideEncryption;
import io.minio.StatObjectArgs;
import io.minio.UploadPartArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.Part;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * A bucket: each method is one call to S3, blocks, and ends within a time. Names are without the
 * prefix.
 *
 * <p>The calls are made one by one on the thread of whoever asks, and the client's way to put long
 * streams is not used: it reads them on the threads that answers come in on, where reading from the
 * same S3 would wait for itself.
 */
final class S3Bucket implements AutoCloseable {

    /** Most objects that S3 lists at once. */
    private static final int PAGE_OBJECTS = 1_000;

    private static final String CONTENT_TYPE = "application/octet-stream";

    /**
     * How long things may take.
     *
     * @param silence until a connection is made, and until the next bytes come or go
     * @param call until all of an answer is there, but for bytes of objects, which come as slowly
     *     as they are read
     * @param answer until an answer begins, with waiting for other calls
     */
    record Times(Duration silence, Duration call, Duration answer) {

        static final Times USUAL =
                new Times(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    /** The client's own limit is 5, for all that a relay does. */
    private static final int CALLS_AT_ONCE = 64;

    private static final Checksum.Algorithm[] CHECKSUMS = {
        Checksum.Algorithm.CRC32C, Checksum.Algorithm.SHA256
    };

    private final S3Settings settings;
    private final Duration answerLimit;
    private final OkHttpClient http;
    private final MinioAsyncClient calls;
    private final MinioAsyncClient streams;

    S3Bucket(S3Settings settings, Times times) {
        this.settings = settings;
        this.answerLimit = times.answer();
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(CALLS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
        http =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .connectTimeout(times.silence())
                        .readTimeout(times.silence())
                        .writeTimeout(times.silence())
                        .followRedirects(false)
                        .build();
        streams = client(http);
        calls = client(http.newBuilder().callTimeout(times.call()).build());
    }

    private MinioAsyncClient client(OkHttpClient client) {
        return MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(client)
                .build();
    }

    S3Settings settings() {
        return settings;
    }

    private String key(String name) {
        return settings.prefix() + name;
    }

    private String name(String key) {
        return key.substring(settings.prefix().length());
    }

    private <B extends BucketArgs.Builder<B, A>, A extends BucketArgs> B in(B arguments) {
        return arguments.bucket(settings.bucket());
    }

    private <B extends ObjectArgs.Builder<B, A>, A extends ObjectArgs> B at(
            B arguments, String name) {
        return in(arguments).object(key(name));
    }

    /** One call to the client. */
    private interface Call<T> {
        CompletableFuture<T> start() throws MinioException;
    }

    private <T> T await(String what, Call<T> call) {
        try {
            return answer(what, call);
        } catch (ExecutionException e) {
            throw S3Failures.of(what, settings, e.getCause() == null ? e : e.getCause());
        }
    }

    /** The answer of a call, or nothing when there is no such object. */
    private <T> Optional<T> awaitPresent(String what, Call<T> call) {
        try {
            return Optional.of(answer(what, call));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (S3Failures.isAbsent(cause)) {
                return Optional.empty();
            }
            throw S3Failures.of(what, settings, cause);
        }
    }

    private <T> T answer(String what, Call<T> call) throws ExecutionException {
        try {
            return call.start().get(answerLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (MinioException | TimeoutException e) {
            throw S3Failures.of(what, settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlobStoreException(
                    Kind.UNAVAILABLE, what + ": it was interrupted.", "Try it again.", e);
        }
    }

    /** Puts an object of at most 5 MiB. */
    void put(String name, byte[] bytes, int length) {
        PutObjectArgs.Builder arguments =
                at(PutObjectArgs.builder(), name).data(bytes, length).contentType(CONTENT_TYPE);
        if (settings.encrypted()) {
            arguments.sse(new ServerSideEncryption.S3());
        }
        await("An object cannot be put", () -> calls.putObject(arguments.build()));
    }

    OptionalLong sizeBytes(String name) {
        return awaitPresent(
                        "An object cannot be looked up",
                        () -> calls.statObject(at(StatObjectArgs.builder(), name).build()))
                .map(found -> OptionalLong.of(found.size()))
                .orElseGet(OptionalLong::empty);
    }

    /** Opens a range, which is not empty; nothing when there is no such object. */
    Optional<InputStream> get(String name, long offset, long length) {
        GetObjectArgs arguments =
                at(GetObjectArgs.builder(), name).offset(offset).length(length).build();
        return awaitPresent("An object cannot be read", () -> streams.getObject(arguments))
                .map(InputStream.class::cast);
    }

    /** Removes an object; harmless when there is none. */
    void delete(String name) {
        deleteAll(List.of(name));
    }

    /** Removes objects, each by a call of its own: not every S3 removes many at once. */
    void deleteAll(List<String> names) {
        names.stream()
                .map(name -> calls.removeObject(at(RemoveObjectArgs.builder(), name).build()))
                .toList()
                .forEach(removed -> awaitRemoved(removed));
    }

    private void awaitRemoved(CompletableFuture<Void> removed) {
        awaitPresent("An object cannot be removed", () -> removed.thenApply(done -> true));
    }

    /**
     * An object that is there.
     *
     * @param touched when it was put, by the clock of the S3
     */
    record Listed(String name, long sizeBytes, Instant touched) {}

    /** Objects whose names begin with something, in order, behind a name; as many as wanted. */
    List<Listed> list(String prefix, String after, int limit) {
        List<Listed> found = new ArrayList<>();
        String last = after;
        boolean more = true;
        while (more && found.size() < limit) {
            ListBucketResultV2 page = page(prefix, last, limit - found.size());
            page.contents().forEach(item -> found.add(listed(item)));
            more = page.isTruncated() && !page.contents().isEmpty();
            last = found.isEmpty() ? last : found.getLast().name();
        }
        return found;
    }

    /** An answer may have fewer than there are and than were asked for. */
    private ListBucketResultV2 page(String prefix, String after, int limit) {
        ListObjectsV2Args.Builder arguments =
                in(ListObjectsV2Args.builder())
                        .prefix(key(prefix))
                        .maxKeys(Math.min(limit, PAGE_OBJECTS));
        if (!after.isEmpty()) {
            arguments.startAfter(key(after));
        }
        return await("The objects cannot be listed", () -> calls.listObjectsV2(arguments.build()))
                .result();
    }

    private Listed listed(Item item) {
        return new Listed(name(item.objectName()), item.size(), item.lastModified().toInstant());
    }

    /** Begins an object of many parts; nobody sees it until it is complete. */
    String begin(String name) {
        Http.Headers headers =
                new Http.Headers(
                        "Content-Type", CONTENT_TYPE, "x-amz-checksum-algorithm", "CRC32C");
        if (settings.encrypted()) {
            headers.putAll(new ServerSideEncryption.S3().headers());
        }
        CreateMultipartUploadArgs arguments =
                at(CreateMultipartUploadArgs.builder(), name).headers(headers).build();
        return await("An object cannot be begun", () -> calls.createMultipartUpload(arguments))
                .result()
                .uploadId();
    }

    /** Puts a part, the first being number 1; all but the last have 5 MiB. */
    Part putPart(String name, String id, int number, byte[] bytes, int length) {
        return await(
                        "A part of an object cannot be put",
                        () -> calls.uploadPart(part(name, id, number, bytes, length)))
                .part();
    }

    private UploadPartArgs part(String name, String id, int number, byte[] bytes, int length)
            throws MinioException {
        Map<Checksum.Algorithm, Checksum.Hasher> sums = Checksum.newHasherMap(CHECKSUMS);
        Checksum.update(sums, bytes, length);
        boolean plain = "http".equalsIgnoreCase(settings.endpoint().getScheme());
        return at(UploadPartArgs.builder(), name)
                .uploadId(id)
                .partNumber(number)
                .data(bytes, length)
                .headers(Checksum.makeHeaders(sums, plain, false))
                .build();
    }

    void complete(String name, String id, List<Part> parts) {
        CompleteMultipartUploadArgs arguments =
                at(CompleteMultipartUploadArgs.builder(), name)
                        .uploadId(id)
                        .parts(parts.toArray(Part[]::new))
                        .build();
        await("An object cannot be completed", () -> calls.completeMultipartUpload(arguments));
    }

    void giveUp(String name, String id) {
        AbortMultipartUploadArgs arguments =
                at(AbortMultipartUploadArgs.builder(), name).uploadId(id).build();
        await("An object cannot be given up", () -> calls.abortMultipartUpload(arguments));
    }

    /**
     * An object that was begun and is not complete.
     *
     * @param since when it was begun, by the clock of the S3
     */
    record Begun(String name, String id, Instant since) {}

    /** Objects that were begun and are not complete, as many as one answer has. */
    List<Begun> begun(String prefix) {
        ListMultipartUploadsArgs arguments =
                in(ListMultipartUploadsArgs.builder()).prefix(key(prefix)).build();
        return await(
                        "Unfinished objects cannot be listed",
                        () -> calls.listMultipartUploads(arguments))
                .result()
                .uploads()
                .stream()
                .map(upload ->
                        new Begun(
                                name(upload.objectName()),
                                upload.uploadId(),
                                upload.initiated().toInstant()))
                .toList();
    }

    /** Lets go of connections; threads that wait for answers end by themselves. */
    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
