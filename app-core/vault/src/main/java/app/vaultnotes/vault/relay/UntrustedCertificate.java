package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A relay proves itself by a certificate that is not trusted; nothing was said to it. */
public final class UntrustedCertificate extends RelayFailure {

    private static final long serialVersionUID = 1L;

    private final String fingerprint;
    private final @Nullable String trusted;
    private final boolean isOutOfTime;

    /**
     * A refusal to speak.
     *
     * @param fingerprint of the certificate that was shown
     * @param trusted the fingerprint of the one that would have been trusted
     */
    public UntrustedCertificate(
            String message,
            String fingerprint,
            Optional<String> trusted,
            @Nullable Throwable cause) {
        this(message, fingerprint, trusted, false, cause);
    }

    UntrustedCertificate(
            String message,
            String fingerprint,
            Optional<String> trusted,
            boolean isOutOfTime,
            @Nullable Throwable cause) {
        super(message, Error.getDefaultInstance(), cause);
        this.fingerprint = fingerprint;
        this.trusted = trusted.orElse(null);
        this.isOutOfTime = isOutOfTime;
    }

    /**
     * Whether nothing else is wrong with it than that it is not valid yet, or not any more, by this
     * machine's clock.
     */
    public boolean isOutOfTime() {
        return isOutOfTime;
    }

    /**
     * By what a person compares it with what the relay prints: the SHA-256 of the certificate, in
     * pairs of upper-case hexadecimal digits with colons between.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** The fingerprint of the one certificate that is trusted; empty when this machine decides. */
    public Optional<String> trusted() {
        return Optional.ofNullable(trusted);
    }
}
