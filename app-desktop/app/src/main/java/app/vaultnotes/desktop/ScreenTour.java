package app.vaultnotes.desktop;

import app.vaultnotes.cli.Tour;
import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pictures of the main screens, taken by a process apart that needs no display. Of the sample they
 * are the same each time: it is always the same day there, in English.
 */
public final class ScreenTour implements Tour {

    /** The screens that come before and behind those of the vault. */
    static final String FIRST = "first-start";

    static final String LAST = "empty-vault";

    private static final List<String> HEADLESS =
            List.of("-Dglass.platform=Headless", "-Dprism.order=sw");
    private static final List<String> SAME_EVERYWHERE =
            List.of("-Duser.language=en", "-Duser.country=GB", "-Duser.timezone=UTC");

    private static List<String> stops() {
        List<String> stops = new ArrayList<>();
        stops.add(FIRST);
        TourStop.ALL.forEach(stop -> stops.add(stop.name()));
        stops.add(LAST);
        return stops;
    }

    /** The name of a screen's file: its number, so that files lie in order, and what it shows. */
    static Optional<String> file(String stop) {
        int number = stops().indexOf(stop) + 1;
        return Optional.of(String.format(Locale.ROOT, "%02d-%s.png", number, stop))
                .filter(name -> number > 0);
    }

    @Override
    public List<String> names() {
        return stops().stream().flatMap(stop -> file(stop).stream()).toList();
    }

    @Override
    public List<String> take(Path into, Wish wish, Progress progress) throws IOException {
        List<String> options = new ArrayList<>(HEADLESS);
        if (wish.vault().isEmpty()) {
            options.addAll(SAME_EVERYWHERE);
        }
        List<String> taken = new ArrayList<>();
        int all = stops().size();
        progress.report("pictures", 0, all);
        new ChildProcess(wish.home(), options)
                .run(
                        TourProcess.class,
                        true,
                        name -> {
                            taken.add(name);
                            progress.report("pictures", taken.size(), all);
                        },
                        into.toString(),
                        wish.home().toString(),
                        wish.dark() ? "dark" : "light",
                        wish.vault().map(Path::toString).orElse(""));
        return List.copyOf(taken);
    }
}
