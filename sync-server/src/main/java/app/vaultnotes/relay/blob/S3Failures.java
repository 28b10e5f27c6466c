package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import io.minio.errors.ErrorResponseException;
import java.util.Map;

/** What S3 answers when it does not do as it is told, in our words. */
final class S3Failures {

    private record Meaning(Kind kind, String words, String hint) {}

    private static final Meaning WRONG_KEY =
            new Meaning(
                    Kind.REFUSED,
                    "S3 does not accept the key or its secret",
                    "Correct the key and the secret of S3.");

    private static final Meaning AWAY =
            new Meaning(
                    Kind.UNAVAILABLE,
                    "S3 cannot be reached or does not answer as it should",
                    "See that it runs and that the endpoint is right; it is tried again with the"
                            + " next call.");

    private static final Map<String, Meaning> MEANINGS =
            Map.of(
                    "NoSuchBucket",
                    new Meaning(
                            Kind.REFUSED,
                            "there is no such bucket",
                            "Make the bucket, or correct its name."),
                    "InvalidAccessKeyId",
                    WRONG_KEY,
                    "SignatureDoesNotMatch",
                    WRONG_KEY,
                    "InvalidToken",
                    WRONG_KEY,
                    "AccessDenied",
                    new Meaning(
                            Kind.REFUSED,
                            "this key may not do that there",
                            "Let it list the bucket, and get, put and delete objects in it."),
                    "RequestTimeTooSkewed",
                    new Meaning(
                            Kind.REFUSED,
                            "the clock of this machine differs from that of S3",
                            "Set the clock."),
                    "AuthorizationHeaderMalformed",
                    new Meaning(
                            Kind.REFUSED, "the bucket is in another region", "Correct the region."),
                    "InvalidBucketName",
                    new Meaning(
                            Kind.REFUSED,
                            "a bucket cannot have that name",
                            "Correct the name of the bucket."));

    private S3Failures() {}

    /** A failure of ours for one of the client's. */
    static BlobStoreException of(String what, S3Settings settings, Throwable cause) {
        String code = code(cause);
        Meaning meaning = MEANINGS.getOrDefault(code, AWAY);
        String detail = code.isEmpty() ? String.valueOf(cause.getMessage()) : code;
        return new BlobStoreException(
                meaning.kind(),
                what + " in " + settings.where() + ": " + meaning.words() + " (" + detail + ").",
                meaning.hint(),
                cause);
    }

    /** Whether there is no such object. */
    static boolean isAbsent(Throwable cause) {
        return "NoSuchKey".equals(code(cause));
    }

    private static String code(Throwable cause) {
        return cause instanceof ErrorResponseException refused
                ? String.valueOf(refused.errorResponse().code())
                : "";
    }
}
