package app.vaultnotes.desktop.editor;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first needed, not while a window opens. */
public final class Later<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    /** Something that the maker makes. */
    public Later(Supplier<T> maker) {
        this.maker = maker;
    }

    /** What is made, at the latest now. */
    public T get() {
        T there = made;
        if (there == null) {
            there = maker.get();
            made = there;
        }
        return there;
    }

    /** Whether it was needed already. */
    public boolean isMade() {
        return made != null;
    }

    /** Does something with it when it is made already. */
    public void ifMade(Consumer<T> use) {
        if (made != null) {
            use.accept(made);
        }
    }
}
