package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

/**
 * Opens a window and writes in it, while the JDK notes which classes that takes: the start-up
 * cache. Needs no display on the Headless platform; what a display takes besides is loaded by name.
 */
final class Training {

    private static final String NOTE =
            """
            ---
            tags: [one]
            ---
            # Sample

            Some *text* with [[Other]], **strong**, #two, `code`, ==marks== and [a link](https://example.org).

            - [ ] a task
            - one
              1. two

            > [!tip] A callout
            > in a quote :smile:

            ```java
            int x = 1;
            ```

            | a | b |
            |---|---|
            | 1 | 2 |

            $x^2$ and a footnote[^1].

            [^1]: below
            """;

    private final Hands hands = new Hands();

    private final DesktopApp app;

    private Training(DesktopApp app) {
        this.app = app;
    }

    /** The app, which is used as soon as its window shows. */
    public static final class Used extends DesktopApp {
        @Override
        public void start(Stage stage) {
            super.start(stage);
            Thread.ofPlatform().name("training").daemon().start(new Training(this)::use);
        }
    }

    /** Trains in an empty folder, then ends the process: 0 done, 1 failed. */
    static void run(Path folder) {
        Path vault = folder.resolve("vault");
        try (HeldVault held = HeldVault.open(vault)) {
            held.vault().notes().write("Folder/Sample", NOTE);
            held.vault().notes().write("Other", "[[Sample]]\n");
        }
        DisplayClasses.load();
        Beginning.begin("--vault", vault.toString());
        Application.launch(Used.class, "--vault", vault.toString());
    }

    /** What fails here ends the process, so that no cache is made of half a training. */
    private void use() {
        try {
            Stage stage = hands.window();
            hands.openNote(stage, "sample");
            hands.type("written");
            hands.press(KeyCode.ENTER);
            hands.press(KeyCode.CONTROL, KeyCode.B);
            hands.press(KeyCode.BACK_SPACE);
            hands.press(KeyCode.DOWN);
            hands.openNote(stage, "other");
            hands.press(KeyCode.CONTROL, KeyCode.TAB);
            hands.press(KeyCode.CONTROL, KeyCode.P);
            hands.await("there are no commands", () -> inField(stage));
            hands.type("new note");
            hands.press(KeyCode.ESCAPE);
            hands.await("the commands stay", () -> !inField(stage));
            comeBack();
            hands.close(stage);
        } catch (RuntimeException e) {
            System.getLogger(Training.class.getName()).log(System.Logger.Level.ERROR, "", e);
            Runtime.getRuntime().halt(1);
        }
    }

    /** Opens a window as the next start will: with the notes that were open. */
    private void comeBack() {
        AppWindow again =
                Hands.onFx(() -> {
                    AppWindow window = app.window();
                    new WindowMemory(app.preferences(), window.vault().id(), 1).keep(window);
                    return app.window(new Stage(), window.vault());
                });
        hands.await("the notes do not come back", () -> again.current().isPresent());
        hands.close(again.stage());
    }

    private static boolean inField(Stage stage) {
        return Hands.hasFocus(stage, AccessibleRole.TEXT_FIELD);
    }
}
