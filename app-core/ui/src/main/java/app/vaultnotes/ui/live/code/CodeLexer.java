package app.vaultnotes.ui.live.code;

import java.util.List;
import java.util.Locale;

/**
 * Reads one line of code. It looks at every character a bounded number of times. What is still open
 * at the end is a number: 0 for nothing, {@link #REMARK} for a comment that ends with the line,
 * else one more than the place of the enclosure among those of the language.
 */
final class CodeLexer {

    /** A comment that ends with its line is open. */
    static final int REMARK = 1_000;

    /** Longest word that may be a keyword, in UTF-16 units. */
    private static final int MAX_WORD_CHARS = 40;

    /** Longest character between quotes, in UTF-16 units. */
    private static final int MAX_SHORT_CHARS = 12;

    private final Language language;
    private final CharSequence text;
    private final int start;
    private final int end;
    private final Highlight.Sink sink;
    private int at;
    private int open;

    CodeLexer(Language language, CharSequence text, int from, int to, Highlight.Sink sink) {
        this.language = language;
        this.text = text;
        this.start = from;
        this.at = from;
        this.end = to;
        this.sink = sink;
    }

    /** Reads all of it; gives what is open at the end. */
    int read(int openBefore) {
        open = openBefore;
        if (open == REMARK) {
            emit(at, end, Ink.COMMENT);
            return open;
        }
        if (open > 0) {
            inside(language.enclosures().get(open - 1), at);
        }
        while (at < end) {
            step();
        }
        return open;
    }

    private void emit(int from, int to, Ink ink) {
        if (from < to) {
            sink.ink(from, to, ink);
        }
    }

    private void step() {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t') {
            at++;
        } else if (!remark() && !enclosure()) {
            if (c >= '0' && c <= '9') {
                number();
            } else if (isWord(c) || (c == '@' && isWord(charAt(at + 1)))) {
                word();
            } else {
                at++;
            }
        }
    }

    private char charAt(int place) {
        return place < end ? text.charAt(place) : ' ';
    }

    private boolean startsWith(String what, int place) {
        boolean same = place + what.length() <= end;
        for (int i = 0; same && i < what.length(); i++) {
            same = text.charAt(place + i) == what.charAt(i);
        }
        return same;
    }

    private boolean remark() {
        for (String sign : language.lineComments()) {
            // In many languages the sign of a comment is an ordinary one inside of a word.
            boolean begins = !sign.equals("#") || at == start || !isWord(text.charAt(at - 1));
            if (begins && startsWith(sign, at) && !startsBlock(sign)) {
                emit(at, end, Ink.COMMENT);
                at = end;
                open = REMARK;
                return true;
            }
        }
        return false;
    }

    /** Whether a longer sign begins here that opens a comment over several lines. */
    private boolean startsBlock(String sign) {
        for (Language.Enclosure enclosure : language.enclosures()) {
            boolean longer = enclosure.open().length() > sign.length();
            if (longer && startsWith(enclosure.open(), at)) {
                return true;
            }
        }
        return false;
    }

    private boolean enclosure() {
        List<Language.Enclosure> all = language.enclosures();
        for (int i = 0; i < all.size(); i++) {
            Language.Enclosure enclosure = all.get(i);
            if (startsWith(enclosure.open(), at)
                    && (enclosure.span() != Language.Span.SHORT || isShort(enclosure))) {
                int begin = at;
                at += enclosure.open().length();
                open = i + 1;
                inside(enclosure, begin);
                return true;
            }
        }
        return false;
    }

    private boolean isShort(Language.Enclosure enclosure) {
        int from = at + 1;
        int limit = Math.min(end, from + MAX_SHORT_CHARS);
        boolean escaped = charAt(from) == enclosure.escape();
        int to = from + (escaped ? 2 : 1);
        while (escaped && to < limit && !startsWith(enclosure.close(), to)) {
            to++;
        }
        boolean pair = Character.isHighSurrogate(charAt(from));
        return startsWith(enclosure.close(), pair ? to + 1 : to);
    }

    /** To the end of what is open, or of the line. */
    private void inside(Language.Enclosure enclosure, int begin) {
        while (at < end && !startsWith(enclosure.close(), at)) {
            boolean escape = enclosure.escape() != 0 && text.charAt(at) == enclosure.escape();
            at = Math.min(end, at + (escape ? 2 : 1));
        }
        if (at < end) {
            at += enclosure.close().length();
            open = 0;
        }
        boolean key = open == 0 && enclosure.ink() == Ink.STRING && isKey();
        emit(begin, at, key ? Ink.NAME : enclosure.ink());
    }

    private void number() {
        int begin = at;
        while (isDigitOrLetter(charAt(at)) || (charAt(at) == '.' && isDigit(charAt(at + 1)))) {
            at++;
        }
        emit(begin, at, Ink.NUMBER);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDigitOrLetter(char c) {
        return isDigit(c) || c == '_' || Character.isLetter(c);
    }

    private boolean isWord(char c) {
        return isDigitOrLetter(c) || (c != ' ' && language.wordSigns().indexOf(c) >= 0);
    }

    private void word() {
        int begin = at;
        at++;
        while (at < end && isWord(text.charAt(at))) {
            at++;
        }
        if (at - begin <= MAX_WORD_CHARS) {
            emit(begin, at, ink(text.subSequence(begin, at).toString()));
        }
    }

    private Ink ink(String word) {
        String wanted = language.anyCase() ? word.toLowerCase(Locale.ROOT) : word;
        char first = word.charAt(0);
        if (isKey()) {
            return Ink.NAME;
        } else if (language.words().contains(wanted)) {
            return Ink.KEYWORD;
        }
        boolean type = language.types() && Character.isUpperCase(first);
        boolean call = language.keySign() == 0 && charAt(at) == '(';
        return type || call || first == '@' ? Ink.NAME : Ink.PLAIN;
    }

    /** Whether what was just read has the sign of keys behind it. */
    private boolean isKey() {
        char sign = language.keySign();
        int place = at;
        while (sign != 0 && place < end && charAt(place) == ' ') {
            place++;
        }
        boolean wide = sign != ':' || place + 1 >= end || charAt(place + 1) != '/';
        return sign != 0 && place < end && charAt(place) == sign && wide;
    }
}
