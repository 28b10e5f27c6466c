package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Target;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** A file that a note embeds and another program shows: an icon, its name and its size. */
final class FileRow extends HBox {

    private static final int GAP = 10;
    private static final String ICON = "fltral-attach-20";

    private final Label name;
    private final Label size = new Label();
    private boolean isFile;
    private boolean leads;

    /**
     * A row for what may be a file of the vault; of anything else it shows the name alone.
     *
     * @param target where a click leads
     */
    FileRow(String path, Target target, double width, AreaListener listener) {
        super(GAP);
        boolean own = path.isEmpty() && target instanceof Target.Wiki;
        String shown = own ? ((Target.Wiki) target).fragment() : path;
        name = new Label(shown.substring(shown.lastIndexOf('/') + 1));
        name.setMinWidth(0);
        size.getStyleClass().add("file-size");
        size.setMinWidth(Region.USE_PREF_SIZE);
        getStyleClass().add("embed");
        setAlignment(Pos.CENTER_LEFT);
        setMaxWidth(width);
        setCursor(Cursor.HAND);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(listener.words("file.open", name.getText()));
        getChildren().setAll(name);
        addEventFilter(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
        addEventFilter(
                MouseEvent.MOUSE_CLICKED,
                e -> {
                    // A file that is missing is not to become a note of its name.
                    if (leads || name.getText().indexOf('.') < 0) {
                        listener.follow(target, e.isShortcutDown());
                    }
                    e.consume();
                });
        if (!own) {
            listener.file(path, target instanceof Target.Address, this::show);
        }
    }

    /**
     * Says something beside the name when it is that of no file.
     *
     * @param leads whether a click leads to something that is there
     */
    void say(String words, boolean leads) {
        if (!isFile) {
            this.leads = leads;
            size.setText(words);
            getChildren().setAll(name, size);
        }
    }

    private void show(Attachment file) {
        isFile = true;
        leads = true;
        name.setText(file.name());
        size.setText(file.size());
        getChildren().setAll(new FontIcon(ICON), name, size);
    }
}
