package app.vaultnotes.relay.check;

import app.vaultnotes.relay.serve.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the certificate that a relay proves itself by. */
public final class CertificateCheck {

    private static final String CHECK = "certificate";
    private static final Duration SOON = Duration.ofDays(30);
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private final Findings findings;
    private final Instant now;

    /** Notes what it finds. */
    public CertificateCheck(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    /**
     * The relay's own, which apps know by its fingerprint whatever its names; empty before it is.
     */
    public void own(Optional<Certificate> certificate) {
        if (certificate.isEmpty()) {
            findings.ok(CHECK, "The relay makes a certificate of its own at the first start.");
        } else if (isInTime(
                certificate.get().certificate(),
                "Move data/tls away: the next start makes another, about which apps ask.")) {
            findings.ok(CHECK, "Its own, with the fingerprint " + certificate.get().fingerprint());
        }
    }

    /**
     * The operator's.
     *
     * @param host by which apps reach the relay; empty when it is not set
     */
    public void ofFiles(Certificate certificate, Optional<String> host) {
        X509Certificate first = certificate.certificate();
        if (!isInTime(first, "Renew it, then start the relay again.")) {
            return;
        }
        List<String> names = names(first);
        if (host.isEmpty()) {
            findings.warn(
                    CHECK,
                    "It is for " + names + "; “address” does not say how apps reach the relay.",
                    "Set address = https://HOST/ with one of these names.");
        } else if (names.stream().noneMatch(name -> matches(name, host.get()))) {
            findings.fail(
                    CHECK,
                    "It is for %s, and apps reach the relay as %s.".formatted(names, host.get()),
                    "Get one with that name, or correct “address”.");
        } else {
            findings.ok(CHECK, "It is for " + names + " until " + end(first) + ".");
        }
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private boolean isInTime(X509Certificate certificate, String advice) {
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
            findings.fail(
                    CHECK,
                    "It begins only at " + certificate.getNotBefore().toInstant() + ".",
                    "Set the clock of this machine, or wait.");
            return false;
        }
        if (!end(certificate).isAfter(now)) {
            findings.fail(CHECK, "It ended at " + end(certificate) + ".", advice);
            return false;
        }
        if (end(certificate).isBefore(now.plus(SOON))) {
            findings.warn(CHECK, "It ends at " + end(certificate) + ".", advice);
        }
        return true;
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null ? List.of() : all.stream().flatMap(each -> name(each)).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static Stream<String> name(List<?> kindAndName) {
        int kind = (Integer) kindAndName.get(0);
        @Nullable Object name = kindAndName.get(1);
        return (kind == DNS || kind == ADDRESS) && name instanceof String text
                ? Stream.of(text.toLowerCase(Locale.ROOT))
                : Stream.empty();
    }

    /** A star stands for one word before the first dot. */
    private static boolean matches(String name, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return name.equals(wanted)
                || (name.startsWith("*.")
                        && wanted.indexOf('.') > 0
                        && wanted.substring(wanted.indexOf('.')).equals(name.substring(1)));
    }
}
