package app.vaultnotes.relay.content;

import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import java.nio.file.Path;
import java.time.Instant;

/** Trims the logs of a database in a process of its own, which may be killed. */
final class TrimProcess {

    private TrimProcess() {}

    /** URL, user, password, folder of blobs, time. */
    public static void main(String[] args) {
        try (Database database = Database.open(new DatabaseAddress(args[0], args[1], args[2]));
                BlobStore store = FileBlobStore.open(Path.of(args[3]))) {
            new LogTrim(database, store, new StandingClock(Instant.parse(args[4]))).run();
        }
    }

    /** Time that does not pass. */
    private record StandingClock(Instant instant) implements RelayClock {
        @Override
        public long steadyMillis() {
            return instant.toEpochMilli();
        }
    }
}
