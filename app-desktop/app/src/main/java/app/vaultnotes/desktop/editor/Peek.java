package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.Widget;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.fxmisc.flowless.VirtualizedScrollPane;

/**
 * A small card that shows where a link leads: the beginning of the note, or the part that is meant,
 * as it is read. For the JavaFX thread.
 */
final class Peek {

    private static final double WIDTH = 460;
    private static final double HEIGHT = 280;
    private static final int GAP = 4;
    private static final Duration PAUSE = Duration.millis(600);
    private static final Duration PATIENCE = Duration.millis(300);

    private final LiveArea area;
    private final NoteEditor.Desk desk;
    private final Later<VBox> card = new Later<>(this::makeCard);
    private final Later<Floating> popup = new Later<>(() -> new Floating(card.get()));
    private final PauseTransition wait = new PauseTransition(PAUSE);
    private final PauseTransition leave = new PauseTransition(PATIENCE);
    private Target wanted = Target.NONE;

    Peek(LiveArea area, NoteEditor.Desk desk) {
        this.area = area;
        this.desk = desk;
        leave.setOnFinished(e -> close());
    }

    private VBox makeCard() {
        VBox made = new VBox(GAP);
        made.getStyleClass().addAll("vn-popover", "vn-peek");
        made.setPrefSize(WIDTH, HEIGHT);
        made.setOnMouseEntered(e -> leave.stop());
        made.setOnMouseExited(e -> leave.playFromStart());
        return made;
    }

    boolean isOpen() {
        return popup.isMade() && popup.get().isShowing();
    }

    void close() {
        wanted = Target.NONE;
        wait.stop();
        leave.stop();
        popup.ifMade(Floating::hide);
    }

    /** The mouse is over a link; {@code now} says whether one need not wait. */
    void over(Target target, Node link, boolean now) {
        leave.stop();
        if (!(target instanceof Target.Wiki) || (target.equals(wanted) && isOpen())) {
            return;
        }
        wanted = target;
        wait.setDuration(now ? Duration.ONE : PAUSE);
        wait.setOnFinished(e -> ask(target, link.localToScreen(link.getBoundsInLocal())));
        wait.playFromStart();
    }

    /** The mouse has left a link. */
    void left() {
        wait.stop();
        leave.playFromStart();
    }

    /** Shows where the link leads that the caret stands in. */
    void atCaret() {
        Target target = target(area);
        if (target instanceof Target.Wiki) {
            leave.stop();
            wanted = target;
            Floating.caret(area).ifPresent(bounds -> ask(target, bounds));
        }
    }

    /** Where the link or embed leads that the caret stands in. */
    static Target target(LiveArea area) {
        int view = area.fold().map().toView(area.selected().caret(), true);
        int index = area.fold().map().rowAtView(view);
        Row row = area.fold().rows().get(index);
        int at = area.fold().map().view0(index);
        Target last = Target.NONE;
        for (Seg seg : row.segs()) {
            int end = at + seg.text().length();
            Target led = target(seg);
            boolean embedded = seg.widget().isPresent();
            // What is embedded stands behind its source.
            if ((embedded || view >= at) && view <= end && !(led instanceof Target.None)) {
                return led;
            }
            last = embedded && !(led instanceof Target.None) ? led : last;
            at = end;
        }
        return last;
    }

    private static Target target(Seg seg) {
        return seg.widget()
                .filter(Widget.Embed.class::isInstance)
                .map(Widget.Embed.class::cast)
                .<Target>map(embed -> new Target.Wiki(embed.path(), embed.fragment()))
                .orElse(seg.style().link());
    }

    private void ask(Target target, Bounds link) {
        desk.peek(
                target,
                found -> {
                    boolean there = area.getScene() != null && link != null;
                    if (target.equals(wanted) && there) {
                        show(found, link);
                    }
                });
    }

    private void show(NoteEditor.Peeked found, Bounds link) {
        Label title = new Label(found.title());
        title.getStyleClass().add("vn-section");
        LiveArea text = new LiveArea(new LiveText(found.text()), new Ears(), area.type());
        text.setMode(NoteEditor.Mode.READING);
        VirtualizedScrollPane<LiveArea> scroll = new VirtualizedScrollPane<>(text);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        card.get().getChildren().setAll(title, scroll);
        popup.get().show(area, link.getMinX(), link.getMaxY() + GAP);
    }

    /** What is shown can be followed, and is not written in. */
    private final class Ears extends DeskEars {
        Ears() {
            super(desk, Optional.empty());
        }

        @Override
        public void edited(TextEdit edit) {
            throw new IllegalStateException("it is only read");
        }

        @Override
        public void undo(boolean again) {
            // Nothing was done here.
        }

        @Override
        public void follow(Target target, boolean inTab) {
            close();
            desk.follow(target, inTab);
        }

        @Override
        public void tag(String tag) {
            close();
            desk.tag(tag);
        }

        @Override
        public void tick(int place) {
            // Tasks are ticked in their own note.
        }

        @Override
        public boolean take(Clipboard board) {
            return false;
        }

        @Override
        public Optional<PropertiesForm> form(
                List<FrontMatter.Property> properties, PropertiesForm.Place place) {
            return Optional.empty();
        }

        @Override
        public void over(Optional<Target> link, Node node, boolean now) {
            // One card is enough.
        }
    }
}
