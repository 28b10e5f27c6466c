package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.stage.Stage;

/**
 * Types in a window until it is killed; says each letter and when it was typed. It types no faster
 * than the vault is used, so that how long it takes tells how busy the machine is.
 */
public final class TypingProcess {

    static final int BETWEEN_MILLIS = 30;
    static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private TypingProcess() {}

    /** Arguments: the folder of the vault. */
    public static void main(String[] arguments) {
        Path vault = Path.of(arguments[0]);
        Toolkit.start();
        DesktopApp app = new DesktopApp(vault.resolveSibling("app.properties"));
        AppWindow window = Hands.onFx(() -> app.open(new Stage(), vault));
        Id note = window.lane().ask(v -> v.notes().create("Typed", "").id()).join();
        Hands.onFx(() -> {
            window.open(note);
            return true;
        });
        Hands hands = new Hands();
        hands.await(
                "the note has no keys",
                () -> Hands.hasFocus(window.stage(), javafx.scene.AccessibleRole.TEXT_AREA));
        for (int i = 0; ; i++) {
            char letter = LETTERS.charAt(i % LETTERS.length());
            hands.type(Character.toString(letter));
            say(letter + " " + System.currentTimeMillis());
            window.lane().ask(v -> true).join();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
