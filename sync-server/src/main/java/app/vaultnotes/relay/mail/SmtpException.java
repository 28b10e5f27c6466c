package app.vaultnotes.relay.mail;

import java.io.Serial;

/** Why a letter did not go. Its message names nobody and has no words of the server. */
public final class SmtpException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    private final boolean isFinal;

    SmtpException(String message, boolean isFinal, Throwable cause) {
        super(message, cause);
        this.isFinal = isFinal;
    }

    /** Whether trying again cannot help. */
    public boolean isFinal() {
        return isFinal;
    }

    /** All that is known, for whoever set the server up; it may name whom the letter was for. */
    public String detail() {
        Throwable cause = getCause();
        return getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
    }
}
