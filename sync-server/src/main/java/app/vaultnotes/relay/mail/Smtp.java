package app.vaultnotes.relay.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Hands letters to a mail server, one connection for each. Waits for the server, at most 30 seconds
 * at a time. Safe for any number of threads.
 */
public final class Smtp {

    private static final Logger LOG = System.getLogger(Smtp.class.getName());
    private static final String CONNECT_MILLIS = "10000";
    private static final String SILENCE_MILLIS = "30000";
    private static final int REFUSED_FOR_GOOD = 500;

    private final SmtpSettings settings;
    private final InstantSource clock;
    private final Session session;

    /**
     * By a server, to which nothing is said yet.
     *
     * @throws SmtpException when the certificates that it is to be trusted by cannot be read
     */
    public Smtp(SmtpSettings settings, InstantSource clock) throws SmtpException {
        this.settings = settings;
        this.clock = clock;
        Properties properties = properties(settings);
        if (settings.authorities().isPresent()) {
            properties.put("mail.smtp.ssl.socketFactory", trusting(settings.authorities().get()));
        }
        session = Session.getInstance(properties);
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        SmtpSettings.Security security = settings.security();
        properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
        properties.put(
                "mail.smtp.ssl.enable", Boolean.toString(security == SmtpSettings.Security.TLS));
        String startsTls = Boolean.toString(security == SmtpSettings.Security.STARTTLS);
        properties.put("mail.smtp.starttls.enable", startsTls);
        properties.put("mail.smtp.starttls.required", startsTls);
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.put("mail.smtp.timeout", SILENCE_MILLIS);
        properties.put("mail.smtp.writetimeout", SILENCE_MILLIS);
        properties.put("mail.mime.allowutf8", "true");
        return properties;
    }

    private static SSLSocketFactory trusting(Path authorities) throws SmtpException {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(Integer.toString(store.size()), each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new SmtpException(
                    "The certificates in " + authorities + " cannot be read.", true, e);
        }
    }

    /**
     * Connects and signs in, and sends nothing.
     *
     * @throws SmtpException when the server cannot be used
     */
    public void check() throws SmtpException {
        use(transport -> new InternetAddress(settings.from(), true).validate());
    }

    /**
     * Hands a letter over.
     *
     * @throws SmtpException when the server did not take it
     */
    public void send(Letter letter) throws SmtpException {
        use(transport -> {
            MimeMessage message = message(letter);
            transport.sendMessage(message, message.getAllRecipients());
        });
    }

    /** What is done with a line that is open. */
    @FunctionalInterface
    private interface Use {
        void of(Transport transport) throws MessagingException;
    }

    private void use(Use use) throws SmtpException {
        try {
            Transport transport = session.getTransport("smtp");
            try {
                connect(transport);
                use.of(transport);
            } finally {
                close(transport);
            }
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    private void connect(Transport transport) throws MessagingException {
        SmtpSettings.@Nullable Login login = settings.login().orElse(null);
        transport.connect(
                settings.host(),
                settings.port(),
                login == null ? null : login.user(),
                login == null ? null : login.passphrase());
    }

    /** What the server has taken it has taken, however it says good-bye. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.log(Level.DEBUG, "a mail server did not end the line well", e);
        }
    }

    private MimeMessage message(Letter letter) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(Message.RecipientType.TO, receiver(letter));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        // Nobody's “I am away” comes back.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static InternetAddress receiver(Letter letter) throws AddressException {
        return new InternetAddress(letter.to().text(), true);
    }

    private static SmtpException failure(MessagingException failure) {
        if (failure instanceof AddressException) {
            return new SmtpException("It is no address that mail can go to.", true, failure);
        }
        if (failure instanceof AuthenticationFailedException) {
            return new SmtpException("The mail server refuses the user.", false, failure);
        }
        int code = code(failure);
        return code == 0
                ? new SmtpException("The mail server cannot be reached.", false, failure)
                : new SmtpException(
                        "The mail server answered " + code + ".",
                        code >= REFUSED_FOR_GOOD,
                        failure);
    }

    /** The worst that the server answered; 0 for nothing. */
    private static int code(MessagingException failure) {
        int worst = 0;
        @Nullable Exception each = failure;
        while (each != null) {
            worst = Math.max(worst, codeOf(each));
            each = each instanceof MessagingException next ? next.getNextException() : null;
        }
        return worst;
    }

    private static int codeOf(Exception failure) {
        return switch (failure) {
            case SMTPSendFailedException sent -> sent.getReturnCode();
            case SMTPAddressFailedException address -> address.getReturnCode();
            default -> 0;
        };
    }
}
