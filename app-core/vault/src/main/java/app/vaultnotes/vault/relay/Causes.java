package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Why a relay did not answer, or what it answered, in words that a person can act on. */
final class Causes {

    private static final int MOST_CAUSES = 20;
    private static final int MOST_CHARACTERS = 500;
    private static final int QUOTED_CHARACTERS = 200;

    private final RelayAddress relay;
    private final Trust trust;

    Causes(RelayAddress relay, Trust trust) {
        this.relay = relay;
        this.trust = trust;
    }

    /** What a connection that failed, or broke off, is to a person. */
    RelayFailure failure(Throwable cause) {
        Optional<Throwable> refused = find(cause, Trust.Refused.class::isInstance);
        if (refused.isPresent()) {
            return untrusted((Trust.Refused) refused.get());
        }
        String at = relay.shown();
        if (find(cause, UnknownHostException.class::isInstance).isPresent()) {
            return new Unreachable(
                    "The name of "
                            + at
                            + " is not known. Look whether this machine is online and whether the"
                            + " address is right.",
                    cause);
        }
        if (find(cause, Causes::isRefused).isPresent()) {
            return new Unreachable(
                    "Nothing answers at "
                            + at
                            + ". Look whether the relay runs and can be reached from here.",
                    cause);
        }
        return other(at, cause);
    }

    private static boolean isAboutTime(Throwable each) {
        return each instanceof CertificateExpiredException
                || each instanceof CertificateNotYetValidException;
    }

    private static boolean isRefused(Throwable each) {
        return each instanceof ConnectException || each instanceof NoRouteToHostException;
    }

    private RelayFailure other(String at, Throwable cause) {
        if (find(cause, SSLPeerUnverifiedException.class::isInstance).isPresent()) {
            return silent(
                    "The certificate at "
                            + at
                            + " is for another name. Give the name that it is for, or trust it by"
                            + " its fingerprint.",
                    cause);
        }
        Optional<Throwable> tls = find(cause, SSLException.class::isInstance);
        if (tls.isPresent()) {
            return silent(tlsWords(at, tls.get()), cause);
        }
        if (find(cause, SocketTimeoutException.class::isInstance).isPresent()
                || find(cause, InterruptedIOException.class::isInstance).isPresent()) {
            return silent("There was no answer from " + at + " in time. Try again later.", cause);
        }
        return brokenOff(cause.getMessage(), cause);
    }

    /** A connection that ended before its time. */
    RelayFailure brokenOff(@Nullable String why, @Nullable Throwable cause) {
        return silent(
                "The connection to %s broke off (%s). Try again; if that does not help, look whether"
                                .formatted(relay.shown(), quoted(why))
                        + " a relay is at this address.",
                cause);
    }

    private static String tlsWords(String at, Throwable tls) {
        String said = String.valueOf(tls.getMessage()).toLowerCase(Locale.ROOT);
        boolean isOther =
                said.contains("protocol_version")
                        || said.contains("unrecognized ssl message")
                        || said.contains("protocol version")
                        || said.contains("handshake_failure");
        return isOther
                ? "What answers at "
                        + at
                        + " does not speak TLS 1.3, as a relay does. Look whether the address and"
                        + " the port are right."
                : "No secure connection to %s came about (%s).".formatted(at, quoted(said));
    }

    private UntrustedCertificate untrusted(Trust.Refused refused) {
        boolean isOutOfTime =
                trust.fingerprint().isEmpty() && find(refused, Causes::isAboutTime).isPresent();
        if (isOutOfTime) {
            return new UntrustedCertificate(
                    "By this machine's clock the certificate of the relay at %s is not valid yet, or not any more. Look whether the clock is right; if it is, tell whoever runs the relay."
                            .formatted(relay.shown()),
                    refused.shown(),
                    Optional.empty(),
                    true,
                    refused);
        }
        String words =
                trust.fingerprint()
                        .map(trusted ->
                                "The relay at %s shows another certificate than the one that is trusted. Its fingerprint is %s, the trusted one has %s. Ask whoever runs the relay whether the certificate was changed; if it was not, somebody is in between."
                                        .formatted(relay.shown(), refused.shown(), trusted))
                        .orElseGet(() ->
                                "This machine does not know the certificate of the relay at %s. Its fingerprint is %s. Compare it with the one that the relay prints when it starts, and trust it if they are the same."
                                        .formatted(relay.shown(), refused.shown()));
        return new UntrustedCertificate(words, refused.shown(), trust.fingerprint(), refused);
    }

    /** A failure of which the relay said nothing. */
    static RelayFailure silent(String message, @Nullable Throwable cause) {
        return new RelayFailure(message, Error.getDefaultInstance(), cause);
    }

    /**
     * What a relay said, within bounds.
     *
     * @param otherwise for a code that this program does not know
     */
    static RelayFailure refusal(Error said, ErrorCode otherwise) {
        boolean isKnown =
                said.getCode() != ErrorCode.UNRECOGNIZED
                        && said.getCode() != ErrorCode.ERROR_CODE_UNSPECIFIED;
        ErrorCode code = isKnown ? said.getCode() : otherwise;
        String message = cut(said.getMessage(), MOST_CHARACTERS);
        Error error =
                Error.newBuilder()
                        .setCode(code)
                        .setMessage(message.isEmpty() ? "The relay refused: " + code : message)
                        .setHint(cut(said.getHint(), MOST_CHARACTERS))
                        .setRetryAfterMillis(Math.max(0, said.getRetryAfterMillis()))
                        .setLastDeviceSeq(said.getLastDeviceSeq())
                        .build();
        return new RelayFailure((error.getMessage() + " " + error.getHint()).strip(), error, null);
    }

    /** Words from elsewhere, short and on one line. */
    static String quoted(@Nullable String text) {
        return text == null ? "without a reason" : cut(text, QUOTED_CHARACTERS);
    }

    private static String cut(String text, int most) {
        String plain = text.substring(0, Math.min(text.length(), most));
        return plain.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }

    private static Optional<Throwable> find(Throwable from, Predicate<Throwable> wanted) {
        Throwable each = from;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            if (wanted.test(each)) {
                return Optional.of(each);
            }
            each = each.getCause();
        }
        return Optional.empty();
    }
}
