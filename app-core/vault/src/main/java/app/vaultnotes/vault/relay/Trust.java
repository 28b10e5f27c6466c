package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * By what a relay has to prove that it is itself: a certificate that this machine trusts and that
 * is for its name, or one certificate that a person has looked at.
 *
 * @param fingerprint of that one certificate, as {@link UntrustedCertificate#fingerprint()} has it;
 *     empty for whatever this machine trusts
 */
public record Trust(Optional<String> fingerprint) {

    private static final int DIGEST_BYTES = 32;

    /** Trust in a fingerprint that is spelled right. */
    public Trust {
        if (fingerprint.isPresent() && !spelled(fingerprint.get()).equals(fingerprint.get())) {
            throw new IllegalArgumentException("not spelled as a fingerprint is");
        }
    }

    /** Trust in what this machine trusts. */
    public static Trust platform() {
        return new Trust(Optional.empty());
    }

    /**
     * Trust in one certificate, whatever name it is for and whoever issued it.
     *
     * @param fingerprint its SHA-256 in hexadecimal digits; colons, spaces and case do not count
     * @throws RelayFailure when it is none
     */
    public static Trust pinned(String fingerprint) {
        return new Trust(Optional.of(spelled(fingerprint)));
    }

    private static String spelled(String typed) {
        String digits = typed.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{" + 2 * DIGEST_BYTES + "}")) {
            throw new RelayFailure(
                    "A fingerprint is 64 hexadecimal digits, as the relay prints it when it"
                            + " starts.",
                    Error.getDefaultInstance(),
                    null);
        }
        return spelled(HexFormat.of().parseHex(digits));
    }

    private static String spelled(byte[] digest) {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    private static String fingerprintOf(X509Certificate certificate) {
        try {
            byte[] encoded = certificate.getEncoded();
            return spelled(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks at the certificates that a relay shows. */
    X509TrustManager judge() {
        return fingerprint.isPresent()
                ? new Judge(fingerprint, Trust::trustNothing)
                : new Judge(fingerprint, ofPlatform()::checkServerTrusted);
    }

    private static void trustNothing(X509Certificate[] chain, String how)
            throws CertificateException {
        throw new CertificateException("another than the one that is trusted");
    }

    /** Makes connections over TLS on which this judge looks. */
    static SSLSocketFactory sockets(X509TrustManager judge) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {judge}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static X509TrustManager ofPlatform() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509TrustManager found) {
                    return found;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java trusts nobody", e);
        }
        throw new IllegalStateException("this Java trusts nobody");
    }

    /** How a chain is refused. */
    private interface Check {
        void check(X509Certificate[] chain, String how) throws CertificateException;
    }

    /** A certificate that was shown and is not trusted. */
    static final class Refused extends CertificateException {

        private static final long serialVersionUID = 1L;

        private final String shown;

        Refused(String shown, CertificateException why) {
            super(why.getMessage(), why);
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    /** Takes the one that is trusted, and what the check lets pass. */
    private static final class Judge implements X509TrustManager {

        private final Optional<String> trusted;
        private final Check otherwise;

        Judge(Optional<String> trusted, Check otherwise) {
            this.trusted = trusted;
            this.otherwise = otherwise;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how)
                throws CertificateException {
            String shown = fingerprintOf(chain[0]);
            if (trusted.isPresent() && trusted.get().equals(shown)) {
                return;
            }
            try {
                otherwise.check(chain, how);
            } catch (CertificateException e) {
                throw new Refused(shown, e);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how)
                throws CertificateException {
            throw new CertificateException("nobody connects to this");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
