package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.automerge.AutomergeEngine;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Vaults in a folder of a test, and a clock that a test sets. */
final class Vaults {

    final TestClock clock = new TestClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final Path root;

    Vaults(Path root) {
        this.root = root;
    }

    /** A clock that stands until it is moved. */
    static final class TestClock extends Clock {
        private Instant now;

        TestClock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static int openings;

    Path folder(String name) {
        return root.resolve(name);
    }

    Vault create(String name) {
        SqliteStore.create(folder(name), Id.random()).close();
        return open(name);
    }

    Vault open(String name) {
        return open(name, engine(), "device");
    }

    /** Opens a vault with an engine, on a machine. */
    Vault open(String name, CrdtEngine engine, String machine) {
        return Vault.open(SqliteStore.open(folder(name)), engine, clock, identity(machine));
    }

    /**
     * The engine of the next opening: {@code -Dvaultnotes.engine} may be java, the usual one,
     * automerge or mixed, where every vault is opened with either in turn.
     */
    static CrdtEngine engine() {
        String name = System.getProperty("vaultnotes.engine", "java");
        boolean reference =
                name.equals("automerge") || (name.equals("mixed") && openings++ % 2 == 1);
        return reference ? new AutomergeEngine() : new JavaEngine();
    }

    DeviceIdentity identity(String machine) {
        return new DeviceIdentity(root.resolve("state-" + machine), machine);
    }

    /** Removes a closed vault. */
    void remove(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder(name))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Copies a closed vault, as a person copies a folder. */
    void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(folder(from))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = folder(to).resolve(folder(from).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
