package app.vaultnotes.relay.call;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** An e-mail address as its owner wrote it. Two are the same when their keys are. */
public final class EmailAddress {

    private static final int LONGEST = 254;

    private final String text;
    private final String key;

    private EmailAddress(String text) {
        this.text = text;
        key = text.toLowerCase(Locale.ROOT);
    }

    /**
     * The address written as this text: one @ with something on both sides, at most 254 characters,
     * no blanks or control characters.
     *
     * @throws RelayException INVALID when it is none
     */
    public static EmailAddress parse(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        int at = normal.indexOf('@');
        boolean isOne =
                normal.length() <= LONGEST
                        && at > 0
                        && at == normal.lastIndexOf('@')
                        && at < normal.length() - 1
                        && normal.codePoints().noneMatch(EmailAddress::isBlank);
        if (!isOne) {
            throw RelayException.invalid("email is no address");
        }
        return new EmailAddress(normal);
    }

    /** That of an account, read as the account itself; nothing when it is gone. */
    public static Optional<EmailAddress> of(Database database, UUID account) {
        return database.transact(
                Scope.account(account),
                rows ->
                        rows.first(
                                "SELECT email FROM account WHERE account_id = ?",
                                row -> parse(row.getString(1)),
                                account));
    }

    private static boolean isBlank(int character) {
        return Character.isISOControl(character)
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character);
    }

    /** As it is shown. */
    public String text() {
        return text;
    }

    /** As it is compared: without regard to case. */
    public String key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && key.equals(address.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Nothing of it: what is logged has no addresses. */
    @Override
    public String toString() {
        return "an address";
    }
}
