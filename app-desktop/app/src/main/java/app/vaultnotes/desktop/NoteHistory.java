package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.Timeline;
import app.vaultnotes.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions of a note and who made them.
 *
 * @param entries the versions, the oldest first
 * @param devices who wrote, this device first, then in the order in which they came
 */
record NoteHistory(List<Entry> entries, List<Device> devices) {

    static final NoteHistory EMPTY = new NoteHistory(List.of(), List.of());

    /**
     * A device that wrote in the note.
     *
     * @param name what people call it; empty when that is not known here
     * @param isThis whether it is this device
     */
    record Device(Id id, String name, boolean isThis) {}

    /**
     * A version.
     *
     * @param device which of the devices made it
     * @param event what it did beside the text
     */
    record Entry(History.Version version, int device, Event event) {

        String id() {
            return version.id();
        }

        /** The day on which it was finished. */
        LocalDate day(ZoneId zone) {
            return LocalDate.ofInstant(Instant.ofEpochMilli(version.toMillis()), zone);
        }

        /** How much was written, for bars of activity; at least 1. */
        long weight() {
            return 1L + Math.max(0, version.added()) + Math.max(0, version.removed());
        }
    }

    /** What a version did beside the text. */
    sealed interface Event {

        /** Nothing. */
        record Written() implements Event {}

        /** It made the note. */
        record Created() implements Event {}

        /** It gave the note another name. */
        record Renamed(String from) implements Event {}

        /** It put the note into another folder; empty for the vault itself. */
        record Moved(String folder) implements Event {}

        /** It put the note into the trash. */
        record Trashed() implements Event {}

        /** It brought the note back. */
        record Restored() implements Event {}

        /** It brought two copies together. */
        record Merged() implements Event {}
    }

    /** Reads the history of a note. */
    static NoteHistory of(Vault vault, Id note) {
        String path = note.toString();
        Map<Id, String> names = new HashMap<>();
        vault.timeline().devices().forEach(device -> names.put(device.id(), device.name()));
        return of(
                vault.timeline().versions(path),
                vault.timeline().places(path),
                names,
                vault.timeline().thisDevice());
    }

    /**
     * Puts together what the vault knows.
     *
     * @param versions the newest first
     * @param places the oldest first
     */
    static NoteHistory of(
            List<History.Version> versions,
            List<Timeline.Place> places,
            Map<Id, String> names,
            Optional<Id> thisDevice) {
        List<History.Version> oldestFirst = new ArrayList<>(versions);
        Collections.reverse(oldestFirst);
        List<Device> devices = devices(oldestFirst, names, thisDevice);
        Map<Id, Integer> numbers = new HashMap<>();
        devices.forEach(device -> numbers.put(device.id(), numbers.size()));
        Events events = new Events(places);
        List<Entry> entries = new ArrayList<>(oldestFirst.size());
        for (History.Version version : oldestFirst) {
            int device = numbers.getOrDefault(version.device(), 0);
            entries.add(new Entry(version, device, events.of(version, entries.isEmpty())));
        }
        return new NoteHistory(List.copyOf(entries), devices);
    }

    private static List<Device> devices(
            List<History.Version> oldestFirst, Map<Id, String> names, Optional<Id> thisDevice) {
        List<Device> devices = new ArrayList<>();
        oldestFirst.stream()
                .map(History.Version::device)
                .distinct()
                .map(id ->
                        new Device(
                                id,
                                names.getOrDefault(id, ""),
                                thisDevice.filter(id::equals).isPresent()))
                .forEach(device -> devices.add(device.isThis() ? 0 : devices.size(), device));
        return List.copyOf(devices);
    }

    /** What happened to the place of a note. */
    private static final class Events {
        private final NavigableMap<Long, Timeline.Place> byTime = new TreeMap<>();

        Events(List<Timeline.Place> places) {
            places.forEach(place -> byTime.put(place.placement().atMillis(), place));
        }

        Event of(History.Version version, boolean first) {
            Optional<Timeline.Place> place =
                    Optional.ofNullable(byTime.floorEntry(version.toMillis()))
                            .map(Map.Entry::getValue)
                            .filter(p -> p.placement().atMillis() >= version.fromMillis());
            if (first) {
                return new Event.Created();
            }
            boolean silent = version.added() == 0 && version.removed() == 0;
            return place.flatMap(p -> moved(p, before(version)))
                    .orElse(silent ? new Event.Merged() : new Event.Written());
        }

        private Optional<Placement> before(History.Version version) {
            return Optional.ofNullable(byTime.lowerEntry(version.fromMillis()))
                    .map(entry -> entry.getValue().placement());
        }

        private Optional<Event> moved(Timeline.Place place, Optional<Placement> before) {
            Placement now = place.placement();
            if (before.isEmpty()) {
                return Optional.empty();
            }
            Placement was = before.get();
            if (now.trashed() != was.trashed()) {
                return Optional.of(now.trashed() ? new Event.Trashed() : new Event.Restored());
            }
            if (!now.title().equals(was.title())) {
                return Optional.of(new Event.Renamed(was.title()));
            }
            return now.folder().equals(was.folder())
                    ? Optional.empty()
                    : Optional.of(new Event.Moved(place.folder()));
        }
    }

    int size() {
        return entries.size();
    }

    /** Where a version stands among the entries; -1 when it is not there. */
    int indexOf(String version) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).id().equals(version)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of a device; empty when it made no version. */
    Optional<Integer> number(Id device) {
        for (int i = 0; i < devices.size(); i++) {
            if (devices.get(i).id().equals(device)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The device that made every version after one; empty when several did. */
    Optional<Integer> onlyWriterAfter(int index) {
        List<Integer> writers =
                entries.subList(Math.min(index + 1, size()), size()).stream()
                        .map(Entry::device)
                        .distinct()
                        .limit(2)
                        .toList();
        return writers.size() == 1 ? Optional.of(writers.get(0)) : Optional.empty();
    }

    /** A line of the list of versions. */
    sealed interface Line {

        /** The head of a day. */
        record Day(LocalDate day) implements Line {}

        /** A version. */
        record Version(Entry entry) implements Line {}
    }

    /** The versions with a head for every day, the newest first. */
    List<Line> lines(ZoneId zone) {
        List<Line> lines = new ArrayList<>();
        Optional<LocalDate> day = Optional.empty();
        for (int i = entries.size() - 1; i >= 0; i--) {
            LocalDate next = entries.get(i).day(zone);
            if (!day.equals(Optional.of(next))) {
                lines.add(new Line.Day(next));
                day = Optional.of(next);
            }
            lines.add(new Line.Version(entries.get(i)));
        }
        return lines;
    }
}
