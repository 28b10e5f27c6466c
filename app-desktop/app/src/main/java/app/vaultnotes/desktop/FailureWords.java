package app.vaultnotes.desktop;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.Unreachable;
import app.vaultnotes.vault.relay.UntrustedCertificate;
import java.util.Map;
import java.util.Optional;

/** What went wrong, in the app's own words wherever it has some. */
final class FailureWords {

    private static final Map<VaultException.Code, String> VAULT =
            Map.of(
                    VaultException.Code.VIEW_ONLY, "failed.view.only",
                    VaultException.Code.DISK_FULL, "failed.disk.full",
                    VaultException.Code.READ_ONLY, "failed.read.only",
                    VaultException.Code.NOTHING_TO_DO, "failed.nothing",
                    VaultException.Code.LOCKED, "failed.locked",
                    VaultException.Code.NEWER_FORMAT, "failed.newer",
                    VaultException.Code.EXISTS, "failed.exists");

    private static final Map<ErrorCode, String> RELAY =
            Map.of(
                    ErrorCode.WRONG_CREDENTIALS, "relay.wrong",
                    ErrorCode.RATE_LIMITED, "relay.often",
                    ErrorCode.FORBIDDEN, "relay.forbidden",
                    ErrorCode.UNAUTHENTICATED, "relay.signedout");

    private FailureWords() {}

    /** What a person reads. */
    static String of(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        if (failure instanceof RelayFailure relay) {
            return of(relay.error().getCode())
                    .orElseGet(() -> Words.isEnglish() ? said : Words.of(key(relay)));
        }
        if (failure instanceof VaultException vault) {
            String known = VAULT.getOrDefault(vault.code(), "");
            boolean isOwn = !Words.isEnglish() || isForReaders(failure);
            return isOwn && !known.isEmpty() ? Words.of(known) : said;
        }
        return said;
    }

    /** In English the engine says it more exactly. */
    private static String key(RelayFailure failure) {
        if (failure instanceof UntrustedCertificate shown) {
            return shown.isOutOfTime() ? "sync.out.of.time.about" : "sync.untrusted.about";
        }
        return failure instanceof Unreachable ? "relay.unreachable" : "relay.failed";
    }

    /** Whether somebody wanted to write who may only read. */
    static boolean isForReaders(Throwable failure) {
        return failure instanceof VaultException vault
                && vault.code() == VaultException.Code.VIEW_ONLY;
    }

    /** What a person reads of what a relay refused; empty where that has to say it itself. */
    static Optional<String> of(ErrorCode code) {
        return Optional.ofNullable(RELAY.get(code)).map(Words::of);
    }
}
