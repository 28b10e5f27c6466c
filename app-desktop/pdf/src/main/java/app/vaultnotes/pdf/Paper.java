package app.vaultnotes.pdf;

/** The size of pages. */
public enum Paper {
    /** 210 × 297 mm. */
    A4,
    /** 8.5 × 11 inches. */
    LETTER
}
