package app.vaultnotes.desktop.editor;

import app.vaultnotes.math.Formula;
import app.vaultnotes.math.Typeset;
import app.vaultnotes.math.Typesetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.image.Image;

/**
 * Pictures of formulas: those that were shown last are kept, others are drawn by a thread of their
 * own. For the JavaFX thread.
 */
final class Formulas {

    /** Those of all windows. */
    static final Formulas SHARED = new Formulas(new Typesetter()::of, worker());

    private static final int MAX_KEPT = 500;
    private static final long MAX_KEPT_BYTES = 48L << 20;

    /** What is kept for a formula besides its pixels, at most. */
    private static final int ENTRY_BYTES = 10_000;

    private static final int MAX_WAITING = 1_000;
    private static final int IDLE_SECONDS = 20;

    /** Enough for what may be nested; a formula that needs more is refused. */
    private static final long STACK_BYTES = 4L << 20;

    private final Function<Formula, Typeset> typesetter;
    private final Executor worker;
    private final Map<Formula, List<Consumer<Drawn>>> waiting = new HashMap<>();
    private final Map<Formula, Drawn> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    /** What a formula looks like. */
    sealed interface Drawn {}

    /** A picture; lengths as in {@link Typeset.Picture}. */
    record Inked(Image image, Typeset.Picture measures) implements Drawn {}

    /** Why there is none. */
    record Wrong(Typeset.Problem problem) implements Drawn {}

    Formulas(Function<Formula, Typeset> typesetter, Executor worker) {
        this.typesetter = typesetter;
        this.worker = worker;
    }

    private static Executor worker() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING),
                        work -> {
                            Thread thread = new Thread(null, work, "formulas", STACK_BYTES);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Asks for a formula. The answer comes at once when it is kept, later on the JavaFX thread when
     * it is not, and never when too many are waiting: what is still shown then asks again.
     */
    void ask(Formula formula, Consumer<Drawn> answer) {
        Drawn known = kept.get(formula);
        if (known != null) {
            answer.accept(known);
            return;
        }
        List<Consumer<Drawn>> asking = waiting.get(formula);
        if (asking != null) {
            asking.add(answer);
        } else if (draw(formula)) {
            waiting.put(formula, new ArrayList<>(List.of(answer)));
        }
    }

    private boolean draw(Formula formula) {
        try {
            worker.execute(() -> {
                Drawn drawn = drawn(typesetter.apply(formula));
                Platform.runLater(() -> done(formula, drawn));
            });
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    private static Drawn drawn(Typeset result) {
        return switch (result) {
            case Typeset.Problem problem -> new Wrong(problem);
            case Typeset.Picture picture -> new Inked(AwtPictures.image(picture.image()), picture);
        };
    }

    private void done(Formula formula, Drawn drawn) {
        keep(formula, drawn);
        List<Consumer<Drawn>> asking = waiting.remove(formula);
        if (asking != null) {
            asking.forEach(answer -> answer.accept(drawn));
        }
    }

    private void keep(Formula formula, Drawn drawn) {
        Drawn before = kept.put(formula, drawn);
        keptBytes += bytes(drawn) - (before == null ? 0 : bytes(before));
        Iterator<Map.Entry<Formula, Drawn>> oldest = kept.entrySet().iterator();
        while (kept.size() > MAX_KEPT || (keptBytes > MAX_KEPT_BYTES && kept.size() > 1)) {
            keptBytes -= bytes(oldest.next().getValue());
            oldest.remove();
        }
    }

    private static long bytes(Drawn drawn) {
        return drawn instanceof Inked inked
                ? ENTRY_BYTES + 4L * (long) (inked.image.getWidth() * inked.image.getHeight())
                : ENTRY_BYTES;
    }

    /** How many are kept. */
    int kept() {
        return kept.size();
    }

    /** About how many bytes those need. */
    long keptBytes() {
        return keptBytes;
    }
}
