package app.vaultnotes.relay.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.check.Finding.State;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.ServeException;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir private Path folder;

    private static KeyPair pair(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private Path written(String name, Object what) throws IOException {
        Path file = folder.resolve(name);
        try (Writer out = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(out)) {
            pem.writeObject(what);
        }
        return file;
    }

    private Path key(KeyPair pair) throws IOException {
        return written("key.pem", new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private Path chain(KeyPair pair, Instant until) throws Exception {
        X500Name name = new X500Name("CN=notes");
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(NOW.minus(Duration.ofDays(100))),
                        Date.from(until),
                        name,
                        pair.getPublic());
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "notes.example.org"),
            new GeneralName(GeneralName.dNSName, "*.example.com"),
            new GeneralName(GeneralName.iPAddress, "192.168.1.20")
        };
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        String algorithm =
                pair.getPrivate().getAlgorithm().equals("RSA")
                        ? "SHA256withRSA"
                        : "SHA256withECDSA";
        return written(
                "chain.pem",
                builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
    }

    private List<Finding> found(KeyPair pair, Instant until, Optional<String> host)
            throws Exception {
        Certificate certificate = Certificate.of(chain(pair, until), key(pair));
        Findings findings = new Findings();
        new CertificateCheck(findings, NOW).ofFiles(certificate, host);
        return findings.all();
    }

    private State last(Duration left, String host) throws Exception {
        List<Finding> all = found(pair("EC", 256), NOW.plus(left), Optional.of(host));
        return all.getLast().state();
    }

    @Test
    void namesAreThoseByWhichAppsReachIt() throws Exception {
        Duration year = Duration.ofDays(365);
        assertEquals(State.OK, last(year, "Notes.example.org"));
        assertEquals(State.OK, last(year, "a.example.com"));
        assertEquals(State.OK, last(year, "192.168.1.20"));
        assertEquals(State.FAIL, last(year, "a.b.example.com"));
        assertEquals(State.FAIL, last(year, "example.com"));
        assertEquals(State.FAIL, last(year, "192.168.1.21"));
        KeyPair rsa = pair("RSA", 2_048);
        assertEquals(State.WARN, found(rsa, NOW.plus(year), Optional.empty()).getLast().state());
    }

    @Test
    void theEndIsToldBeforeItComes() throws Exception {
        assertEquals(State.FAIL, last(Duration.ofDays(-1), "notes.example.org"));
        List<Finding> soon =
                found(
                        pair("EC", 256),
                        NOW.plus(Duration.ofDays(10)),
                        Optional.of("notes.example.org"));
        assertEquals(List.of(State.WARN, State.OK), soon.stream().map(Finding::state).toList());
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        Path chain = chain(pair("EC", 256), NOW.plus(Duration.ofDays(300)));
        for (KeyPair other : List.of(pair("EC", 256), pair("RSA", 2_048))) {
            Path key = key(other);
            ServeException refused =
                    assertThrows(ServeException.class, () -> Certificate.of(chain, key));
            assertTrue(String.valueOf(refused.getMessage()).contains("is not that of"));
        }
    }
}
