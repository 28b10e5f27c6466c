package app.vaultnotes.relay.mail;

import app.vaultnotes.relay.call.EmailAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A link on its way to whoever it is for. It has nothing in it that others may write freely, so
 * that nobody sends messages of their own by it.
 *
 * @param to whom it is for
 * @param purpose what the link does
 * @param by the address of whoever invites; empty for whoever runs the relay
 * @param link all of it, with its secret
 * @param expiresMillis when the link ends; nobody needs the letter afterwards
 */
public record Letter(EmailAddress to, Purpose purpose, String by, String link, long expiresMillis) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /** What a link does. */
    public enum Purpose {
        /** Makes an account. */
        ACCOUNT,
        /** Leads into a vault, and makes an account for whoever has none. */
        VAULT,
        /** Gives an account a new passphrase. */
        PASSPHRASE
    }

    /** By whoever runs the relay. */
    public Letter(EmailAddress to, Purpose purpose, String link, long expiresMillis) {
        this(to, purpose, "", link, expiresMillis);
    }

    String subject() {
        return switch (purpose) {
            case ACCOUNT -> "An account for Vault Notes";
            case VAULT -> "An invitation into a vault of notes";
            case PASSPHRASE -> "A new passphrase for Vault Notes";
        };
    }

    String text() {
        return """
        %s

        %s

        It works once, until %s. Whoever has it can use it: pass it on to nobody.

        %s
        """
                .formatted(
                        opening(),
                        link,
                        TIME.format(Instant.ofEpochMilli(expiresMillis)),
                        closing());
    }

    private String opening() {
        return switch (purpose) {
            case ACCOUNT -> "By this link you make an account for Vault Notes:";
            case VAULT ->
                    by
                            + " invites you into a vault of notes. By this link you join, and make"
                            + " an account if you have none:";
            case PASSPHRASE -> "By this link you set a new passphrase of your account:";
        };
    }

    private String closing() {
        return switch (purpose) {
            case ACCOUNT, VAULT -> "If you did not expect this, do nothing: nothing was made yet.";
            case PASSPHRASE ->
                    "If you did not ask for it, do nothing: your passphrase stays as it is.";
        };
    }

    /** Neither an address nor the link. */
    @Override
    public String toString() {
        return "a letter until " + expiresMillis;
    }
}
