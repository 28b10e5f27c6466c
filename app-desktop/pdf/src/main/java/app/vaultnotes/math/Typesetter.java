package app.vaultnotes.math;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scilab.forge.jlatexmath.Box;
import org.scilab.forge.jlatexmath.StrutBox;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXEnvironment;
import org.scilab.forge.jlatexmath.TeXFormula;

/** Draws formulas. The library keeps tables for all of them, so threads take turns. */
public final class Typesetter {

    /** Held while the library works. */
    static final Object LIBRARY = new Object();

    /** Widest and highest outline, in sizes of its letters. */
    private static final double MAX_SIZES = 200;

    /** Size of the letters, in pixels of the window's layout. */
    private static final float SIZE = 17.5f;

    /** Largest picture each way, in device pixels. */
    static final int MAX_PIXELS = 4_096;

    /** Largest picture, in device pixels. */
    private static final long MAX_AREA = 4L << 20;

    private static final long MAX_MILLIS = 3_000;

    /** Longest message that is passed on, in UTF-16 units. */
    private static final int MAX_MESSAGE_CHARS = 200;

    /** Around the formula, in device pixels: slanted letters hang over their boxes. */
    private static final int MARGIN = 3;

    private final long maxMillis;

    static {
        // It draws into memory only, and must not start a second toolkit beside the window's.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /** Draws each formula in a few seconds or not at all. */
    public Typesetter() {
        this(MAX_MILLIS);
    }

    Typesetter(long maxMillis) {
        this.maxMillis = maxMillis;
    }

    /** Draws a formula, or says what is wrong with it. Takes milliseconds; never throws. */
    public Typeset of(Formula formula) {
        return switch (TexCheck.of(formula.tex())) {
            case TexCheck.Refused refused -> refused.problem();
            case TexCheck.Clean clean -> set(clean.tex(), formula);
        };
    }

    /** Sets a formula that is drawn later, or says what is wrong with it; never throws. */
    public Typeset.Outlined outline(String tex, boolean display) {
        return switch (TexCheck.of(tex)) {
            case TexCheck.Refused refused -> refused.problem();
            case TexCheck.Clean clean ->
                    guarded(() -> outlined(box(clean.tex(), display, SIZE)), problem -> problem);
        };
    }

    private static Typeset.Outlined outlined(Box box) {
        Outline outline = new Outline(box);
        double height = outline.ascent() + outline.descent();
        if (outline.width() == 0 || height == 0) {
            return new Typeset.Problem(Typeset.Kind.EMPTY, "");
        }
        // Written so that a length that is no number does not fit either.
        boolean fits = outline.width() > 0 && outline.width() <= MAX_SIZES && height <= MAX_SIZES;
        return fits ? outline : new Typeset.Problem(Typeset.Kind.LARGE, "");
    }

    private Typeset set(String tex, Formula formula) {
        float size = (float) (SIZE * formula.scale());
        return guarded(
                () -> drawn(box(tex, formula.display(), size), size, formula), problem -> problem);
    }

    private static <T> T guarded(Supplier<T> work, Function<Typeset.Problem, T> failed) {
        synchronized (LIBRARY) {
            try {
                return work.get();
            } catch (TimedFont.OverException _) {
                return failed.apply(new Typeset.Problem(Typeset.Kind.SLOW, ""));
            } catch (StackOverflowError _) {
                return failed.apply(new Typeset.Problem(Typeset.Kind.DEEP, ""));
            } catch (RuntimeException e) {
                return failed.apply(new Typeset.Problem(Typeset.Kind.TEX, message(e)));
            }
        }
    }

    private Box box(String tex, boolean display, float size) {
        TeXFormula parsed = new TeXFormula(tex);
        if (parsed.root == null) {
            return new StrutBox(0, 0, 0, 0);
        }
        long deadline = TimedFont.nowNanos() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
        int style = display ? TeXConstants.STYLE_DISPLAY : TeXConstants.STYLE_TEXT;
        return parsed.root.createBox(new TeXEnvironment(style, new TimedFont(size, deadline)));
    }

    private static Typeset drawn(Box box, float size, Formula formula) {
        double width = Math.ceil(box.getWidth() * size);
        double ascent = Math.ceil(Math.max(0, box.getHeight() * size));
        double descent = Math.ceil(Math.max(0, box.getDepth() * size));
        double height = ascent + descent;
        if (width == 0 || height == 0) {
            return new Typeset.Problem(Typeset.Kind.EMPTY, "");
        }
        // Written so that a length that is no number does not fit either.
        boolean fits = width > 0 && width <= MAX_PIXELS && height <= MAX_PIXELS;
        if (!fits || !(width * height <= MAX_AREA)) {
            return new Typeset.Problem(Typeset.Kind.LARGE, "");
        }
        BufferedImage image =
                new BufferedImage(
                        (int) width + 2 * MARGIN,
                        (int) height + 2 * MARGIN,
                        BufferedImage.TYPE_INT_ARGB_PRE);
        ink(image, box, size, (int) ascent, formula.argb());
        return new Typeset.Picture(image, MARGIN, (int) ascent, (int) descent);
    }

    private static void ink(BufferedImage image, Box box, float size, int ascent, int argb) {
        Graphics2D graphics = image.createGraphics();
        try {
            hint(graphics);
            graphics.translate(MARGIN, MARGIN + ascent);
            graphics.scale(size, size);
            graphics.setColor(new Color(argb, true));
            box.draw(graphics, 0, 0);
        } finally {
            graphics.dispose();
        }
    }

    private static void hint(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    }

    /** What the library says, without the places that only its own source has. */
    private static String message(RuntimeException e) {
        String said = String.valueOf(e.getMessage());
        String last = said.substring(said.lastIndexOf('\n') + 1).strip();
        return last.length() <= MAX_MESSAGE_CHARS ? last : last.substring(0, MAX_MESSAGE_CHARS);
    }
}
