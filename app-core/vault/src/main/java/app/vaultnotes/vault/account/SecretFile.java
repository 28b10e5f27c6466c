package app.vaultnotes.vault.account;

import app.vaultnotes.vault.VaultException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in one file, where a system has no keychain: wrapped by a passphrase where one is given,
 * else readable by its owner only.
 *
 * <p>The file begins with {@code VNSF}, a version and whether it is wrapped; then come the secrets,
 * or what {@link Wrapping} makes of them. Each time it is written it is replaced as a whole.
 */
public final class SecretFile implements Secrets {

    private static final int MAGIC = 0x564E5346;
    private static final int VERSION = 1;
    private static final int PLAIN = 0;
    private static final int WRAPPED = 1;

    private static final int HEAD_BYTES = 6;
    private static final int MOST_FILE_BYTES = 4 << 20;
    private static final int MOST_SECRETS = 10_000;

    private final PrivateFile file;
    private final Passphrases passphrases;
    private final SecureRandom random;

    private @Nullable Wrapping wrapping;

    /** Who knows the passphrase that wraps the file. */
    public interface Passphrases {

        /** The one to wrap a file with that is not wrapped; empty to leave it so. */
        Optional<String> given();

        /** The one that a file is wrapped with; empty when nobody can be asked. */
        Optional<String> asked(Path file);
    }

    /** A file that is made when the first secret is put. */
    public SecretFile(Path path, Passphrases passphrases, SecureRandom random) {
        this.file = new PrivateFile(path, MOST_FILE_BYTES);
        this.passphrases = passphrases;
        this.random = random;
    }

    @Override
    public synchronized Optional<byte[]> get(String name) {
        return Optional.ofNullable(read(file.read()).get(name)).map(byte[]::clone);
    }

    @Override
    public synchronized void put(String name, byte[] secret) {
        Secrets.require(name, secret);
        change(all -> all.put(name, secret.clone()));
    }

    @Override
    public synchronized void remove(String name) {
        if (read(file.read()).containsKey(name)) {
            change(all -> all.remove(name));
        }
    }

    @Override
    public synchronized String place() {
        byte[] bytes = file.read();
        boolean isWrapped = bytes.length > 0 ? isWrapped(bytes) : passphrases.given().isPresent();
        return isWrapped
                ? "the file " + file.path() + ", wrapped by your passphrase"
                : "the file "
                        + file.path()
                        + ", which only you can read, but which no passphrase wraps";
    }

    /** A passphrase may be asked for, and that takes its time: before others have to wait. */
    private void change(Consumer<Map<String, byte[]>> change) {
        unlock();
        file.alone(() -> {
            Map<String, byte[]> all = read(file.read());
            change.accept(all);
            file.replace(written(all));
            return true;
        });
    }

    private void unlock() {
        byte[] bytes = file.read();
        if (bytes.length > 0 && isWrapped(bytes)) {
            read(bytes);
        } else if (wrapping == null) {
            wrapping = passphrases.given().map(words -> Wrapping.anew(words, random)).orElse(null);
        }
    }

    private boolean isWrapped(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            if (in.readInt() != MAGIC) {
                throw file.damaged("it does not begin as one");
            }
            if (in.readUnsignedByte() > VERSION) {
                throw new VaultException(
                        VaultException.Code.NEWER_FORMAT,
                        "The file " + file.path() + " was written by a newer Vault Notes.",
                        "Use that one.");
            }
            return in.readUnsignedByte() != PLAIN;
        } catch (IOException e) {
            throw file.damaged("it is cut off");
        }
    }

    private Map<String, byte[]> read(byte[] bytes) {
        if (bytes.length == 0) {
            return new TreeMap<>();
        }
        file.requirePrivate();
        boolean isWrapped = isWrapped(bytes);
        byte[] body = new byte[bytes.length - HEAD_BYTES];
        System.arraycopy(bytes, HEAD_BYTES, body, 0, body.length);
        return parse(isWrapped ? unwrapped(body) : body);
    }

    private byte[] unwrapped(byte[] body) {
        Wrapping known = wrapping;
        if (known == null || !known.isOf(body)) {
            String words = passphrases.asked(file.path()).orElseThrow(this::noPassphrase);
            known = Wrapping.of(words, body).orElseThrow(() -> file.damaged("its head is none"));
        }
        byte[] secrets = known.open(body).orElseThrow(this::wrongPassphrase);
        wrapping = known;
        return secrets;
    }

    private VaultException noPassphrase() {
        return new VaultException(
                VaultException.Code.REFUSED,
                "The file " + file.path() + " is wrapped by a passphrase.",
                "Name a file that has it in VAULTNOTES_SECRETS_PASSPHRASE_FILE.");
    }

    private VaultException wrongPassphrase() {
        return new VaultException(
                VaultException.Code.REFUSED,
                "The passphrase does not open " + file.path() + ".",
                "Try again; if it is lost, move the file away and sign in again.");
    }

    private Map<String, byte[]> parse(byte[] body) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        Map<String, byte[]> all = new TreeMap<>();
        try {
            int count = in.readInt();
            if (count < 0 || count > MOST_SECRETS) {
                throw file.damaged("it has " + count + " secrets");
            }
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                byte[] secret = new byte[Math.min(in.readUnsignedShort(), MOST_BYTES)];
                in.readFully(secret);
                all.put(name, secret);
            }
            if (in.read() >= 0) {
                throw file.damaged("something follows the last secret");
            }
            return all;
        } catch (IOException e) {
            throw file.damaged("it is cut off");
        }
    }

    private byte[] written(Map<String, byte[]> all) {
        Wrapping known = wrapping;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            out.writeByte(known == null ? PLAIN : WRAPPED);
            out.write(known == null ? body(all) : known.close(body(all), random));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] body(Map<String, byte[]> all) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(all.size());
            for (Map.Entry<String, byte[]> each : all.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeShort(each.getValue().length);
                out.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
