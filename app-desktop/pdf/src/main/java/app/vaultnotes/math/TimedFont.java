package app.vaultnotes.math;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.scilab.forge.jlatexmath.Char;
import org.scilab.forge.jlatexmath.CharFont;
import org.scilab.forge.jlatexmath.DefaultTeXFont;
import org.scilab.forge.jlatexmath.TeXFont;

/**
 * The library's fonts, until a time. Some of its boxes are made twice, those in them four times and
 * so on, so that a short formula can take for ever; every one of them asks for the font.
 */
final class TimedFont extends DefaultTeXFont {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long deadlineNanos;

    /** The time is over. */
    static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Fonts for a formula.
     *
     * @param size in device pixels
     * @param deadlineNanos the last moment at which they may be asked, as of {@link #nowNanos}
     */
    TimedFont(float size, long deadlineNanos) {
        super(size);
        this.deadlineNanos = deadlineNanos;
    }

    private TimedFont(TimedFont like, float size, float factor) {
        super(size, factor, like.isBold, like.isRoman, like.isSs, like.isTt, like.isIt);
        this.deadlineNanos = like.deadlineNanos;
    }

    /** Time of the processor that this thread took: a busy machine makes no formula slow. */
    static long nowNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private void look() {
        if (nowNanos() > deadlineNanos) {
            throw new OverException();
        }
    }

    @Override
    public TeXFont copy() {
        look();
        return new TimedFont(this, getSize(), getScaleFactor());
    }

    @Override
    public TeXFont deriveFont(float size) {
        look();
        return new TimedFont(this, size, getScaleFactor());
    }

    @Override
    public TeXFont scaleFont(float factor) {
        look();
        return new TimedFont(this, getSize(), factor);
    }

    @Override
    public Char getChar(char c, String textStyle, int style) {
        look();
        return super.getChar(c, textStyle, style);
    }

    @Override
    public Char getChar(CharFont font, int style) {
        look();
        return super.getChar(font, style);
    }

    @Override
    public Char getChar(String symbol, int style) {
        look();
        return super.getChar(symbol, style);
    }

    @Override
    public Char getDefaultChar(char c, int style) {
        look();
        return super.getDefaultChar(c, style);
    }

    @Override
    public float getXHeight(int style, int font) {
        look();
        return super.getXHeight(style, font);
    }

    @Override
    public float getDefaultRuleThickness(int style) {
        look();
        return super.getDefaultRuleThickness(style);
    }

    @Override
    public float getAxisHeight(int style) {
        look();
        return super.getAxisHeight(style);
    }

    @Override
    public float getSpace(int style) {
        look();
        return super.getSpace(style);
    }

    @Override
    public float getSupDrop(int style) {
        look();
        return super.getSupDrop(style);
    }
}
