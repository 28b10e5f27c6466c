package app.vaultnotes.desktop.editor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Style sheets whose measures are larger or smaller than they are written. */
public final class ScaledSheet {

    private static final int WRITTEN_PER_CENT = 100;
    private static final String WRITTEN_FAMILY = "Noto Serif";

    /** The measures that grow; lines, radii and insets stay as fine as they are. */
    private static final Pattern MEASURE =
            Pattern.compile(
                    "(-fx-(?:font-size|(?:min-|pref-|max-)(?:width|height)|padding|(?:fixed-)?cell-size|indent"
                            + "|spacing|line-spacing|icon-size)\\s*:)([^;}]+)");

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    /** A dozen sheets in a few sizes. */
    private static final int MOST = 50;

    private static final Map<String, String> MADE = new ConcurrentHashMap<>();

    private ScaledSheet() {}

    /** The address of a sheet at this size; its own when it is as written. */
    public static String of(String address, int perCent) {
        return of(address, perCent, WRITTEN_FAMILY);
    }

    /** The address of a sheet at this size, with another font in the place of the written one. */
    static String of(String address, double perCent, String family) {
        if (perCent == WRITTEN_PER_CENT && family.equals(WRITTEN_FAMILY)) {
            return address;
        }
        if (MADE.size() > MOST) {
            MADE.clear();
        }
        String safe = family.replaceAll("[^\\p{L}\\p{N} _.-]", "");
        return MADE.computeIfAbsent(
                perCent + " " + safe + " " + address,
                key -> data(read(address).replace(WRITTEN_FAMILY, safe), perCent));
    }

    private static String read(String address) {
        try (InputStream in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(address, e);
        }
    }

    private static String data(String css, double perCent) {
        String scaled =
                MEASURE.matcher(css).replaceAll(m -> m.group(1) + numbers(m.group(2), perCent));
        return "data:text/css;base64,"
                + Base64.getEncoder().encodeToString(scaled.getBytes(StandardCharsets.UTF_8));
    }

    private static String numbers(String values, double perCent) {
        Matcher numbers = NUMBER.matcher(values);
        return numbers.replaceAll(n ->
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        Double.parseDouble(n.group()) * perCent / WRITTEN_PER_CENT));
    }
}
