package app.vaultnotes.cli;

import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * The commands, in the order in which help lists them, and how they are made. Their names stand
 * here and not in annotations, since reading all annotations costs more time than starting the JVM.
 */
final class Commands implements CommandLine.IFactory {

    /** The commands by name. */
    static final Map<String, Class<?>> ALL =
            inOrder(
                    Map.entry("new", VaultCommands.New.class),
                    Map.entry("import", TransferCommands.Import.class),
                    Map.entry("export", TransferCommands.Export.class),
                    Map.entry("merge", TransferCommands.Merge.class),
                    Map.entry("save-as", TransferCommands.SaveAs.class),
                    Map.entry("ls", ListCommands.Ls.class),
                    Map.entry("show", NoteCommands.Show.class),
                    Map.entry("write", NoteCommands.Write.class),
                    Map.entry("attach", NoteCommands.Attach.class),
                    Map.entry("duplicate", NoteCommands.Duplicate.class),
                    Map.entry("daily", NoteCommands.Daily.class),
                    Map.entry("prop", NoteCommands.Prop.class),
                    Map.entry("bookmark", NoteCommands.Bookmark.class),
                    Map.entry("mkdir", PlaceCommands.Mkdir.class),
                    Map.entry("mv", PlaceCommands.Mv.class),
                    Map.entry("trash", PlaceCommands.TrashIt.class),
                    Map.entry("restore", PlaceCommands.Restore.class),
                    Map.entry("history", HistoryCommands.Log.class),
                    Map.entry("diff", HistoryCommands.Diff.class),
                    Map.entry("revert", HistoryCommands.Revert.class),
                    Map.entry("undo", HistoryCommands.UndoIt.class),
                    Map.entry("redo", HistoryCommands.RedoIt.class),
                    Map.entry("merged", MergedCommand.class),
                    Map.entry("links", ListCommands.LinksOf.class),
                    Map.entry("tags", ListCommands.Tags.class),
                    Map.entry("search", SearchCommand.class),
                    Map.entry("set", VaultCommands.Setting.class),
                    Map.entry("backup", VaultCommands.Backup.class),
                    Map.entry("doctor", DoctorCommand.class),
                    Map.entry("account", AccountCommands.Account.class),
                    Map.entry("share", SyncCommands.Share.class),
                    Map.entry("join", SyncCommands.Join.class),
                    Map.entry("sync", SyncCommands.Sync.class),
                    Map.entry("receipts", SyncCommands.ReceiptsOf.class),
                    Map.entry("watch", WatchCommand.class),
                    Map.entry("invite", MemberCommands.Invite.class),
                    Map.entry("members", MemberCommands.Members.class),
                    Map.entry("leave", MemberCommands.Leave.class),
                    Map.entry("serve", RelayCommands.Serve.class),
                    Map.entry("admin", RelayCommands.Admin.class),
                    Map.entry("crdt", CrdtCommand.class),
                    Map.entry("bench", BenchCommand.class),
                    Map.entry("tour", TourCommand.class),
                    Map.entry("demo", DemoCommand.class),
                    Map.entry("completion", CompletionCommand.class));

    private final Context context;

    Commands(Context context) {
        this.context = context;
    }

    @SafeVarargs
    private static Map<String, Class<?>> inOrder(Map.Entry<String, Class<?>>... commands) {
        Map<String, Class<?>> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, Class<?>> command : commands) {
            ordered.put(command.getKey(), command.getValue());
        }
        return Collections.unmodifiableMap(ordered);
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
