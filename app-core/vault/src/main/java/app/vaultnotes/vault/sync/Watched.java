package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.Listening;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A value that others are told of whenever it changes. One thread sets it; any may ask. */
final class Watched<T> {

    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private volatile T value;

    Watched(T first) {
        value = first;
    }

    T get() {
        return value;
    }

    void set(T now) {
        if (!now.equals(value)) {
            value = now;
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    /** Tells a listener of the value, and of each that follows. */
    Listening tell(Consumer<T> listener) {
        listeners.add(listener);
        listener.accept(value);
        return () -> listeners.remove(listener);
    }
}
