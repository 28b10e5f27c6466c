package app.vaultnotes.desktop;

import app.vaultnotes.cli.bench.Figures;
import app.vaultnotes.document.Id;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fxmisc.flowless.Virtualized;
import org.jspecify.annotations.Nullable;

/**
 * Measures an open window from inside its process; says each figure as {@code name=value}. The
 * vault has the notes that {@link UiBench} wrote.
 */
public final class WindowBench {

    static final String WORDS = "Long/Words";
    static final String MEGABYTE = "Long/Megabyte";

    /** Keys that are typed in one paragraph, which has some 60 words at first. */
    private static final int KEYS = 300;

    /** The first keys, while the machine code is made; shown apart from those that follow. */
    private static final int FIRST_KEYS = 100;

    private static final int KEYS_BEFORE = 600;
    private static final int FRAMES = 400;
    private static final int PAIRS = 7;

    /** How many notes are opened, each for the first time. */
    static final int OPENINGS = 35;

    private static final int SWITCHES = 40;
    private static final int CHOICES = 100_000;
    private static final String SOUGHT = "note thin";
    private static final int ROUNDS = 5;
    private static final int SCROLL_PIXELS = 60;
    private static final int IDLE_AFTER_SECONDS = 14;
    private static final int IDLE_SECONDS = 5;
    private static final String HEADLESS_TIMER = "Headless Timer";

    private final Hands hands = new Hands();
    private final Stage stage;
    private final AppWindow window;
    private final Frames frames;

    private WindowBench(Used app) {
        stage = hands.window();
        window = app.window();
        frames = Hands.onFx(() -> new Frames(stage.getScene()));
    }

    /** Arguments: {@code figures} or {@code memory}, and the app's own. */
    public static void main(String[] arguments) {
        Used.memory = arguments[0].equals("memory");
        Application.launch(Used.class, Stream.of(arguments).skip(1).toArray(String[]::new));
    }

    /** The app, measured as soon as its window shows. */
    public static final class Used extends DesktopApp {
        private static boolean memory;

        @Override
        public void start(Stage stage) {
            super.start(stage);
            Thread.ofPlatform().name("bench").daemon().start(this::measure);
        }

        private void measure() {
            try {
                WindowBench bench = new WindowBench(this);
                if (memory) {
                    bench.memory();
                } else {
                    bench.figures();
                }
                bench.hands.close(bench.stage);
            } catch (RuntimeException | IOException e) {
                System.getLogger("bench").log(System.Logger.Level.ERROR, "", e);
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void figures() {
        opening();
        typing(WORDS, "type");
        switching();
        remote();
        typing(MEGABYTE, "type-megabyte");
        scrolling();
        switcher();
        idle();
    }

    private static void say(String name, double value) {
        ColdStart.say(String.format(Locale.ROOT, "%s=%.3f", name, value));
    }

    private <T> T inVault(VaultLane.Work<T> work) {
        return window.lane().ask(work).orTimeout(1, TimeUnit.MINUTES).join();
    }

    private Id note(String path) {
        return inVault(vault -> vault.paths().note(path).id());
    }

    private void open(Id note) {
        run(() -> window.open(note));
        hands.await("the note has no focus", () -> isShown(note));
        settle();
    }

    private boolean isShown(Id note) {
        Node owner = stage.getScene().getFocusOwner();
        return window.shown().equals(Optional.of(note)) && owner instanceof Virtualized;
    }

    private void run(Runnable work) {
        Hands.onFx(() -> {
            work.run();
            return true;
        });
    }

    /** Waits until what was put off is done: lists, links, the outline. */
    private void settle() {
        pause(1);
        inVault(vault -> true);
        frames.cost(() -> stage.getScene().getRoot().setTranslateX(1));
        frames.cost(() -> stage.getScene().getRoot().setTranslateX(0));
    }

    private static void pause(int seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = 1; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Presses a key as the window's frame would tell it: not by a robot, whose way through the
     * display is not the app's.
     */
    private void key(KeyCode key, boolean control) {
        fire(KeyEvent.KEY_PRESSED, key, "", control);
        if (!control && key.getChar().codePointAt(0) >= ' ') {
            fire(
                    KeyEvent.KEY_TYPED,
                    KeyCode.UNDEFINED,
                    key.getChar().toLowerCase(Locale.ROOT),
                    false);
        }
        fire(KeyEvent.KEY_RELEASED, key, "", control);
    }

    private void fire(EventType<KeyEvent> kind, KeyCode key, String typed, boolean control) {
        String letter = typed.isEmpty() ? KeyEvent.CHAR_UNDEFINED : typed;
        Event.fireEvent(
                stage.getScene().getFocusOwner(),
                new KeyEvent(kind, letter, "", key, false, control, false, false));
    }

    // ---- what is measured ----

    private void opening() {
        say("open-first", Figures.percentile(openings(0, PAIRS), 50));
        openings(PAIRS, OPENINGS - PAIRS);
        say("open", Figures.percentile(openings(OPENINGS - PAIRS, OPENINGS), 50));
    }

    /** What opening takes beyond reading the note: the same text as another note, only read. */
    private double[] openings(int from, int to) {
        double[] beyond = new double[to - from];
        for (int i = from; i < to; i++) {
            Id read = note(WORDS + " read " + i);
            long start = System.nanoTime();
            inVault(vault -> vault.notes().text(read));
            double readMillis = (System.nanoTime() - start) / 1e6;
            Id opened = note(WORDS + " " + i);
            CompletableFuture<Double> shown =
                    Hands.onFx(() -> {
                        window.open(opened);
                        return frames.awaitPicture(
                                () -> window.shown().equals(Optional.of(opened)));
                    });
            beyond[i - from] = shown.join() - readMillis;
            settle();
            run(() -> window.closeTab(opened));
        }
        return beyond;
    }

    private void typing(String path, String name) {
        Id note = note(path);
        open(note);
        say(name + "-first", Figures.percentile(keys(FIRST_KEYS), 99));
        for (int before = 0; before < KEYS_BEFORE; before += KEYS) {
            keys(KEYS);
        }
        double[] millis = keys(KEYS);
        say(name + "-p50", Figures.percentile(millis, 50));
        say(name, Figures.percentile(millis, 99));
        hands.await("it is not saved", () -> window.current().orElseThrow().editor().isSaved());
    }

    /**
     * Goes into the first paragraph of the section behind the one of the caret, at first into one
     * in the middle: a paragraph without end is nothing that people write.
     */
    private void toAnotherParagraph() {
        run(() -> {
            var editor = window.current().orElseThrow().editor();
            int from = Math.max(editor.caret(), editor.text().length() / 2);
            int heading = editor.text().indexOf("\n## ", from);
            int paragraph = editor.text().indexOf("\n\n", heading) + 2;
            editor.goTo(editor.text().indexOf(' ', paragraph));
        });
        settle();
    }

    private double[] keys(int count) {
        toAnotherParagraph();
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            int letter = i % 6 == 5 ? ' ' : 'a' + i % 26;
            millis[i] = frames.cost(() -> key(Hands.key(letter), false)).millis();
        }
        return millis;
    }

    private void switching() {
        open(note(WORDS + " 0"));
        say("switch-first", Figures.percentile(switches(SWITCHES), 50));
        switches(2 * SWITCHES);
        say("switch", Figures.percentile(switches(SWITCHES), 50));
    }

    private double[] switches(int count) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            millis[i] = frames.cost(() -> key(KeyCode.TAB, true)).millis();
            inVault(vault -> true);
        }
        return millis;
    }

    /** Someone else writes into the note that is shown. */
    private void remote() {
        Id note = note(WORDS);
        open(note);
        int most = 0;
        for (int i = 0; i < PAIRS; i++) {
            String mark = "remote " + i + " ";
            CompletableFuture<Integer> shown =
                    frames.awaitPulse(
                            () -> window.current().orElseThrow().editor().text().startsWith(mark));
            int written =
                    inVault(vault -> {
                        vault.notes().write(WORDS, mark + vault.notes().text(note));
                        return frames.pulses();
                    });
            most = Math.max(most, shown.join() - written);
        }
        say("remote", most);
    }

    private void scrolling() {
        Node area = Hands.onFx(() -> stage.getScene().getFocusOwner());
        if (!(area instanceof Virtualized scrolled)) {
            throw new IllegalStateException("no note has the focus");
        }
        run(() -> window.current().orElseThrow().editor().goTo(0));
        settle();
        double[] millis = new double[FRAMES];
        double all = 0;
        for (int i = 0; i < FRAMES; i++) {
            millis[i] = frames.cost(() -> scrolled.scrollYBy(SCROLL_PIXELS)).millis();
            all += millis[i];
        }
        say("scroll", all / FRAMES);
        say("scroll-p99", Figures.percentile(millis, 99));
    }

    private void switcher() {
        List<Palette.Choice> choices = new ArrayList<>();
        for (int i = 0; i < CHOICES; i++) {
            choices.add(
                    new Palette.Choice(
                            "Note about things " + i, "Folder " + i / 200, false, () -> {}));
        }
        Palette.Offer offer = new Palette.Offer("", choices, typed -> Optional.empty());
        frames.cost(() -> window.palette().open(offer));
        say("switcher-first", Figures.percentile(searches(ROUNDS), 99));
        searches(4 * ROUNDS);
        double[] millis = searches(4 * ROUNDS);
        say("switcher-p50", Figures.percentile(millis, 50));
        say("switcher", Figures.percentile(millis, 99));
        run(() -> window.palette().close());
    }

    /** Types letters and takes them back, so many times. */
    private double[] searches(int rounds) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < SOUGHT.length(); i++) {
                KeyCode letter = Hands.key(SOUGHT.charAt(i));
                millis.add(frames.cost(() -> key(letter, false)).millis());
            }
            for (int i = 0; i < SOUGHT.length(); i++) {
                millis.add(frames.cost(() -> key(KeyCode.BACK_SPACE, false)).millis());
            }
        }
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Nobody does anything, and the caret has stopped blinking. */
    private void idle() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof OperatingSystemMXBean system)) {
            return;
        }
        // The caret comes into view, or it would blink where nobody sees it.
        run(() -> window.current().orElseThrow().editor().goTo(0));
        pause(IDLE_AFTER_SECONDS);
        int framesBefore = frames.count();
        long before = system.getProcessCpuTime() - ticking();
        pause(IDLE_SECONDS);
        double nanos = system.getProcessCpuTime() - ticking() - before;
        say("idle-cpu", nanos / TimeUnit.SECONDS.toNanos(IDLE_SECONDS) * 100);
        say("idle-frames", frames.count() - framesBefore);
    }

    /** What the Headless platform's timer took so far: it ticks when nobody needs it, alone. */
    private static long ticking() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(HEADLESS_TIMER))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private void memory() throws IOException {
        List<Id> recent = inVault(vault -> vault.recent(5));
        recent.forEach(this::open);
        pause(2);
        @Nullable String kilobytes = null;
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            kilobytes = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElse(null);
        }
        if (kilobytes != null) {
            say("memory", Double.parseDouble(kilobytes.replaceAll("\\D", "")) / 1024);
        }
        Platform.requestNextPulse();
    }
}
