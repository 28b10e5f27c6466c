package app.vaultnotes.relay.serve;

import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether a relay can take records now. Safe for any number of threads. */
final class Readiness {

    private final Database database;
    private final Map<String, Path> folders = new LinkedHashMap<>();

    /** Looks at a database, and at the disks of what is kept in folders. */
    Readiness(Database database, RelaySettings settings) {
        this.database = database;
        if (settings.database().isEmpty()) {
            folders.put("the database", settings.data().resolve("postgres").resolve("data"));
        }
        if (settings.s3().isEmpty()) {
            folders.put("the attachments", settings.data().resolve("blobs"));
        }
    }

    /** What is wrong, in words that anybody may read; empty when it can. */
    Optional<String> trouble() {
        return folders.entrySet().stream()
                .flatMap(each -> trouble(each.getKey(), each.getValue()).stream())
                .findFirst()
                .or(this::troubleOfDatabase);
    }

    private static Optional<String> trouble(String whose, Path folder) {
        try {
            DiskRoom room = DiskRoom.of(folder);
            return room.isEnough() ? Optional.empty() : Optional.of(room.says(whose));
        } catch (IOException e) {
            return Optional.of("The disk of " + whose + " does not answer.");
        }
    }

    private Optional<String> troubleOfDatabase() {
        if (database.wasFullLately()) {
            return Optional.of("The disk of the database is full.");
        }
        try {
            database.incarnation();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of("The relay cannot reach its database.");
        }
    }
}
