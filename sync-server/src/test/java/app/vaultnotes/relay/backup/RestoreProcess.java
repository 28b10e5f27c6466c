package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.database.DatabaseAddress;
import java.nio.file.Path;

/** Restores in a process of its own, which can be killed. */
final class RestoreProcess {

    private RestoreProcess() {}

    /** URL, user, password, backup and the relay's folder. */
    public static void main(String[] arguments) {
        DatabaseAddress address = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        Restore restore = SampleRelay.restore(address, Path.of(arguments[4]));
        System.out.println("begun");
        restore.run(Path.of(arguments[3]), true);
        System.out.println("done");
    }
}
