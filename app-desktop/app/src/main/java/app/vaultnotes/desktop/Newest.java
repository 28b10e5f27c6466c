package app.vaultnotes.desktop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * News on their way to the JavaFX thread, of which the newest alone counts: however many are told
 * before it looks, it looks once.
 */
final class Newest<T> {

    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final Consumer<T> listener;

    /** Nothing yet; the listener is called on the JavaFX thread. */
    Newest(Consumer<T> listener) {
        this.listener = listener;
    }

    /** There is news. Any thread. */
    void tell(T news) {
        if (waiting.getAndSet(news) == null) {
            Platform.runLater(this::pass);
        }
    }

    private void pass() {
        T news = waiting.getAndSet(null);
        if (news != null) {
            listener.accept(news);
        }
    }
}
