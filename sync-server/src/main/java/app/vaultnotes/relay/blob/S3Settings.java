package app.vaultnotes.relay.blob;

import java.net.URI;
import java.util.Locale;

/**
 * Which bucket of which S3, and how to get in.
 *
 * @param endpoint http or https with a host; plain http sends bytes in the clear
 * @param region as the S3 names it; us-east-1 where it has none
 * @param bucket one that exists
 * @param prefix what stands before every name, "" for nothing; a slash is put behind it
 * @param accessKey the name of the key
 * @param secretKey the key
 * @param encrypted whether the S3 is told to encrypt what it keeps by keys of its own (SSE-S3)
 */
public record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKey,
        String secretKey,
        boolean encrypted) {

    private static final int LONGEST_PREFIX_CHARS = 500;

    /** Checks what can be checked without asking the S3. */
    public S3Settings {
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        require(
                (scheme.equals("http") || scheme.equals("https")) && endpoint.getHost() != null,
                "The endpoint of S3 has to be http:// or https:// and a host.");
        require(
                endpoint.getUserInfo() == null && endpoint.getQuery() == null,
                "The endpoint of S3 has neither a user nor a query; keys are settings of their own.");
        require(!region.isBlank(), "S3 needs a region; it is us-east-1 where there is none.");
        require(!bucket.isBlank(), "S3 needs the name of a bucket.");
        require(!accessKey.isBlank() && !secretKey.isBlank(), "S3 needs a key and its secret.");
        require(
                prefix.length() <= LONGEST_PREFIX_CHARS && !prefix.startsWith("/"),
                "The prefix of names in S3 does not begin with a slash and is at most "
                        + LONGEST_PREFIX_CHARS
                        + " letters long.");
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new BlobStoreException(
                    BlobStoreException.Kind.REFUSED, otherwise, "Correct the settings.");
        }
    }

    /** Where it is, for messages. */
    String where() {
        return "bucket " + bucket + " at " + endpoint;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return where() + (prefix.isEmpty() ? "" : " below " + prefix);
    }
}
