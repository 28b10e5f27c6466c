package app.vaultnotes.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * What a device signs with its key (Ed25519, RFC 8032). Each kind of thing begins with words of its
 * own, so that a signature under one is never good for another.
 */
public final class Signing {

    /** Bytes of a public or private key. */
    public static final int KEY_BYTES = 32;

    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** What is signed. */
    public enum Purpose {
        /** Binding: account, device, public key. */
        BIND("bind"),
        /** Signing in: device, nonce. */
        SIGN_IN("sign-in"),
        /** Exchanging a refresh token: its hash. */
        REFRESH("refresh"),
        /** A batch: vault, device, number and hash of its last record. */
        BATCH("batch"),
        /** A snapshot: see {@link SignedSnapshot}. */
        SNAPSHOT("snapshot"),
        /** A snapshot that was read: vault, document, hash, device. */
        ATTEST("attest"),
        /** What a device has: see {@link SignedStatement}. */
        STATEMENT("statement");

        private final String words;

        Purpose(String word) {
            words = "vaultnotes/" + word + "/1\0";
        }
    }

    /** Puts together what is signed: numbers with the high byte first. */
    public static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(192);

        /** Begins with the words of a purpose. */
        public Message(Purpose purpose) {
            out.writeBytes(purpose.words.getBytes(StandardCharsets.US_ASCII));
        }

        /** Adds the 16 bytes of an id. */
        public Message id(UUID id) {
            ByteBuffer bytes = ByteBuffer.allocate(WireId.LENGTH);
            LogRecord.put(bytes, id);
            out.writeBytes(bytes.array());
            return this;
        }

        /** Adds the 32 bytes of a hash. */
        public Message hash(Hash hash) {
            out.writeBytes(hash.toByteArray());
            return this;
        }

        /** Adds 8 bytes. */
        public Message number(long number) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            return this;
        }

        /** Adds bytes, of which there is always the same number. */
        public Message bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        /**
         * Signs it.
         *
         * @param privateKey 32 bytes
         */
        public byte[] sign(byte[] privateKey) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, new Ed25519PrivateKeyParameters(privateKey, 0));
            byte[] message = out.toByteArray();
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        }

        /** Whether a signature of it is by the owner of a key; false for any other bytes. */
        public boolean isSigned(byte[] publicKey, byte[] signature) {
            if (publicKey.length != KEY_BYTES || signature.length != SIGNATURE_BYTES) {
                return false;
            }
            try {
                Ed25519Signer signer = new Ed25519Signer();
                signer.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
                byte[] message = out.toByteArray();
                signer.update(message, 0, message.length);
                return signer.verifySignature(signature);
            } catch (IllegalArgumentException noPointOfTheCurve) {
                return false;
            }
        }
    }

    private Signing() {}

    /** The public key that belongs to a private one. */
    public static byte[] publicKey(byte[] privateKey) {
        return new Ed25519PrivateKeyParameters(privateKey, 0).generatePublicKey().getEncoded();
    }

    /** Of a batch that ends with a record. */
    public static Message batch(LogRecord last) {
        return batch(last.vault(), last.device(), last.deviceSeq(), last.hash());
    }

    /** Of a batch that ends with a record of which only this is known. */
    public static Message batch(UUID vault, UUID device, long deviceSeq, Hash hash) {
        return new Message(Purpose.BATCH).id(vault).id(device).number(deviceSeq).hash(hash);
    }
}
