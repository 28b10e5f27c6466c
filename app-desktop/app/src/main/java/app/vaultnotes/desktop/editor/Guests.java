package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import javafx.application.Platform;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * Those who write in the note at the same time. Their carets and selections stand in its rows; a
 * flag with the name comes when a caret moves and goes a moment later, above the caret or below it,
 * and never over the line in which one writes oneself. For the JavaFX thread.
 */
final class Guests {

    private static final double GAP = 2;

    private final LiveArea area;
    private final EditorWords words;
    private final Pane layer = new Pane();
    private final Map<Id, Guest> guests = new LinkedHashMap<>();
    private final Runnable laidOut = this::laidOut;
    private @Nullable Scene waitsIn;
    private boolean waits;
    private int visited = -1;

    /** Nobody yet, in an area that lies under a layout. */
    Guests(LiveArea area, Pane layout, EditorWords words) {
        this.area = area;
        this.words = words;
        layer.setMouseTransparent(true);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(layer.widthProperty());
        clip.heightProperty().bind(layer.heightProperty());
        layer.setClip(clip);
        layout.getChildren().add(1, layer); // over the text, under what floats
        area.multiPlainChanges().subscribe(changes -> later());
        area.viewportDirtyEvents().subscribe(e -> placeFlags());
    }

    /**
     * These are there now.
     *
     * @param toShown where a place of the vault's text stands in what is shown
     */
    void show(List<OtherCaret> now, IntUnaryOperator toShown) {
        Set<Id> gone = new HashSet<>(guests.keySet());
        for (OtherCaret each : now) {
            gone.remove(each.who().device());
            at(each, toShown).ifPresent(at -> show(each, at));
        }
        gone.forEach(this::leave);
        settle();
    }

    /** Where they are; where they were as long as their letters have not come. */
    private Optional<Selection> at(OtherCaret each, IntUnaryOperator toShown) {
        if (each.anchor().isEmpty() || each.caret().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Selection(
                        toShown.applyAsInt(each.anchor().getAsInt()),
                        toShown.applyAsInt(each.caret().getAsInt())));
    }

    private void show(OtherCaret each, Selection at) {
        String label = each.who().label();
        String name = label.isEmpty() ? words.of("others.somebody") : label;
        Guest known = guests.get(each.who().device());
        if (known == null) {
            Guest guest = new Guest(area, each.who(), at, this::placeFlags);
            guests.put(each.who().device(), guest);
            layer.getChildren().add(guest.flag());
            guest.move(each.who(), name, at);
            guest.raise();
        } else {
            known.move(each.who(), name, at);
        }
    }

    private void leave(Id device) {
        Guest guest = guests.remove(device);
        if (guest != null) {
            layer.getChildren().remove(guest.flag());
            guest.leave();
        }
    }

    /** The text was edited, here or elsewhere. */
    void shift(TextEdit edit) {
        guests.values().forEach(guest -> guest.shift(edit));
    }

    /** Rows come by pieces: what stands in them is put there when all have come. */
    private void later() {
        if (!guests.isEmpty() && !waits) {
            waits = true;
            Platform.runLater(() -> {
                waits = false;
                settle();
            });
        }
    }

    private void settle() {
        guests.values().forEach(Guest::settle);
        placeFlags();
    }

    /** Where the next of them writes, in the text that is shown; empty when nobody is there. */
    Optional<Integer> next() {
        if (guests.isEmpty()) {
            return Optional.empty();
        }
        List<Guest> all = List.copyOf(guests.values());
        visited = (visited + 1) % all.size();
        all.forEach(Guest::raise);
        placeFlags();
        return Optional.of(all.get(visited).place());
    }

    // ---- flags ----

    private boolean isFlagged() {
        return guests.values().stream().anyMatch(guest -> guest.flag().isVisible());
    }

    /** Flags are put beside their carets once those are laid out, before they are painted. */
    private void placeFlags() {
        Scene scene = area.getScene();
        if (isFlagged() && waitsIn == null && scene != null) {
            waitsIn = scene;
            scene.addPostLayoutPulseListener(laidOut);
            Platform.requestNextPulse();
        }
    }

    private void laidOut() {
        Scene scene = waitsIn;
        waitsIn = null;
        if (scene != null) {
            scene.removePostLayoutPulseListener(laidOut);
        }
        List<Bounds> taken = new ArrayList<>();
        area.getCaretBounds().map(layer::screenToLocal).map(this::line).ifPresent(taken::add);
        int own = taken.size();
        for (Guest guest : guests.values()) {
            if (guest.flag().isVisible()) {
                place(guest, taken, own);
            }
        }
    }

    /** The line in which one writes. */
    private Bounds line(Bounds caret) {
        return new BoundingBox(0, caret.getMinY(), layer.getWidth(), caret.getHeight());
    }

    private void place(Guest guest, List<Bounds> taken, int own) {
        Label flag = guest.flag();
        Optional<Bounds> found = guest.bounds().map(layer::sceneToLocal).filter(this::isSeen);
        flag.autosize();
        Optional<Bounds> place =
                found.flatMap(caret -> free(caret, flag.getWidth(), flag.getHeight(), taken, own));
        place.ifPresentOrElse(
                at -> {
                    flag.relocate(Math.rint(at.getMinX()), Math.rint(at.getMinY()));
                    taken.add(at);
                },
                () -> flag.relocate(0, -flag.getHeight() - GAP));
    }

    private boolean isSeen(Bounds caret) {
        return caret.getMaxY() > 0 && caret.getMinY() < layer.getHeight();
    }

    /** Above the caret, else below it; beside the flags that are there already. */
    private Optional<Bounds> free(
            Bounds caret, double width, double height, List<Bounds> taken, int own) {
        double x = Math.clamp(caret.getMinX(), 0, Math.max(0, layer.getWidth() - width));
        for (double y : new double[] {caret.getMinY() - height, caret.getMaxY()}) {
            Bounds at = new BoundingBox(x, y, width, height);
            for (Bounds other : taken.subList(own, taken.size())) {
                if (other.intersects(at)) {
                    at = new BoundingBox(other.getMaxX() + GAP, y, width, height);
                }
            }
            Bounds wanted = at;
            boolean isFree = taken.subList(0, own).stream().noneMatch(line -> meets(line, wanted));
            boolean fits = y >= 0 && y + height <= layer.getHeight();
            if (isFree && fits && wanted.getMaxX() <= layer.getWidth()) {
                return Optional.of(wanted);
            }
        }
        return Optional.empty();
    }

    /** Whether one lies over the other by more than an edge. */
    private static boolean meets(Bounds line, Bounds flag) {
        return flag.getMaxY() > line.getMinY() + GAP && flag.getMinY() < line.getMaxY() - GAP;
    }
}
