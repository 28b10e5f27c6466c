package app.vaultnotes.relay.admin;

import io.nayuki.qrcodegen.QrCode;

/** Draws text as a QR code: dark squares on a light ground, since many readers want it so. */
final class QrPicture {

    /** What the standard wants around it, in squares. */
    private static final int QUIET = 4;

    /** Longer text makes squares that cameras do not tell apart on a screen. */
    private static final int MOST_CHARACTERS = 500;

    private QrPicture() {}

    /** An SVG image; empty for text of more than 500 characters. */
    static String svg(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return "";
        }
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * QUIET;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        .formatted(side, side)
                + " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
                        .formatted(side, side)
                + "<path fill=\"#211f1c\" d=\""
                + squares(code)
                + "\"/></svg>";
    }

    /** A bar for each run of dark squares of a row. */
    private static String squares(QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int end = runEnd(code, x, y);
                if (end > x) {
                    int width = end - x;
                    path.append("M%d %dh%dv1h-%dz".formatted(x + QUIET, y + QUIET, width, width));
                }
                x = end + 1;
            }
        }
        return path.toString();
    }

    private static int runEnd(QrCode code, int start, int y) {
        int x = start;
        while (x < code.size && code.getModule(x, y)) {
            x++;
        }
        return x;
    }
}
