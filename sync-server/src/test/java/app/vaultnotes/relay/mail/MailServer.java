package app.vaultnotes.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.relay.serve.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real mail server on loopback, which keeps what it takes. */
public final class MailServer implements AutoCloseable {

    /** Who may hand letters over, where it is asked. */
    public static final String USER = "relay";

    /** Their passphrase. */
    public static final String PASSPHRASE = "drei-Amseln-im-Schnee";

    private static final char[] STORE_PASSPHRASE = "changeit".toCharArray();
    private static final long PATIENCE_SECONDS = 30;

    private final SMTPServer server;
    private final Optional<Path> authorities;
    private final SmtpSettings.Security security;
    private final List<String> letters = new ArrayList<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private int tries;

    /**
     * Starts one.
     *
     * @param folder where its certificate is made, which names localhost
     * @param hidesTls whether it passes over in silence that it could have TLS
     */
    public MailServer(Path folder, SmtpSettings.Security security, boolean hidesTls)
            throws Exception {
        this.security = security;
        int port = Addresses.port("127.0.0.1", 0);
        SMTPServer.Builder builder =
                SMTPServer.port(port)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .messageHandler((context, from, to, data) -> take(to, data));
        if (security == SmtpSettings.Security.OFF) {
            authorities = Optional.empty();
        } else {
            KeyStore store = store(folder);
            authorities = Optional.of(pem(folder, store));
            SSLContext context = context(store);
            builder.requireAuth().authenticationHandlerFactory(asking());
            if (security == SmtpSettings.Security.TLS) {
                builder.serverSocketFactory(context);
            } else {
                builder.enableTLS().hideTLS(hidesTls).startTlsSocketFactory(context);
            }
        }
        server = builder.build();
        server.start();
    }

    private static EasyAuthenticationHandlerFactory asking() {
        return new EasyAuthenticationHandlerFactory((user, passphrase, context) -> {
            if (!user.equals(USER) || !passphrase.equals(PASSPHRASE)) {
                throw new LoginFailedException();
            }
        });
    }

    private static KeyStore store(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("mail.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "mail",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(STORE_PASSPHRASE),
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSPHRASE);
        }
        return store;
    }

    private static Path pem(Path folder, KeyStore store)
            throws IOException, GeneralSecurityException {
        String base64 =
                Base64.getMimeEncoder().encodeToString(store.getCertificate("mail").getEncoded());
        return Files.writeString(
                folder.resolve("mail.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_PASSPHRASE);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private synchronized void take(String to, byte[] data) throws RejectException {
        tries++;
        notifyAll();
        Integer answer = answers.poll();
        if (answer != null) {
            throw new RejectException(answer, "no room for " + to);
        }
        letters.add("to " + to + "\n" + new String(data, StandardCharsets.UTF_8));
    }

    /** Refuses the next letters, each with one of these. */
    synchronized void refuse(Integer... codes) {
        answers.addAll(List.of(codes));
    }

    /** How often somebody has tried. */
    synchronized int tries() {
        return tries;
    }

    /** The letters that it has taken. */
    public synchronized List<String> letters() {
        return List.copyOf(letters);
    }

    /** Waits for a letter. */
    public synchronized String await(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (letters.stream().noneMatch(wanted)) {
            long leftNanos = deadline - System.nanoTime();
            if (leftNanos <= 0) {
                throw new AssertionError("waited in vain; there are " + letters);
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
        return letters.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** How it is reached rightly. */
    public SmtpSettings settings() {
        return settings("localhost", PASSPHRASE, authorities);
    }

    /** How it is reached otherwise. */
    SmtpSettings settings(String host, String passphrase, Optional<Path> trusted) {
        return new SmtpSettings(
                host,
                server.getPort(),
                security,
                security == SmtpSettings.Security.OFF
                        ? Optional.empty()
                        : Optional.of(new SmtpSettings.Login(USER, passphrase)),
                "relay@example.org",
                trusted);
    }

    /** The certificate that it is to be trusted by. */
    public Optional<Path> authorities() {
        return authorities;
    }

    @Override
    public void close() {
        server.stop();
    }
}
