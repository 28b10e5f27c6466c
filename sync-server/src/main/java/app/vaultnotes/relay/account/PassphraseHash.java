package app.vaultnotes.relay.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A passphrase's Argon2id hash with all that is needed to compute it again, written as a PHC string
 * ({@code $argon2id$v=19$m=…,t=…,p=…$SALT$HASH}).
 */
final class PassphraseHash {

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,3}),p=(\\d{1,3})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final Argon2Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    private PassphraseHash(Argon2Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /** The hash of a passphrase; takes as long as the cost says. */
    static PassphraseHash of(String passphrase, Argon2Cost cost, byte[] salt) {
        return new PassphraseHash(cost, salt, compute(passphrase, cost, salt, HASH_BYTES));
    }

    /** A hash that is of no passphrase that anybody knows; takes no time. */
    static PassphraseHash ofNobody(Argon2Cost cost, SecureRandom random) {
        byte[] both = new byte[SALT_BYTES + HASH_BYTES];
        random.nextBytes(both);
        return new PassphraseHash(
                cost,
                Arrays.copyOf(both, SALT_BYTES),
                Arrays.copyOfRange(both, SALT_BYTES, both.length));
    }

    /** As much salt as a hash that is made now has. */
    static byte[] salt(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /**
     * The hash written as this text.
     *
     * @throws IllegalArgumentException when it is none, or asks for more than is allowed
     */
    static PassphraseHash parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no Argon2id hash");
        }
        Argon2Cost cost =
                new Argon2Cost(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
        Base64.Decoder decoder = Base64.getDecoder();
        return new PassphraseHash(
                cost, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
    }

    /** Whether it is of this passphrase; takes as long as its cost says, whatever the answer. */
    boolean isOf(String passphrase) {
        return MessageDigest.isEqual(hash, compute(passphrase, cost, salt, hash.length));
    }

    Argon2Cost cost() {
        return cost;
    }

    /** As a PHC string. */
    String text() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.passes(),
                        cost.lanes(),
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "a passphrase's hash";
    }

    /** In NFC: the same letters typed on another system may be other code points. */
    private static byte[] compute(
            String passphrase, Argon2Cost cost, byte[] salt, int lengthBytes) {
        byte[] typed =
                Normalizer.normalize(passphrase, Normalizer.Form.NFC)
                        .getBytes(StandardCharsets.UTF_8);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .withSalt(salt)
                        .build());
        byte[] result = new byte[lengthBytes];
        generator.generateBytes(typed, result);
        Arrays.fill(typed, (byte) 0);
        return result;
    }
}
