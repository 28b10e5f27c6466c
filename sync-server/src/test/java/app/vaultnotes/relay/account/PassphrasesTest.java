package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphrasesTest {

    private static final EmailAddress ANN = EmailAddress.parse("ann.lee@mail.example.org");

    private static Passphrases passphrases(Argon2Cost cost) {
        return new Passphrases(cost, Passphrases.Bound.USUAL, new SecureRandom());
    }

    @Test
    void aHashSaysHowItWasMadeAndIsSaltedAnew() {
        Passphrases usual = passphrases(Argon2Cost.USUAL);
        String hash = usual.hash("seven grey herons");
        assertTrue(
                hash.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[^$]{22}\\$[^$]{43}"), hash);
        assertTrue(usual.isRight("seven grey herons", hash));
        assertFalse(usual.isRight("seven grey heron", hash));
        assertFalse(usual.isRight("", hash));
        assertFalse(usual.isRight("", null));
        assertNotEquals(hash, usual.hash("seven grey herons"));
        assertFalse(usual.isOutdated(hash));
        assertTrue(usual.isOutdated(passphrases(TestRelay.CHEAP).hash("x")));
    }

    /** From the command line program of the reference implementation. */
    @Test
    void aHashOfTheReferenceImplementationIsRead() {
        String reference =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        Passphrases cheap = passphrases(TestRelay.CHEAP);
        assertTrue(cheap.isRight("password", reference));
        assertFalse(cheap.isRight("passwort", reference));
    }

    /**
     * Far from equal, so that a busy machine does not matter; nothing would take no time at all.
     */
    @Test
    void whoHasNoHashTakesAsLong() {
        Passphrases usual = passphrases(Argon2Cost.USUAL);
        String kept = usual.hash("seven grey herons");
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertFalse(usual.isRight("eight grey herons", kept));
            long middle = System.nanoTime();
            assertFalse(usual.isRight("eight grey herons", null));
            known = Math.min(known, middle - start);
            unknown = Math.min(unknown, System.nanoTime() - middle);
        }
        assertTrue(unknown > known / 5, unknown + " and " + known);
    }

    @Test
    void theSameLettersAreTheSamePassphrase() {
        Passphrases cheap = passphrases(TestRelay.CHEAP);
        assertTrue(cheap.isRight("cafe\u0301", cheap.hash("caf\u00e9")));
    }

    @Test
    void aHashThatAsksForTooMuchIsNotComputed() {
        Passphrases cheap = passphrases(TestRelay.CHEAP);
        String tail = "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        for (String cost :
                List.of("m=999999,t=2,p=1", "m=64,t=900,p=1", "m=64,t=1,p=90", "m=64,t=0,p=1")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cheap.isRight("x", "$argon2id$v=19$" + cost + tail),
                    cost);
        }
        assertThrows(IllegalArgumentException.class, () -> cheap.isRight("x", "secret"));
    }

    /** Hashes whose first takes until it is let go. */
    private static final class Stuck {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final AtomicInteger salts = new AtomicInteger();
        private final Passphrases passphrases;
        private final Thread first;

        Stuck(Passphrases.Bound bound) throws InterruptedException {
            SecureRandom random =
                    new SecureRandom() {
                        @Override
                        public void nextBytes(byte[] bytes) {
                            if (salts.incrementAndGet() == 2) {
                                entered.countDown();
                                await(leave);
                            }
                        }
                    };
            passphrases = new Passphrases(TestRelay.CHEAP, bound, random);
            first = Thread.ofPlatform().start(() -> passphrases.hash("x"));
            entered.await();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void letGo() throws InterruptedException {
            leave.countDown();
            first.join();
        }
    }

    @Test
    void fewAreHashedAtOnceAndFewWait() throws InterruptedException {
        Stuck stuck = new Stuck(new Passphrases.Bound(1, 2, Duration.ofSeconds(60)));
        BlockingQueue<Object> results = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.add(Thread.ofPlatform().start(() -> results.add(hashed(stuck.passphrases))));
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(ErrorCode.RATE_LIMITED, results.take());
        }
        stuck.letGo();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of("", ""), List.copyOf(results));
    }

    private static Object hashed(Passphrases passphrases) {
        try {
            passphrases.hash("seven grey herons");
            return "";
        } catch (RelayException refusal) {
            return refusal.code();
        }
    }

    @Test
    void nobodyWaitsForLong() throws InterruptedException {
        Stuck stuck = new Stuck(new Passphrases.Bound(1, 9, Duration.ofMillis(20)));
        refuses(ErrorCode.UNAVAILABLE, () -> stuck.passphrases.hash("y"));
        stuck.letGo();
        stuck.passphrases.hash("z");
    }

    @Test
    void nothingOfItIsShown() {
        assertEquals(
                "a passphrase's hash",
                PassphraseHash.of("seven grey herons", TestRelay.CHEAP, new byte[16]).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "fourteen chars",
                "aaaaaaaaaaaaaaaaaaaa",
                "abababababababababab",
                "passwordpassword",
                "Password-Password-1",
                "P@ssw0rd P@ssw0rd 2",
                "password123password",
                "drowssapdrowssap12",
                "qwertyuiopasdfghjkl",
                "1qaz2wsx3edc4rfv5tgb",
                "123456789012345",
                "111122223333444",
                "abcdefghijklmnopqrs",
                "zyxwvutsrqponmlkjihg",
                "correct horse battery staple",
                "CorrectHorseBatteryStaple1",
                "iloveyouforeverbaby",
                "monkey dragon football master",
                "thequickbrownfoxjumpsoverthelazydog",
                "to be or not to be that is",
                "ann.lee@mail.example.org",
                "annleemailexample",
                "AnnLee-Vault-Notes-2026",
                "vaultnotesvaultnotes",
                "My Vault Notes Password",
                "hallohallohallohallo",
                "passwort12345678",
                "xyzxyzxyzxyzxyzxyz",
                "a1b2c3a1b2c3a1b2c3",
                "йцукенгшщзфывапролд",
                "..................",
                "                    ",
                "line\nbreak in a passphrase",
            })
    void whatIsGuessedFirstIsRefused(String passphrase) {
        refuses(
                ErrorCode.INVALID,
                () -> PassphraseRules.requireGood("passphrase", passphrase, ANN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestRelay.PASSPHRASE,
                "aspirin tundra oboe",
                "kX9-vq2-Lm4-zz7",
                "all lower case letters only",
                "4839201748203948571",
                "Fünf grüne Äpfel im Regen",
                "猫が窓の外で静かに雨の音を聞く夜",
                "my dog eats red socks on mondays",
                "ann.lee likes 7 walnut boats",
            })
    void anythingElseIsTaken(String passphrase) {
        PassphraseRules.requireGood("passphrase", passphrase, ANN);
    }

    @Test
    void lengthsAreCountedInCharacters() {
        PassphraseRules.requireGood("passphrase", "🐢🦆🐌🦀🐝🦉🐡🦋🐜🦎🐙🦑🐞🦂🐬", ANN);
        refuses(
                ErrorCode.INVALID,
                () ->
                        PassphraseRules.requireGood(
                                "passphrase", "🐢🦆🐌🦀🐝🦉🐡🦋🐜🦎🐙🦑🐞🦂", ANN));
        String longest = "kX9-vq2+".repeat(125);
        refuses(
                ErrorCode.INVALID,
                () -> PassphraseRules.requireGood("passphrase", longest + "x", ANN));
        StringBuilder random = new StringBuilder();
        new java.util.Random(7).ints(1_000, 'a', 'z').forEach(random::appendCodePoint);
        PassphraseRules.requireGood("passphrase", random.toString(), ANN);
    }
}
