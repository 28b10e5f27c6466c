package app.vaultnotes.cli;

import java.lang.reflect.Constructor;
import java.util.List;
import picocli.CommandLine;

/** The commands, in the order in which help lists them, and how they are made. */
final class Commands implements CommandLine.IFactory {

    static final List<Class<?>> ALL =
            List.of(
                    VaultCommands.New.class,
                    TransferCommands.Import.class,
                    TransferCommands.Export.class,
                    TransferCommands.Merge.class,
                    ListCommands.Ls.class,
                    NoteCommands.Show.class,
                    NoteCommands.Write.class,
                    NoteCommands.Attach.class,
                    NoteCommands.Duplicate.class,
                    NoteCommands.Daily.class,
                    NoteCommands.Prop.class,
                    NoteCommands.Bookmark.class,
                    PlaceCommands.Mkdir.class,
                    PlaceCommands.Mv.class,
                    PlaceCommands.TrashIt.class,
                    PlaceCommands.Restore.class,
                    HistoryCommands.Log.class,
                    HistoryCommands.Diff.class,
                    HistoryCommands.Revert.class,
                    HistoryCommands.UndoIt.class,
                    HistoryCommands.RedoIt.class,
                    ListCommands.LinksOf.class,
                    ListCommands.Tags.class,
                    SearchCommand.class,
                    VaultCommands.Setting.class,
                    VaultCommands.Backup.class,
                    VaultCommands.DoctorIt.class,
                    BenchCommand.class,
                    DemoCommand.class,
                    CompletionCommand.class);

    private final Context context;

    Commands(Context context) {
        this.context = context;
    }

    @Override
    public <K> K create(Class<K> wanted) throws Exception {
        if (VaultCommand.class.isAssignableFrom(wanted)
                || wanted.getPackage().equals(Commands.class.getPackage())) {
            for (Constructor<?> constructor : wanted.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1
                        && constructor.getParameterTypes()[0] == Context.class) {
                    return wanted.cast(constructor.newInstance(context));
                }
            }
        }
        return CommandLine.defaultFactory().create(wanted);
    }
}
