package app.vaultnotes.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Holds a vault until it is killed, as the app does. */
final class HoldingProcess {

    private HoldingProcess() {}

    /** Opens the vault in the folder named. */
    public static void main(String[] arguments) throws IOException {
        Path vault = Path.of(arguments[0]);
        Terminal terminal = new Terminal(System.in, System.out, System.err, vault, false, false);
        new Context(terminal, arguments, null)
                .on(
                        vault,
                        open -> {
                            System.out.println("holding");
                            System.out.flush();
                            return System.in.read();
                        });
    }
}
