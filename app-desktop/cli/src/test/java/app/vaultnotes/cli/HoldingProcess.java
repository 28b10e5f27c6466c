package app.vaultnotes.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Holds a vault until it is killed, as the app does. */
final class HoldingProcess {

    private HoldingProcess() {}

    /** Opens the vault in the folder named. */
    public static void main(String[] arguments) throws IOException {
        try (HeldVault _ = HeldVault.open(Path.of(arguments[0]))) {
            System.out.println("holding");
            System.out.flush();
            System.in.read();
        }
    }
}
