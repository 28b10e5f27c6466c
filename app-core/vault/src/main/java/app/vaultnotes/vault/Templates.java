package app.vaultnotes.vault;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes made from templates: any note in the templates' folder, and the note of a day. */
public final class Templates {

    private static final String DAILY_TEMPLATE = "Daily";
    private static final Pattern PLACE =
            Pattern.compile("\\{\\{(title|date|time)(?::([^}\\n]{1,60}))?\\}\\}");

    private final Session session;
    private final Paths paths;
    private final Notes notes;

    Templates(Session session, Paths paths, Notes notes) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
    }

    /**
     * Makes a note from a template. {@code {{title}}}, {@code {{date}}}, {@code {{time}}} and
     * {@code {{date:pattern}}} are filled in.
     */
    public Edited create(String path, String template) {
        return session.locked(() -> {
            String text =
                    notes.text(
                            template(template)
                                    .orElseThrow(() -> Paths.notFound("template", template))
                                    .id());
            String title = Paths.last(Paths.segments(path));
            return notes.create(
                    path,
                    filled(text, title, LocalDate.ofInstant(session.clock.instant(), zone())));
        });
    }

    private Optional<Item.Note> template(String name) {
        String folder = VaultSetting.TEMPLATE_FOLDER.in(session.tree().settings());
        Optional<Item.Note> inFolder = paths.findNote(folder + "/" + name);
        return inFolder.isPresent() ? inFolder : paths.findNote(name);
    }

    /**
     * The note of a day, made when it is missing, from the template {@code Daily} when there is
     * one.
     */
    public Edited daily(LocalDate day) {
        return session.locked(() -> {
            String folder = VaultSetting.DAILY_FOLDER.in(session.tree().settings());
            String path = folder + "/" + day;
            Optional<Item.Note> there = paths.findNote(path);
            if (there.isPresent()) {
                return notes.edited(there.get().id());
            }
            String templates = VaultSetting.TEMPLATE_FOLDER.in(session.tree().settings());
            String text =
                    paths.findNote(templates + "/" + DAILY_TEMPLATE)
                            .map(note -> notes.text(note.id()))
                            .orElse("");
            return notes.create(path, filled(text, day.toString(), day));
        });
    }

    private static ZoneId zone() {
        return ZoneId.systemDefault();
    }

    private String filled(String template, String title, LocalDate day) {
        ZonedDateTime now = session.clock.instant().atZone(zone());
        return PLACE.matcher(template)
                .replaceAll(place ->
                        Matcher.quoteReplacement(
                                switch (place.group(1)) {
                                    case "title" -> title;
                                    case "date" ->
                                            formatted(
                                                    day.atTime(now.toLocalTime()).atZone(zone()),
                                                    place.group(2),
                                                    day.toString());
                                    default ->
                                            formatted(
                                                    now,
                                                    place.group(2),
                                                    LocalTime.from(now)
                                                            .format(
                                                                    DateTimeFormatter.ofPattern(
                                                                            "HH:mm", Locale.ROOT)));
                                }));
    }

    /** A moment in a pattern; one that is no pattern of ours is tried in moment.js's letters. */
    private static String formatted(
            ZonedDateTime moment, @org.jspecify.annotations.Nullable String pattern, String plain) {
        if (pattern == null) {
            return plain;
        }
        try {
            String java =
                    pattern.replace("YYYY", "yyyy").replace("DD", "dd").replace("dddd", "EEEE");
            return DateTimeFormatter.ofPattern(java, Locale.getDefault()).format(moment);
        } catch (IllegalArgumentException | DateTimeException e) {
            return plain;
        }
    }
}
