package app.vaultnotes.vault.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    private static final byte[] SECRET = "not for others".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    private SecretFile file(String given, String asked) {
        return new SecretFile(
                path(),
                new SecretFile.Passphrases() {
                    @Override
                    public Optional<String> given() {
                        return Optional.of(given).filter(words -> !words.isEmpty());
                    }

                    @Override
                    public Optional<String> asked(Path path) {
                        return Optional.of(asked).filter(words -> !words.isEmpty());
                    }
                },
                new SecureRandom());
    }

    private Path path() {
        return folder.resolve("data").resolve("secrets");
    }

    private static byte[] kept(Secrets secrets, String name) {
        return secrets.get(name).orElseThrow();
    }

    private static boolean isIn(byte[] all, byte[] part) {
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatWasPutIsFoundByTheNextProcess() {
        SecretFile secrets = file("", "");
        assertTrue(secrets.get("one").isEmpty());
        secrets.put("one", SECRET);
        secrets.put("two", new byte[Secrets.MOST_BYTES]);
        secrets.put("two", new byte[0]);
        assertArrayEquals(SECRET, kept(file("", ""), "one"));
        assertEquals(0, kept(file("", ""), "two").length);
        file("", "").remove("one");
        assertTrue(secrets.get("one").isEmpty());
        assertTrue(secrets.place().contains("no passphrase"), secrets.place());
    }

    @Test
    void namesAndSizesThatNoPlaceTakesAreRefused() {
        SecretFile secrets = file("", "");
        byte[] tooLong = new byte[Secrets.MOST_BYTES + 1];
        assertThrows(IllegalArgumentException.class, () -> secrets.put("one", tooLong));
        assertThrows(IllegalArgumentException.class, () -> secrets.put("-w \"", SECRET));
        assertFalse(Files.exists(path()));
    }

    @Test
    void othersCannotReadItAndItIsNotReadWhenTheyCan() throws IOException {
        assumeTrue(path().getFileSystem().supportedFileAttributeViews().contains("posix"));
        SecretFile secrets = file("", "");
        secrets.put("one", SECRET);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
        VaultException refused = assertThrows(VaultException.class, () -> secrets.get("one"));
        assertEquals(VaultException.Code.REFUSED, refused.code());
        assertTrue(refused.hint().contains("chmod 600"));
    }

    @Test
    void aPassphraseWrapsIt() throws IOException {
        file("", "").put("one", SECRET);
        assertTrue(isIn(Files.readAllBytes(path()), SECRET));
        file("words", "").put("two", SECRET);
        assertFalse(isIn(Files.readAllBytes(path()), SECRET));
        SecretFile secrets = file("", "words");
        assertArrayEquals(SECRET, kept(secrets, "one"));
        assertTrue(secrets.place().contains("your passphrase"), secrets.place());
        secrets.remove("one");
        assertArrayEquals(SECRET, kept(file("other words", "words"), "two"));
    }

    @Test
    void withoutItsPassphraseNothingIsReadOrLost() throws IOException {
        file("words", "").put("one", SECRET);
        byte[] before = Files.readAllBytes(path());
        for (String wrong : List.of("", "other words")) {
            SecretFile secrets = file(wrong, wrong);
            assertEquals(
                    VaultException.Code.REFUSED,
                    assertThrows(VaultException.class, () -> secrets.get("one")).code());
            assertThrows(VaultException.class, () -> secrets.put("two", SECRET));
            assertThrows(VaultException.class, () -> secrets.remove("one"));
        }
        assertArrayEquals(before, Files.readAllBytes(path()));
    }

    @Test
    void bytesFromElsewhereAreSaidToBeDamaged() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SecretFile secrets = file("", "");
        secrets.put("one", SECRET);
        secrets.put("two", SECRET);
        byte[] whole = Files.readAllBytes(path());
        for (int length = 1; length < whole.length; length++) {
            assertIsDamaged(Arrays.copyOf(whole, length), "cut to " + length);
        }
        assertIsDamaged(Arrays.copyOf(whole, whole.length + 1), "with one more");
        assertIsDamaged(new byte[(4 << 20) + 1], "too long");
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[6 + random.nextInt(200)];
            random.nextBytes(noise);
            System.arraycopy(whole, 0, noise, 0, 6);
            Files.write(path(), noise);
            try {
                secrets.get("one");
            } catch (VaultException e) {
                assertEquals(VaultException.Code.DAMAGED, e.code(), "seed " + seed);
            }
        }
    }

    private void assertIsDamaged(byte[] bytes, String what) throws IOException {
        Files.write(path(), bytes);
        VaultException damaged =
                assertThrows(VaultException.class, () -> file("", "").get("one"), what);
        assertEquals(VaultException.Code.DAMAGED, damaged.code(), what);
        assertTrue(String.valueOf(damaged.getMessage()).contains(path().toString()), what);
    }

    @Test
    void aWrappedFileAsksForNoMoreThanAMachineHas() throws IOException {
        file("words", "").put("one", SECRET);
        byte[] bytes = Files.readAllBytes(path());
        bytes[6] = 0x7f; // two thousand gigabytes of memory
        Files.write(path(), bytes);
        VaultException damaged =
                assertThrows(VaultException.class, () -> file("", "words").get("one"));
        assertEquals(VaultException.Code.DAMAGED, damaged.code());
    }

    @Test
    void manyWhoPutAtOnceLoseNothing() throws Exception {
        List<Future<?>> puts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 20; i++) {
                String name = "secret-" + i;
                puts.add(threads.submit(() -> file("", "").put(name, SECRET)));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        } finally {
            threads.shutdown();
        }
        SecretFile secrets = file("", "");
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(SECRET, kept(secrets, "secret-" + i));
        }
    }
}
