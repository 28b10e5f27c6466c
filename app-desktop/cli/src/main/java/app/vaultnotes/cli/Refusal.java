package app.vaultnotes.cli;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.UntrustedCertificate;
import java.util.Locale;

/**
 * What a relay refused, or that it could not be asked, for a person at a terminal.
 *
 * @param word what scripts can rely on
 * @param message what happened and where
 * @param hint what to do; may be empty
 */
record Refusal(String word, String message, String hint) {

    private static final long MILLIS_OF_A_SECOND = 1_000;

    static Refusal of(RelayFailure failure) {
        Error error = failure.error();
        if (failure instanceof UntrustedCertificate) {
            return new Refusal("untrusted-certificate", words(failure), TRUST);
        }
        if (error.getCode() == ErrorCode.ERROR_CODE_UNSPECIFIED) {
            return new Refusal("unreachable", words(failure), "");
        }
        String word = error.getCode().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String message = error.getMessage().isEmpty() ? words(failure) : error.getMessage();
        return new Refusal(word, message, hint(error));
    }

    private static final String TRUST =
            "To trust it, sign in with --fingerprint and the fingerprint that the relay prints when"
                    + " it starts. If this machine's clock is wrong, set it first: certificates have"
                    + " a beginning and an end.";

    private static String words(RelayFailure failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String hint(Error error) {
        return switch (error.getCode()) {
            case UNAUTHENTICATED ->
                    (error.getHint() + " “vaultnotes account login” signs this machine in.")
                            .strip();
            case WRONG_CREDENTIALS ->
                    "After five failures the relay waits, longer each time. Who forgot a passphrase"
                            + " sets another on a machine that is signed in (“vaultnotes account"
                            + " passphrase”), or asks whoever runs the relay for a link.";
            case RATE_LIMITED, UNAVAILABLE -> later(error);
            default -> error.getHint();
        };
    }

    private static String later(Error error) {
        long seconds = Math.ceilDiv(error.getRetryAfterMillis(), MILLIS_OF_A_SECOND);
        return seconds > 0
                ? "Try again in " + Terminal.count(seconds, "second") + "."
                : (error.getHint() + " Try again later.").strip();
    }
}
