package app.vaultnotes.ui.live;

import app.vaultnotes.ui.live.code.Ink;

/**
 * How a stretch of text looks.
 *
 * @param faint whether it is a revealed mark, a comment or HTML
 * @param heading the level of the heading it stands in, 1 to 6, or 0
 * @param link where it leads
 * @param ink what it is in code
 * @param misspelt whether it is a word that no dictionary has; a pane lays that over the text
 * @param found whether it is part of what is looked for; laid over the text, too
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
        Ink ink,
        boolean misspelt,
        Found found) {

    /** Whether a stretch is part of what somebody looks for. */
    public enum Found {
        /** It is not. */
        NO,
        /** It is part of a hit. */
        HIT,
        /** It is part of the hit that one is at. */
        CURRENT
    }

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
                    Ink.PLAIN,
                    false,
                    Found.NO);

    Style withBold() {
        return new Style(
                true, italic, strike, highlight, code, faint, math, tag, footnote, heading, link,
                ink, misspelt, found);
    }

    Style withItalic() {
        return new Style(
                bold, true, strike, highlight, code, faint, math, tag, footnote, heading, link, ink,
                misspelt, found);
    }

    Style withStrike() {
        return new Style(
                bold, italic, true, highlight, code, faint, math, tag, footnote, heading, link, ink,
                misspelt, found);
    }

    Style withHighlight() {
        return new Style(
                bold, italic, strike, true, code, faint, math, tag, footnote, heading, link, ink,
                misspelt, found);
    }

    Style withCode() {
        return new Style(
                bold, italic, strike, highlight, true, faint, math, tag, footnote, heading, link,
                ink, misspelt, found);
    }

    Style withFaint() {
        return new Style(
                bold, italic, strike, highlight, code, true, math, tag, footnote, heading, link,
                ink, misspelt, found);
    }

    Style withMath() {
        return new Style(
                bold, italic, strike, highlight, code, faint, true, tag, footnote, heading, link,
                ink, misspelt, found);
    }

    Style withTag() {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, true, footnote, heading, link,
                ink, misspelt, found);
    }

    Style withFootnote() {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, true, heading, link, ink,
                misspelt, found);
    }

    Style withHeading(int level) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, level, link, ink,
                misspelt, found);
    }

    Style withLink(Target target) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, heading, target,
                ink, misspelt, found);
    }

    Style withInk(Ink part) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, heading, link,
                part, misspelt, found);
    }

    /** The same as part of a misspelt word. */
    public Style asMisspelt() {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, heading, link,
                ink, true, found);
    }

    /** The same as part of what is looked for. */
    public Style asFound(Found part) {
        return new Style(
                bold, italic, strike, highlight, code, faint, math, tag, footnote, heading, link,
                ink, misspelt, part);
    }
}
