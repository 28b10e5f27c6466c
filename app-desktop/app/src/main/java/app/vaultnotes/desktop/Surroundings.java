package app.vaultnotes.desktop;

/**
 * What stands around the notes of a window. It comes piece by piece after their first picture, for
 * which a start waits. For the JavaFX thread.
 */
final class Surroundings {

    private final AppWindow window;
    private final Beside beside;
    private boolean begun;

    /** What stands around the notes of a window, which is empty yet. */
    Surroundings(AppWindow window, Beside beside) {
        this.window = window;
        this.beside = beside;
    }

    /** Begins to fill it, once. */
    void begin() {
        if (begun) {
            return;
        }
        begun = true;
        PageMaker pages = window.pages();
        pages.afterPicture(() -> {}); // the first picture is still being painted
        pages.afterPicture(this::frame);
        pages.afterPicture(window.sidebar()::begin);
        pages.afterPicture(() -> {
            beside.begin();
            window.columns().fit(true);
        });
        pages.afterPicture(() -> {
            window.status().begin();
            window.merges().look();
            window.vault().sharing().begin();
            window.commands().sharing().show();
        });
        pages.afterPicture(() -> window.stage().getIcons().setAll(AppIcon.images()));
    }

    private void frame() {
        window.sidebar().frame();
        window.right().frame();
    }
}
