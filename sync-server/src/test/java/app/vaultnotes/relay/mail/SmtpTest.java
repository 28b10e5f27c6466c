package app.vaultnotes.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.serve.Addresses;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Letters on their way to a real mail server. */
class SmtpTest {

    private static final String LINK = "https://relay.example/join#kanarienvogel";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration SOON = Duration.ofMillis(20);

    @TempDir private Path folder;

    private static Letter letter(String to, long lifetimeMillis) {
        return new Letter(
                EmailAddress.parse(to),
                Letter.Purpose.VAULT,
                "ann@example.org",
                LINK,
                CLOCK.millis() + lifetimeMillis);
    }

    private static Letter letter() {
        return letter("bob@example.org", 3_600_000);
    }

    @ParameterizedTest
    @EnumSource
    void aLetterArrivesWhole(SmtpSettings.Security security) throws Exception {
        try (MailServer server = new MailServer(folder, security, false)) {
            Smtp smtp = new Smtp(server.settings(), CLOCK);
            smtp.check();
            assertEquals(List.of(), server.letters());
            smtp.send(letter());
            String there = server.await(each -> true);
            assertTrue(there.startsWith("to bob@example.org\n"), there);
            assertTrue(there.contains("From: relay@example.org"), there);
            assertTrue(there.contains("To: bob@example.org"), there);
            assertTrue(there.contains("Subject: An invitation into a vault of notes"), there);
            assertTrue(there.contains("Auto-Submitted: auto-generated"), there);
            assertTrue(there.contains("ann@example.org invites you"), there);
            assertTrue(there.contains(LINK), there);
        }
    }

    private static SmtpException refused(SmtpSettings settings) {
        return assertThrows(SmtpException.class, () -> new Smtp(settings, CLOCK).send(letter()));
    }

    @ParameterizedTest
    @EnumSource(names = "OFF", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsSaidToAServerThatIsNotTheOneThatWasMeant(SmtpSettings.Security security)
            throws Exception {
        try (MailServer server = new MailServer(folder, security, false)) {
            Optional<Path> trusted = server.authorities();
            SmtpSettings unknown =
                    server.settings("localhost", MailServer.PASSPHRASE, Optional.empty());
            SmtpSettings named = server.settings("127.0.0.1", MailServer.PASSPHRASE, trusted);
            for (SmtpSettings wrong : List.of(unknown, named)) {
                SmtpException refused = refused(wrong);
                assertFalse(refused.isFinal());
                assertEquals("The mail server cannot be reached.", refused.getMessage());
            }
            SmtpException user = refused(server.settings("localhost", "wrong", trusted));
            assertEquals("The mail server refuses the user.", user.getMessage());
            assertEquals(List.of(), server.letters());
        }
    }

    @Test
    void withoutTlsNothingIsHandedOverWhereItIsWanted() throws Exception {
        try (MailServer server = new MailServer(folder, SmtpSettings.Security.STARTTLS, true)) {
            assertFalse(refused(server.settings()).isFinal());
            assertEquals(List.of(), server.letters());
        }
    }

    @Test
    void whatIsRefusedForNowIsTriedAgainAndWhatIsRefusedForGoodIsNot() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(MailQueue.class.getName());
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (MailServer server = new MailServer(folder, SmtpSettings.Security.OFF, false);
                MailQueue queue = new MailQueue(new Smtp(server.settings(), CLOCK), CLOCK, SOON)) {
            server.refuse(451, 421, 550);
            assertTrue(queue.post(letter()));
            await(() -> server.tries() == 3 && queue.waiting() == 0);
            assertEquals(List.of(), server.letters());
            assertEquals(3, log.list.size());
            server.refuse(451);
            assertTrue(queue.post(letter("carl@example.org", 3_600_000)));
            server.await(each -> each.contains("carl@example.org"));
            await(() -> queue.waiting() == 0);
            assertEquals(5, server.tries());
            server.refuse(451);
            assertTrue(queue.post(letter("dora@example.org", 10)));
            assertTrue(queue.post(letter("two,of@them", 3_600_000)));
            await(() -> queue.waiting() == 0);
            assertEquals(6, server.tries());
        } finally {
            logger.detachAppender(log);
        }
        assertTrue(log.list.size() >= 5, log.list.toString());
        for (ILoggingEvent each : log.list) {
            String said = each.getFormattedMessage() + each.getThrowableProxy();
            assertFalse(said.contains("@") || said.contains("kanarienvogel"), said);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void noMoreThanAThousandLettersWait() throws Exception {
        SmtpSettings nowhere =
                new SmtpSettings(
                        "localhost",
                        Addresses.port("127.0.0.1", 0),
                        SmtpSettings.Security.OFF,
                        Optional.empty(),
                        "relay@example.org",
                        Optional.empty());
        try (MailQueue queue = new MailQueue(new Smtp(nowhere, CLOCK), CLOCK)) {
            for (int i = 0; i < 1_000; i++) {
                assertTrue(queue.post(letter()));
            }
            assertFalse(queue.post(letter()));
            assertEquals(1_000, queue.waiting());
        }
    }
}
