package app.vaultnotes.vault;

/**
 * A text that counts how often it is looked at, so that a regular expression that would take years
 * ends after seconds. One thread at a time.
 */
final class CountedText implements CharSequence {

    private final String text;
    private long left;

    /**
     * A text that may be looked at so often.
     *
     * @param steps how many characters may be read, the same one any number of times
     */
    CountedText(String text, long steps) {
        this.text = text;
        this.left = steps;
    }

    /** It was looked at too often. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
