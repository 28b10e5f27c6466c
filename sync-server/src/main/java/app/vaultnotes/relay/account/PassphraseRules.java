package app.vaultnotes.relay.account;

import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.Fields;
import app.vaultnotes.relay.call.RelayException;
import java.text.Normalizer;

/** What a new passphrase must be: long enough, and none that is guessed first. Nothing else. */
final class PassphraseRules {

    private static final int SHORTEST = 15;
    private static final int LONGEST = 1_000;

    private PassphraseRules() {}

    /**
     * Refuses a passphrase that somebody would guess.
     *
     * @throws RelayException INVALID, with words that say which rule
     */
    static void requireGood(String field, String passphrase, EmailAddress email) {
        requireShort(field, passphrase);
        String normal = Normalizer.normalize(passphrase, Normalizer.Form.NFC);
        int characters = normal.codePointCount(0, normal.length());
        if (characters < SHORTEST) {
            throw RelayException.invalid(
                    field + " has " + characters + " characters, at least " + SHORTEST);
        }
        Fields.withoutControls(field, normal);
        if (CommonPassphrases.isCommon(normal, email)) {
            throw RelayException.invalid(
                    field + " is one of those that are guessed first; take words of your own");
        }
    }

    /** Refuses what no passphrase is; all that is asked of one that is only compared. */
    static void requireShort(String field, String passphrase) {
        if (passphrase.codePointCount(0, passphrase.length()) > LONGEST) {
            throw RelayException.invalid(field + " has more than " + LONGEST + " characters");
        }
    }
}
