package app.vaultnotes.relay.check;

import app.vaultnotes.relay.mail.Smtp;
import app.vaultnotes.relay.mail.SmtpException;
import app.vaultnotes.relay.mail.SmtpSettings;
import java.time.InstantSource;

/** Looks whether letters can be sent; none is. */
public final class MailCheck {

    private static final String CHECK = "smtp";

    private final Findings findings;

    /** Notes what it finds. */
    public MailCheck(Findings findings) {
        this.findings = findings;
    }

    /** Connects to the mail server and signs in. */
    public void look(SmtpSettings settings) {
        try {
            new Smtp(settings, InstantSource.system()).check();
            findings.ok(CHECK, "%s takes letters from this relay.".formatted(settings));
        } catch (SmtpException e) {
            findings.fail(
                    CHECK,
                    "%s: %s".formatted(settings, e.detail()),
                    "See that smtp.host, port, security, user and password are right, that its"
                            + " certificate has that name and is trusted (smtp.ca-file), and that"
                            + " smtp.from is an address.");
        }
    }
}
