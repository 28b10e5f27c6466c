package app.vaultnotes.relay.account;

import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.wire.WireId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A session's two tokens. An access token is 32 random bytes. A refresh token is the session's id
 * and 32 random bytes: by the id a token is known as one of this session that was used before,
 * however long ago, without a list of all that ever were.
 */
record TokenPair(Secret access, Secret refresh) {

    static final int SALT_BYTES = 32;

    private static final int REFRESH_BYTES = WireId.LENGTH + Secret.LENGTH;
    private static final int REFRESH_LETTERS = REFRESH_BYTES / 3 * 4;
    private static final String MAC = "HmacSHA256";

    /** A first pair. */
    static TokenPair random(UUID session, SecureRandom random) {
        byte[] bytes = new byte[Secret.LENGTH];
        random.nextBytes(bytes);
        return new TokenPair(Secret.random(random), refresh(session, bytes));
    }

    /**
     * The pair that follows a refresh token: whoever has the token and the salt, which the relay
     * keeps, can make it again; neither alone can.
     */
    static TokenPair after(Secret used, UUID session, byte[] salt) {
        return new TokenPair(
                Secret.of(derive(used, "vaultnotes/access/1\0", salt)),
                refresh(session, derive(used, "vaultnotes/refresh/1\0", salt)));
    }

    private static Secret refresh(UUID session, byte[] bytes) {
        return Secret.of(
                ByteBuffer.allocate(REFRESH_BYTES)
                        .putLong(session.getMostSignificantBits())
                        .putLong(session.getLeastSignificantBits())
                        .put(bytes)
                        .array());
    }

    private static byte[] derive(Secret used, String words, byte[] salt) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(used.text().getBytes(StandardCharsets.UTF_8), MAC));
            mac.update(words.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(salt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** The session of a refresh token; none when the text was never one. */
    static Optional<UUID> session(String refresh) {
        if (refresh.length() != REFRESH_LETTERS) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(refresh));
            return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
