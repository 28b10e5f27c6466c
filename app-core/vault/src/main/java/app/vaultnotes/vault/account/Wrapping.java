package app.vaultnotes.vault.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Bytes under a passphrase: a key by Argon2id, then AES-256 in GCM.
 *
 * <p>In bytes: memory in KiB (4), passes (4), salt (16), nonce (12), then what was wrapped with its
 * tag. All before it is authenticated as well.
 */
final class Wrapping {

    /** About a fifth of a second on a laptop, and what a phone can spare. */
    private static final int MEMORY_KIB = 32 << 10;

    private static final int PASSES = 3;

    /** What bytes from elsewhere may ask for at most. */
    private static final int MOST_MEMORY_KIB = 128 << 10;

    private static final int MOST_PASSES = 16;

    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LOCK_BYTES = 8 + SALT_BYTES;
    private static final int HEAD_BYTES = LOCK_BYTES + NONCE_BYTES;

    /** Which key it is: memory, passes, salt. */
    private final byte[] lock;

    private final byte[] key;

    private Wrapping(byte[] lock, byte[] key) {
        this.lock = lock;
        this.key = key;
    }

    /** A new key of a passphrase. */
    static Wrapping anew(String passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] lock =
                ByteBuffer.allocate(LOCK_BYTES).putInt(MEMORY_KIB).putInt(PASSES).put(salt).array();
        return new Wrapping(lock, key(passphrase, MEMORY_KIB, PASSES, salt));
    }

    /** The key of wrapped bytes, should the passphrase be right; empty when they are none. */
    static Optional<Wrapping> of(String passphrase, byte[] wrapped) {
        if (wrapped.length < HEAD_BYTES) {
            return Optional.empty();
        }
        ByteBuffer head = ByteBuffer.wrap(wrapped);
        int memoryKib = head.getInt();
        int passes = head.getInt();
        if (memoryKib < 8 || memoryKib > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            return Optional.empty();
        }
        byte[] salt = new byte[SALT_BYTES];
        head.get(salt);
        byte[] lock = Arrays.copyOf(wrapped, LOCK_BYTES);
        return Optional.of(new Wrapping(lock, key(passphrase, memoryKib, passes, salt)));
    }

    private static byte[] key(String passphrase, int memoryKib, int passes, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(1)
                        .withSalt(salt)
                        .build());
        String normal = Normalizer.normalize(passphrase, Normalizer.Form.NFC);
        byte[] key = new byte[KEY_BYTES];
        argon2.generateBytes(normal.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }

    /** Whether these bytes were wrapped with this key. */
    boolean isOf(byte[] wrapped) {
        return wrapped.length >= HEAD_BYTES
                && MessageDigest.isEqual(lock, Arrays.copyOf(wrapped, LOCK_BYTES));
    }

    /** What was wrapped; empty when the passphrase is another one, or the bytes were changed. */
    Optional<byte[]> open(byte[] wrapped) {
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, HEAD_BYTES))
                            .doFinal(wrapped, HEAD_BYTES, wrapped.length - HEAD_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Wraps bytes, differently each time. */
    byte[] close(byte[] bytes, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(lock).put(nonce).array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, head).doFinal(bytes);
            return ByteBuffer.allocate(HEAD_BYTES + sealed.length).put(head).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] head) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, head, LOCK_BYTES, NONCE_BYTES));
        cipher.updateAAD(head);
        return cipher;
    }
}
