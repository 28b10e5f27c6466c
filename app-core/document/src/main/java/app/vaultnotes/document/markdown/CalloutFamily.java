package app.vaultnotes.document.markdown;

/** What types of callouts look alike: Obsidian's types, by their colour and sign. */
public enum CalloutFamily {
    /** Whatever is not one of the others. */
    NOTE("note"),
    /** Advice, and what went well. */
    TIP("tip"),
    /** What to remember, and questions. */
    IMPORTANT("important"),
    /** What to beware of. */
    WARNING("warning"),
    /** What went wrong. */
    DANGER("danger"),
    /** An example. */
    EXAMPLE("example"),
    /** Somebody's words. */
    QUOTE("quote");

    private final String style;

    CalloutFamily(String style) {
        this.style = style;
    }

    /** Its name in style sheets. */
    public String style() {
        return style;
    }

    /**
     * The family of a type.
     *
     * @param type as a callout names it, in lower case
     */
    public static CalloutFamily of(String type) {
        return switch (type) {
            case "tip", "hint", "success", "check", "done" -> TIP;
            case "important", "question", "help", "faq" -> IMPORTANT;
            case "warning", "caution", "attention" -> WARNING;
            case "danger", "error", "bug", "failure", "fail", "missing" -> DANGER;
            case "example" -> EXAMPLE;
            case "quote", "cite" -> QUOTE;
            default -> NOTE;
        };
    }
}
