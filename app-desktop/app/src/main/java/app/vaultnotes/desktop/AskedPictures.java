package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WebPictures;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.image.Image;

/**
 * Pictures of the web as the app's user wants them: asked for, never, or from hosts that were
 * allowed. Those that came are kept in memory up to a limit. For the JavaFX thread.
 */
final class AskedPictures implements WebPictures {

    private static final long MOST_BYTES = 64L << 20;
    private static final int BYTES_A_PIXEL = 4;
    private static final int AT_ONCE = 4;
    private static final int MOST_HOSTS = 200;
    private static final Pattern SPACE = Pattern.compile("[\\s,;]+");
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}");

    private final Preferences preferences;
    private final PictureFetch fetch;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Image> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    AskedPictures(Preferences preferences, PictureFetch fetch) {
        this.preferences = preferences;
        this.fetch = fetch;
    }

    @Override
    public Way way(String address) {
        if (preferences.get(Preferences.Key.PICTURES).equals("never")) {
            return Way.NEVER;
        }
        boolean safe = address.regionMatches(true, 0, "https:", 0, 6);
        boolean allowed =
                host(address)
                        .filter(host ->
                                preferences
                                        .get(Preferences.Key.PICTURE_HOSTS)
                                        .lines()
                                        .anyMatch(host::equals))
                        .isPresent();
        return safe && allowed ? Way.LOAD : Way.ASK;
    }

    @Override
    public Optional<String> host(String address) {
        return uri(address)
                .flatMap(uri -> Optional.ofNullable(uri.getHost()))
                .map(host -> host.toLowerCase(Locale.ROOT));
    }

    private static Optional<URI> uri(String address) {
        try {
            return Optional.of(new URI(address))
                    .filter(uri -> String.valueOf(uri.getScheme()).matches("(?i)https?"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Image> kept(String address) {
        boolean never = way(address) == Way.NEVER;
        return never ? Optional.empty() : Optional.ofNullable(kept.get(address));
    }

    @Override
    public void allow(String address) {
        TreeSet<String> hosts =
                new TreeSet<>(preferences.get(Preferences.Key.PICTURE_HOSTS).lines().toList());
        host(address).ifPresent(hosts::add);
        preferences.set(Preferences.Key.PICTURE_HOSTS, String.join("\n", hosts));
    }

    /** The hosts that are named in what was typed, one a line. */
    static String hosts(String typed) {
        return SPACE.splitAsStream(typed.toLowerCase(Locale.ROOT))
                .filter(host -> HOST.matcher(host).matches())
                .distinct()
                .limit(MOST_HOSTS)
                .collect(Collectors.joining("\n"));
    }

    /** {@inheritDoc} Unencrypted ones come only to those who asked for them one by one. */
    @Override
    public void load(String address, Consumer<Image> show, Consumer<String> failed) {
        boolean plain = way(address) == Way.ASK;
        Optional<URI> uri = uri(address);
        if (uri.isEmpty() || way(address) == Way.NEVER) {
            failed.accept("");
            return;
        }
        Thread.ofVirtual()
                .start(() -> {
                    places.acquireUninterruptibly();
                    try {
                        Image image = fetch.get(uri.get(), plain);
                        Platform.runLater(() -> {
                            keep(address, image);
                            show.accept(image);
                        });
                    } catch (IOException | RuntimeException e) {
                        Platform.runLater(() -> failed.accept(String.valueOf(e.getMessage())));
                    } finally {
                        places.release();
                    }
                });
    }

    private void keep(String address, Image image) {
        Image before = kept.put(address, image);
        bytes += size(image) - (before == null ? 0 : size(before));
        var oldest = kept.values().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    private static long size(Image image) {
        return (long) (image.getWidth() * image.getHeight() * BYTES_A_PIXEL);
    }
}
