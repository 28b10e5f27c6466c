package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Hashes of bytes that go by, and hashes as names. */
public final class Digests {

    private static final int HEX_LENGTH = 2 * Hash.LENGTH;

    private Digests() {}

    /** A SHA-256 that begins. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether what went through a digest has a hash; the digest begins anew. */
    public static boolean isOf(MessageDigest digest, Hash hash) {
        return Arrays.equals(digest.digest(), hash.toByteArray());
    }

    /** The hash that is written so; nothing when it is written otherwise than we do. */
    public static Optional<Hash> named(String hex) {
        if (hex.length() != HEX_LENGTH || !hex.chars().allMatch(Digests::isLowerHex)) {
            return Optional.empty();
        }
        return Optional.of(Hash.fromByteArray("a name", HexFormat.of().parseHex(hex)));
    }

    private static boolean isLowerHex(int letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    }
}
