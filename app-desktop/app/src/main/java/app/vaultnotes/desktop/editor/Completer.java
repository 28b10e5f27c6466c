package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Completing;
import app.vaultnotes.ui.live.Selection;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Offers notes, headings and tags for what is being typed. */
final class Completer {

    private static final int ROWS = 8;

    private final LiveArea area;
    private final NoteEditor.Desk desk;
    private final Later<ListView<Offer>> list = new Later<>(this::makeList);
    private final Later<Floating> popup = new Later<>(() -> new Floating(list.get()));
    private @Nullable Completing offered;
    private long offeredAt;

    Completer(LiveArea area, NoteEditor.Desk desk) {
        this.area = area;
        this.desk = desk;
    }

    private ListView<Offer> makeList() {
        ListView<Offer> list = new ListView<>();
        list.getStyleClass().addAll("vn-popover", "vn-completions");
        ShortList.fit(list, ROWS);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(e -> accept());
        return list;
    }

    boolean isOpen() {
        return popup.isMade() && popup.get().isShowing();
    }

    /** Looks at what stands before the caret after it was typed in. */
    void typed() {
        Optional<Completing> wanted = wanted();
        if (wanted.isEmpty()) {
            close();
            return;
        }
        Completing now = wanted.get();
        long place = area.live().lineStart(area.selected().caret()) + (long) now.from();
        boolean begins = offered == null || !now.continues(offered) || place != offeredAt;
        offered = now;
        offeredAt = place;
        desk.complete(
                now,
                begins,
                offers -> {
                    if (now.equals(offered)) {
                        show(offers);
                    }
                });
    }

    private Optional<Completing> wanted() {
        Selection at = area.selected();
        if (!at.isEmpty()) {
            return Optional.empty();
        }
        int start = area.live().lineStart(at.caret());
        String line = area.live().text(start, area.live().lineEnd(at.caret()));
        return Completing.at(line, at.caret() - start);
    }

    private void show(List<Offer> offers) {
        if (offers.isEmpty()) {
            // Letters taken back may fit again.
            popup.ifMade(Floating::hide);
            return;
        }
        ListView<Offer> shown = list.get();
        shown.getSelectionModel().clearSelection();
        shown.getItems().setAll(offers);
        shown.getSelectionModel().select(0);
        if (!isOpen()) {
            Floating.caret(area)
                    .ifPresent(at -> popup.get().show(area, at.getMinX(), at.getMaxY() + 4));
        }
    }

    void close() {
        offered = null;
        popup.ifMade(Floating::hide);
    }

    /** Takes keys while something is offered; says whether it used this one. */
    boolean key(KeyEvent e) {
        if (!isOpen()) {
            return false;
        }
        switch (e.getCode()) {
            case DOWN -> step(1);
            case UP -> step(-1);
            case ENTER, TAB -> accept();
            case ESCAPE -> close();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(int by) {
        ListView<Offer> shown = list.get();
        int to =
                Math.floorMod(
                        shown.getSelectionModel().getSelectedIndex() + by, shown.getItems().size());
        shown.getSelectionModel().select(to);
        shown.scrollTo(Math.max(0, to - ROWS + 1));
    }

    private void accept() {
        ListView<Offer> shown = list.get();
        int chosen = shown.getSelectionModel().getSelectedIndex();
        Completing completing = offered;
        if (completing == null || chosen < 0 || chosen >= shown.getItems().size()) {
            close();
            return;
        }
        String words = shown.getItems().get(chosen).inserted();
        int caret = area.selected().caret();
        int from = area.live().lineStart(caret) + completing.from();
        String rest = area.live().text(caret, area.live().lineEnd(caret));
        boolean tag = completing.kind() == Completing.Kind.TAG;
        boolean closed = rest.startsWith("]]");
        String end = tag ? " " : closed ? "" : "]]";
        int after = from + words.length() + (tag ? 1 : 2);
        close();
        area.edit(from, caret - from, words + end, Selection.caret(after));
    }

    private static final class Cell extends ListCell<Offer> {
        @Override
        protected void updateItem(@Nullable Offer offer, boolean empty) {
            super.updateItem(offer, empty);
            setText(null);
            setGraphic(offer == null || empty ? null : row(offer));
        }

        private static HBox row(Offer offer) {
            Label name = new Label(offer.shown());
            Label detail = new Label(offer.detail());
            detail.getStyleClass().add("vn-faint");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            return new HBox(8, name, gap, detail);
        }
    }
}
