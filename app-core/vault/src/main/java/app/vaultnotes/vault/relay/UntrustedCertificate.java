package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import org.jspecify.annotations.Nullable;

/** A relay proves itself by a certificate that is not trusted; nothing was said to it. */
public final class UntrustedCertificate extends RelayFailure {

    private static final long serialVersionUID = 1L;

    private final String fingerprint;

    /**
     * A refusal to speak.
     *
     * @param fingerprint of the certificate that was shown
     */
    public UntrustedCertificate(String message, String fingerprint, @Nullable Throwable cause) {
        super(message, Error.getDefaultInstance(), cause);
        this.fingerprint = fingerprint;
    }

    /**
     * By what a person compares it with what the relay prints: the SHA-256 of the certificate, in
     * pairs of upper-case hexadecimal digits with colons between.
     */
    public String fingerprint() {
        return fingerprint;
    }
}
