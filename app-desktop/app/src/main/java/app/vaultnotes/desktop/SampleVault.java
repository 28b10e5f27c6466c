package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalDevice;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vault as it is after some weeks: what was written when stands in two of the app's resources,
 * one of a time with one device, one of a morning on which two devices were apart.
 */
final class SampleVault {

    /** What people call it. */
    static final String NAME = "Biology, year two";

    /** A note that shows much of what notes can have. */
    static final String MAIN = "Cell biology/Cell membranes";

    private static final Instant NOW = Instant.parse("2026-10-14T14:05:00Z");
    private static final Instant MERGED = Instant.parse("2026-10-14T12:30:00Z");
    private static final String LAPTOP = "laptop";
    private static final String TABLET = "tablet";
    private static final String DRAWN_IN = "Field days/Salt marsh, 3 October";
    private static final Pattern HEAD = Pattern.compile("@ (\\S+) (\\w+) (\\w+) (.+)");

    /** What stands between the old words of an edit and the new ones. */
    private static final String BECOMES = "\n=>\n";

    private final Path folder;
    private final Path work;
    private final Time time = new Time();
    private final LocalDevice laptop;

    private SampleVault(Path folder, Path work) {
        this.folder = folder;
        this.work = work;
        this.laptop = device(LAPTOP);
    }

    /**
     * Makes it.
     *
     * @param folder must not hold a vault
     * @param work an empty folder for what is needed meanwhile
     * @return the device on which it is to be opened, on a certain day
     */
    static LocalDevice make(Path folder, Path work) throws IOException {
        SampleVault sample = new SampleVault(folder, work);
        sample.together();
        sample.apart();
        sample.time.now = NOW;
        return sample.laptop;
    }

    /** A clock that is set. */
    private static final class Time extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private LocalDevice device(String name) {
        return new LocalDevice(time, new DeviceIdentity(work.resolve(name + " state"), name));
    }

    private void together() throws IOException {
        SqliteStore.create(folder, Id.random()).close();
        try (Vault vault = laptop.open(SqliteStore.open(folder))) {
            play(read("before"), Map.of(LAPTOP, vault));
            Path drawing = work.resolve("Transect.png");
            Transect.draw(drawing);
            vault.keep(DRAWN_IN, drawing);
        }
    }

    private void apart() throws IOException {
        Path copy = work.resolve(TABLET);
        Progress silent = (what, done, total) -> {};
        SqliteStore.copy(folder, copy, silent);
        try (Vault here = laptop.open(SqliteStore.open(folder))) {
            try (Vault there = device(TABLET).open(SqliteStore.open(copy))) {
                play(read("apart"), Map.of(LAPTOP, here, TABLET, there));
            }
            time.now = MERGED;
            HeldVault.merge(here, copy, silent);
        }
    }

    // ---- what was done when ----

    /** Something that was done; {@code text} is what it needs besides a path. */
    private record Step(Instant at, String what, String device, String path, String text) {

        void on(Vault vault) {
            switch (what) {
                case "write" -> vault.notes().write(path, text);
                case "edit" -> edit(vault);
                case "trash" -> vault.trash().put(path);
                case "bookmark" -> vault.notes().bookmark(path, true);
                default -> throw new IllegalStateException("unknown step: " + what);
            }
        }

        private void edit(Vault vault) {
            int sign = text.indexOf(BECOMES);
            String before = text.substring(0, sign);
            String now = vault.notes().text(vault.paths().note(path).id());
            if (!now.contains(before)) {
                throw new IllegalStateException("not in " + path + ": " + before);
            }
            String after = text.substring(sign + BECOMES.length()).stripTrailing();
            vault.notes().write(path, now.replace(before, after));
        }
    }

    private void play(List<Step> steps, Map<String, Vault> vaults) {
        for (Step step : steps) {
            time.now = step.at();
            step.on(Objects.requireNonNull(vaults.get(step.device()), step.device()));
        }
    }

    private static List<Step> read(String name) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (String part : resource("sample/" + name + ".txt").split("(?m)^(?=@ )", -1)) {
            String head = part.lines().findFirst().orElse("");
            Matcher words = HEAD.matcher(head);
            if (words.matches()) {
                String text = part.substring(Math.min(part.length(), head.length() + 1));
                Instant at = LocalDateTime.parse(words.group(1)).toInstant(ZoneOffset.UTC);
                steps.add(new Step(at, words.group(2), words.group(3), words.group(4), text));
            }
        }
        return steps;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SampleVault.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
