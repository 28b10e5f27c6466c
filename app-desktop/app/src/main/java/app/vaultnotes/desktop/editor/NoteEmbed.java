package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Target;
import app.vaultnotes.ui.live.Widget;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * A note inside of another one, as it is read. Until it is found, and where it is not shown, a row
 * with its name. For the JavaFX thread.
 */
final class NoteEmbed extends Region {

    /** Most notes that one row shows. */
    static final int MOST_IN_ROW = 8;

    private static final double LEAST_WIDTH = 120;

    private final Widget.Embed embed;
    private final AreaListener listener;
    private final NoteType type;
    private final FileRow row;
    private double room;
    private Region shown;

    NoteEmbed(Widget.Embed embed, double width, AreaListener listener, NoteType type) {
        this.embed = embed;
        this.listener = listener;
        this.type = type;
        this.room = width;
        row = new FileRow(embed.path(), target(), width, listener);
        shown = row;
        getStyleClass().add("note-embed");
        getChildren().add(row);
    }

    private Target target() {
        return new Target.Wiki(embed.path(), embed.fragment());
    }

    /**
     * Gets its room in a row, and is looked for.
     *
     * @param room how wide it may be
     */
    void fit(double room) {
        this.room = Math.max(LEAST_WIDTH, room);
        find();
    }

    /** Those that an area shows are looked for again. */
    static void findAll(LiveArea area) {
        for (Node node : area.lookupAll(".note-embed")) {
            if (node instanceof NoteEmbed embed) {
                embed.find();
            }
        }
    }

    private void find() {
        listener.embeds().ifPresent(embeds -> embeds.find(embed, this::show));
    }

    private void show(Embeds.Found found) {
        switch (found) {
            case Embeds.Shown note -> show(note.note());
            case Embeds.NotShown why -> {
                String words = listener.words("embed." + why.name().toLowerCase(Locale.ROOT));
                row.say(words, why != Embeds.NotShown.MISSING);
                put(row);
            }
        }
    }

    private void show(EmbeddedNote note) {
        if (!(shown instanceof EmbedCard card) || !card.shows(note)) {
            put(new EmbedCard(embed, note, room, listener, type));
        }
    }

    private void put(Region now) {
        if (!now.equals(shown)) {
            shown = now;
            steady(() -> getChildren().setAll(now));
        }
    }

    /** Somebody may be writing below: the line of the caret stays where it is on the screen. */
    private void steady(Runnable work) {
        Node around = getParent();
        while (around != null && !(around instanceof LiveArea)) {
            around = around.getParent();
        }
        if (around instanceof LiveArea area && area.isFocused()) {
            Scrolled.keepCaret(area, work);
        } else {
            work.run();
        }
    }

    @Override
    public double getBaselineOffset() {
        return BASELINE_OFFSET_SAME_AS_HEIGHT;
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computePrefWidth(double height) {
        return shown.equals(row) ? Math.min(room, row.prefWidth(-1)) : room;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return shown.prefHeight(computePrefWidth(-1));
    }

    @Override
    protected void layoutChildren() {
        shown.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
