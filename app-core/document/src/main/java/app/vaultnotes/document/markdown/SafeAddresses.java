package app.vaultnotes.document.markdown;

import java.util.Locale;
import java.util.Set;
import org.commonmark.renderer.html.UrlSanitizer;

/** Lets web, mail and relative addresses pass; what else there is becomes empty. */
final class SafeAddresses implements UrlSanitizer {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

    @Override
    public String sanitizeLinkUrl(String url) {
        return isSafe(url) ? url : "";
    }

    @Override
    public String sanitizeImageUrl(String url) {
        return isSafe(url) ? url : "";
    }

    /** A browser ignores white space and control characters where a scheme may stand. */
    private static boolean isSafe(String url) {
        String visible = visible(url);
        int colon = visible.indexOf(':');
        for (int i = 0; i < colon; i++) {
            if ("/?#".indexOf(visible.charAt(i)) >= 0) {
                return true;
            }
        }
        return colon < 0 || SCHEMES.contains(visible.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    private static String visible(String url) {
        StringBuilder out = new StringBuilder(url.length());
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c > ' ' && c != 0x7f && !Character.isSpaceChar(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
