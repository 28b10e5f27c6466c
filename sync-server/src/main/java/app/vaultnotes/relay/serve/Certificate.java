package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.blob.Privacy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What a relay proves with that it is itself: a certificate of its own, which apps know by its
 * fingerprint, or one that the operator has.
 *
 * @param keys the key and its chain
 * @param certificate the first of the chain
 */
public record Certificate(KeyStore keys, X509Certificate certificate) {

    private static final String ALIAS = "relay";
    private static final String FILE = "relay.p12";
    private static final char[] NO_PASSWORD = {};
    private static final int DAYS = 3_650;
    private static final int SERIAL_BITS = 127;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * The relay's own, made once and kept in a folder.
     *
     * @param names by which it is reached: names and addresses
     * @throws ServeException when the folder cannot be written or what is in it cannot be read
     */
    public static Certificate own(Path folder, List<String> names) {
        Path file = folder.resolve(FILE);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    keys.load(in, NO_PASSWORD);
                }
            } else {
                keys.load(null, NO_PASSWORD);
                make(keys, names);
                keep(keys, file);
            }
            return new Certificate(keys, (X509Certificate) keys.getCertificate(ALIAS));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new ServeException(
                    "The relay's certificate cannot be made or read: " + file,
                    "See that the folder can be written; a damaged file can be moved away, apps"
                            + " then ask about the new certificate.",
                    e);
        }
    }

    /**
     * The relay's own, if it was made already.
     *
     * @throws ServeException when it cannot be read
     */
    public static Optional<Certificate> kept(Path folder) {
        return Files.exists(folder.resolve(FILE))
                ? Optional.of(own(folder, List.of()))
                : Optional.empty();
    }

    private static void make(KeyStore keys, List<String> names)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        // Clocks of devices may be a little behind.
        Instant from = Instant.now().minus(1, ChronoUnit.DAYS);
        X500Name name = new X500Name("CN=Vault Notes relay");
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, new SecureRandom()),
                        Date.from(from),
                        Date.from(from.plus(DAYS, ChronoUnit.DAYS)),
                        name,
                        pair.getPublic());
        GeneralName[] all =
                names.stream()
                        .map(each -> new GeneralName(kind(each), each))
                        .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
        X509Certificate certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder("SHA256withECDSA")
                                                .build(pair.getPrivate())));
        keys.setKeyEntry(
                ALIAS, pair.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
    }

    private static int kind(String name) {
        return NUMERIC.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName;
    }

    private static void keep(KeyStore keys, Path file)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        keys.store(bytes, NO_PASSWORD);
        Privacy.write(file, bytes.toByteArray());
    }

    /**
     * The operator's.
     *
     * @param chain PEM, the relay's own certificate first
     * @param key PEM, not encrypted
     * @throws ServeException when they cannot be read or do not belong together
     */
    public static Certificate of(Path chain, Path key) {
        try (InputStream in = Files.newInputStream(chain)) {
            List<X509Certificate> all = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(each -> all.add((X509Certificate) each));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, NO_PASSWORD);
            PrivateKey own = privateKey(key);
            requireFit(all.get(0), own);
            keys.setKeyEntry(ALIAS, own, NO_PASSWORD, all.toArray(X509Certificate[]::new));
            return new Certificate(keys, all.get(0));
        } catch (GeneralSecurityException | IOException | IndexOutOfBoundsException e) {
            throw new ServeException(
                    "The certificate %s and the key %s cannot be used: %s"
                            .formatted(chain, key, Advice.says(e)),
                    "Give a chain and a key without a passphrase, both as PEM.",
                    e);
        }
    }

    /** What the key signs has to be right by the certificate. */
    private static void requireFit(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException, IOException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(certificate.getEncoded());
        byte[] signed = signature.sign();
        boolean fits = key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm());
        if (fits) {
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getEncoded());
            fits = signature.verify(signed);
        }
        if (!fits) {
            throw new IOException("the key is not that of the first certificate");
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(in)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            Object found = parser.readObject();
            while (found != null) {
                if (found instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (found instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                found = parser.readObject();
            }
        }
        throw new IOException("no key in " + file);
    }

    /** By what apps know it: SHA-256 of the certificate, in pairs of hexadecimal digits. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fingerprint of the certificate that a server shows; empty without one. */
    static Optional<String> fingerprint(SslContextFactory.Server tls) {
        try {
            KeyStore keys = tls.getKeyStore();
            return keys != null && keys.getCertificate(ALIAS) instanceof X509Certificate shown
                    ? Optional.of(new Certificate(keys, shown).fingerprint())
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server that speaks TLS 1.3 and nothing older. */
    public SslContextFactory.Server tls() {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword("");
        tls.setKeyManagerPassword("");
        tls.setIncludeProtocols("TLSv1.3");
        tls.setSniRequired(false);
        return tls;
    }
}
