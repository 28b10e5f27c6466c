package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.PackedPayload;
import app.vaultnotes.wire.WireException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes one lot of records in, in steps of which each is durable as a whole. */
final class RecordIntake {

    private static final String WAITS = "it builds on changes that are not here";

    private final Session session;
    private final Trash trash;
    private final RecordLog log;
    private final boolean hasAside;
    private final Id device;
    private final Set<ChangeHash> quarantined;
    private final PurgedDocuments purged;
    private final Intake intake;
    private final Map<Id, Last> last = new HashMap<>();
    private final Map<Id, List<LogRecord>> parts = new HashMap<>();
    private final Set<Id> changed = new LinkedHashSet<>();
    private final Set<Id> untold = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private int changes;
    private boolean baseless;

    /**
     * Takes in what came.
     *
     * @param isLive whether this device follows what others write
     */
    RecordIntake(Session session, Trash trash, boolean isLive) {
        this.session = session;
        this.trash = trash;
        this.log = session.store.records();
        this.hasAside = log.aside() > 0;
        this.device = session.device();
        this.quarantined = session.store.changes().quarantined();
        this.purged = new PurgedDocuments(session.store);
        this.intake = new Intake(session, Intake.Marks.NOTHING, new Meetings(session, isLive));
    }

    /** A record that is whole, and what it says. */
    private record Read(LogRecord record, RecordContent content) {
        Id doc() {
            return Uuids.id(record.doc());
        }
    }

    Records.Taken take(List<LogRecord> records) {
        Step step = new Step();
        for (LogRecord record : records) {
            Id from = Uuids.id(record.device());
            Last before = last.computeIfAbsent(from, log::last);
            boolean isNew = record.deviceSeq() > before.deviceSeq();
            if (from.equals(device) && isNew) {
                step.close();
                return taken(Optional.empty(), true);
            }
            if (isNew && !follows(record, before)) {
                step.close();
                return taken(Optional.of(from), false);
            }
            if (isNew) {
                last.put(from, new Last(record.deviceSeq(), record.hash()));
            }
            step = step.fits(record) ? step : step.close();
            step.add(record);
        }
        step.close();
        return taken(Optional.empty(), false);
    }

    private List<LogRecord> pending(Id from) {
        return parts.computeIfAbsent(from, id -> new ArrayList<>(log.parts(id)));
    }

    private static boolean follows(LogRecord record, Last before) {
        return record.deviceSeq() == before.deviceSeq() + 1
                && record.previous().equals(before.deviceSeq() == 0 ? Hash.NONE : before.hash());
    }

    private Records.Taken taken(Optional<Id> missing, boolean forked) {
        return new Records.Taken(
                Collections.unmodifiableSet(changed),
                Collections.unmodifiableSet(untold),
                changes,
                List.copyOf(problems),
                missing,
                forked,
                baseless);
    }

    /** Records of one sort follow each other into a step. */
    private enum Sort {
        TREE,
        DOCUMENTS,
        TOMBSTONES
    }

    private Sort sort(LogRecord record) {
        boolean isTree = Uuids.id(record.doc()).equals(session.store.vaultId());
        return record.kind() == LogRecord.Kind.TOMBSTONE
                ? Sort.TOMBSTONES
                : isTree ? Sort.TREE : Sort.DOCUMENTS;
    }

    /**
     * Records that become durable together: of the tree, or of other documents, which are listed in
     * the folders that the tree has by then, or word of purges, which are looked for among these.
     */
    private final class Step {
        private final List<LogRecord> records = new ArrayList<>();
        private final List<LogRecord> waiting = new ArrayList<>();
        private final List<RecordLog.Aside> aside = new ArrayList<>();
        private final Map<Id, List<Read>> read = new LinkedHashMap<>();
        private final List<Commit> commits = new ArrayList<>();
        private final List<RecordLog.Past> pasts = new ArrayList<>();
        private final Map<Id, Heads> told = new LinkedHashMap<>();
        private final List<LogRecord> taken = new ArrayList<>();
        private final Set<Id> retold = new LinkedHashSet<>();
        private final Set<Id> gone = new LinkedHashSet<>();
        private final Map<Id, SeenChanges> tombstones = new LinkedHashMap<>();
        private final List<KeptArrival> met = new ArrayList<>();

        boolean fits(LogRecord record) {
            return records.isEmpty() || sort(records.get(0)) == sort(record);
        }

        void add(LogRecord record) {
            records.add(record);
            try {
                if (record.kind() == LogRecord.Kind.CHANGES) {
                    read(record)
                            .ifPresent(each ->
                                    read.computeIfAbsent(each.doc(), id -> new ArrayList<>())
                                            .add(each));
                } else {
                    purged(record, RecordContent.purged(record.payload()));
                }
            } catch (WireException | CrdtException e) {
                setAside(record, e);
            }
        }

        /**
         * It goes here, too, where nothing is known of it that none of those knew who purged it;
         * else all of it has to be told anew.
         */
        private void purged(LogRecord record, SeenChanges known) {
            Id document = Uuids.id(record.doc());
            if (document.equals(session.store.vaultId())) {
                return;
            }
            SeenChanges all = log.purgedOf(document).and(known);
            tombstones.merge(document, known, SeenChanges::and);
            boolean isHere = session.store.changes().document(document).isPresent();
            if (isHere && changesOf(document).stream().allMatch(all::contains)) {
                gone.add(document);
            } else if (isHere && !isOwn(record)) {
                retold.add(document);
            }
        }

        private List<Change> changesOf(Id document) {
            return session.changesOf(session.stored(document));
        }

        /** What a record says; a part that waits for others says nothing yet. */
        private Optional<Read> read(LogRecord record) {
            if (record.sealing() != 0) {
                throw WireException.invalid("a sealed record in a vault that is not");
            }
            PackedPayload.Part part = PackedPayload.Part.parse(record.payload());
            List<PackedPayload.Part> all = new ArrayList<>();
            Id from = Uuids.id(record.device());
            if (part.number() > 0) {
                for (LogRecord before : pending(from)) {
                    all.add(PackedPayload.Part.parse(before.payload()));
                }
            } else {
                parts.put(from, new ArrayList<>());
            }
            if (!part.isLast()) {
                pending(from).add(record);
                waiting.add(record);
                return Optional.empty();
            }
            all.add(part);
            parts.put(from, new ArrayList<>());
            return Optional.of(new Read(record, RecordContent.parse(PackedPayload.unpack(all))));
        }

        private void setAside(LogRecord record, RuntimeException why) {
            setAside(record, why, RecordLog.Again.NEVER);
        }

        private void setAside(LogRecord record, RuntimeException why, RecordLog.Again again) {
            String reason = String.valueOf(why.getMessage());
            aside.add(new RecordLog.Aside(record, reason, again));
            problems.add(
                    "record "
                            + record.deviceSeq()
                            + " of device "
                            + Uuids.id(record.device())
                            + ": "
                            + reason);
        }

        /** Makes it durable; the next one begins. */
        Step close() {
            if (!records.isEmpty()) {
                if (session.engine.mayEndTheProcess()) {
                    noteTaking();
                }
                read.forEach(this::document);
                trash.purgedElsewhere(gone);
                session.take(
                        new RecordLog.Arrival(
                                commits,
                                pasts,
                                records,
                                waiting,
                                aside,
                                taken,
                                told,
                                retold,
                                tombstones,
                                KeptArrivals.with(session.store.facts(), met)));
                commits.forEach(commit -> {
                    changed.add(commit.document());
                    changes += commit.changes().size();
                });
                told.keySet().stream().filter(log::isUntold).forEach(untold::add);
                untold.addAll(retold);
            }
            return new Step();
        }

        private void noteTaking() {
            Map<Id, List<ChangeHash>> taking = new HashMap<>();
            read.forEach((id, all) -> taking.put(id, hashes(all)));
            session.taking(taking);
        }

        private void document(Id id, List<Read> all) {
            DocumentKind kind = all.get(0).content().kind();
            Optional<ChangeLog.DocumentEntry> known = session.store.changes().document(id);
            told.put(id, log.told(id).heads());
            List<Read> fitting = new ArrayList<>(waited(id));
            for (Read each : all) {
                boolean sameKind =
                        each.content().kind() == kind
                                && known.map(k -> k.kind() == kind).orElse(true);
                if (sameKind) {
                    fitting.add(each);
                } else {
                    setAside(each.record(), new CrdtException("the document is of another kind"));
                }
            }
            List<Change> came = changes(fitting);
            if (isLevel(known, fitting) || staysPurged(id, came)) {
                return;
            }
            try {
                takeAll(id, kind, fitting, came);
            } catch (CrdtException e) {
                takeSound(id, kind, fitting);
            }
        }

        /** Records of a document that had come before what they build on. */
        private List<Read> waited(Id id) {
            List<Read> waited = new ArrayList<>();
            for (LogRecord record : hasAside ? log.waiting(id) : List.<LogRecord>of()) {
                try {
                    PackedPayload.Part part = PackedPayload.Part.parse(record.payload());
                    RecordContent content =
                            RecordContent.parse(PackedPayload.unpack(List.of(part)));
                    waited.add(new Read(record, content));
                } catch (WireException | CrdtException e) {
                    problems.add("a record that waits for others is damaged here");
                }
            }
            return waited;
        }

        /** Whether all of a document is told, and nothing came that is not here. */
        private boolean isLevel(Optional<ChangeLog.DocumentEntry> known, List<Read> all) {
            boolean isTold = known.map(k -> k.heads().equals(told.get(k.id()))).orElse(false);
            return isTold && all.stream().allMatch(each -> isOwn(each.record()));
        }

        /** Whether it was purged here, and nothing came that was not known by then. */
        private boolean staysPurged(Id id, List<Change> came) {
            return purged.of(id)
                    .filter(known -> came.stream().allMatch(known::contains))
                    .isPresent();
        }

        private boolean isOwn(LogRecord record) {
            return Uuids.id(record.device()).equals(device);
        }

        private void takeAll(Id id, DocumentKind kind, List<Read> all, List<Change> came) {
            Intake.Prepared prepared = prepare(id, kind, all, came);
            if (prepared.before().equals(Heads.NONE) && prepared.isWaiting()) {
                all.forEach(this::keepForLater);
                if (purged.of(id).isPresent()) {
                    baseless = true;
                    session.store.snapshots().uncover(id);
                }
                return;
            }
            LeftOutRows.told(id, prepared.leftOut()).ifPresent(problems::add);
            prepared.commit().ifPresent(commits::add);
            prepared.met().ifPresent(met::add);
            tell(id, came, prepared);
            for (Read each : all) {
                RecordContent content = each.content();
                pasts.add(new RecordLog.Past(id, content.versions(), content.places()));
                taken.add(each.record());
            }
        }

        private void keepForLater(Read each) {
            RecordLog.Again again = ifWhole(each.record(), RecordLog.Again.WITH_OTHERS);
            aside.add(new RecordLog.Aside(each.record(), WAITS, again));
        }

        /** One of several parts is never tried again: the others are not kept. */
        private static RecordLog.Again ifWhole(LogRecord record, RecordLog.Again again) {
            boolean isWhole = PackedPayload.Part.parse(record.payload()).of() == 1;
            return isWhole ? again : RecordLog.Again.NEVER;
        }

        private Intake.Prepared prepare(
                Id id, DocumentKind kind, List<Read> all, List<Change> changes) {
            long at = 0;
            for (Read each : all) {
                at = Math.max(at, each.content().editedMillis());
            }
            Intake.Came came = new Intake.Came(id, kind, changes, at);
            Intake.Prepared prepared = intake.prepare(came, came::changes, (k, document) -> {});
            if (!prepared.isNothing() && prepared.commit().isEmpty()) {
                throw new CrdtException("the document makes no sense with it");
            }
            return prepared;
        }

        /** In their order, without those that break the document: they are set aside. */
        private void takeSound(Id id, DocumentKind kind, List<Read> all) {
            List<Read> sound = new ArrayList<>();
            addSound(sound, id, kind, all);
            if (!sound.isEmpty()) {
                takeAll(id, kind, sound, changes(sound));
            }
        }

        /**
         * Adds those that go with the ones that are sound. All are tried at once, then each half:
         * one that breaks the document costs a few trials, and not one for each of the others.
         */
        private void addSound(List<Read> sound, Id id, DocumentKind kind, List<Read> all) {
            List<Read> more = new ArrayList<>(sound);
            more.addAll(all);
            try {
                prepare(id, kind, more, changes(more));
                sound.addAll(all);
            } catch (CrdtException e) {
                int half = all.size() / 2;
                if (half == 0) {
                    LogRecord refused = all.get(0).record();
                    setAside(refused, e, ifWhole(refused, RecordLog.Again.GROWN));
                } else {
                    addSound(sound, id, kind, all.subList(0, half));
                    addSound(sound, id, kind, all.subList(half, all.size()));
                }
            }
        }

        /**
         * What is told then: what was, and what came, without what that builds on. What waits for
         * others or was left out is not.
         */
        private void tell(Id id, List<Change> came, Intake.Prepared prepared) {
            Set<Change> out = new HashSet<>(prepared.waiting());
            out.addAll(prepared.leftOut());
            Set<ChangeHash> heads = new HashSet<>(told.getOrDefault(id, Heads.NONE).hashes());
            List<Change> in = came.stream().filter(change -> !out.contains(change)).toList();
            in.forEach(change -> heads.add(change.hash()));
            in.forEach(change -> change.dependencies().forEach(heads::remove));
            told.put(id, Heads.of(heads));
        }

        private List<Change> changes(List<Read> all) {
            Map<ChangeHash, Change> changes = new LinkedHashMap<>();
            for (Read each : all) {
                for (Change change : each.content().changes()) {
                    if (!quarantined.contains(change.hash())) {
                        changes.putIfAbsent(change.hash(), change);
                    }
                }
            }
            return List.copyOf(changes.values());
        }

        private List<ChangeHash> hashes(List<Read> all) {
            return changes(all).stream().map(Change::hash).toList();
        }
    }
}
