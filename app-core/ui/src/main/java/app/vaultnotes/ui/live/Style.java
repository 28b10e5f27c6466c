package app.vaultnotes.ui.live;

import app.vaultnotes.ui.live.code.Ink;

/**
 * How a stretch of text looks.
 *
 * @param faint whether it is a revealed mark, a comment or HTML
 * @param heading the level of the heading it stands in, 1 to 6, or 0
 * @param link where it leads
 * @param ink what it is in code
 */
public record Style(
        boolean bold,
        boolean italic,
        boolean strike,
        boolean highlight,
        boolean code,
        boolean faint,
        boolean math,
        boolean tag,
        boolean footnote,
        int heading,
        Target link,
        Ink ink) {

    /** Text without any marks. */
    public static final Style PLAIN =
            new Style(
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    0,
                    Target.NONE,
                    Ink.PLAIN);

    Style withBold() {
        return new Style(
                true, italic, strike, highlight, code, faint, math, tag, footnote, heading, link,
                ink);
    }

    Style withItalic() {
        return new Style(
                bold, true, strike, highlight, code, faint, math, tag, footnote, heading, link,
                ink);
    }

    Style withStrike() {
        return new Style(
                bold, italic, true, highlight, code, faint, math, tag, footnote, heading, link,
                ink);
    }

    Style withHighlight() {
        return new Style(
                bold, italic, strike, true, code, faint, math, tag, footnote, heading, link, ink);
    }

    Style withCode() {
        return new Style(
                bold, italic, strike, highlight, true, faint, math, tag, footnote, heading, link,
                ink);
    }

    Style withFaint() {
        return new Style(
                bold, italic, strike, highlight, code, true, math, tag, footnote, heading, link,
                ink);
    }

    Style withMath() {
        return new Style(
                bold, italic, strike, highlight, code, faint, true, tag, footnote, heading, link,
                ink);
    }

    Style withTag() {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, true, footnote, heading, link,
                ink);
    }

    Style withFootnote() {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, true, heading, link, ink);
    }

    Style withHeading(int level) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, level, link,
                ink);
    }

    Style withLink(Target target) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, heading, target,
                ink);
    }

    Style withInk(Ink part) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, heading, link,
                part);
    }
}
