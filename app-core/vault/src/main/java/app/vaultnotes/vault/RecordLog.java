package app.vaultnotes.vault;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The records of a vault that is shared: of this device those that it cut, kept bit for bit; of all
 * others how far they are here; and how much of each document stands in any of them.
 */
public interface RecordLog {

    /** The local fact that says how far a relay and this copy are; none before it is shared. */
    String POSITION = "relay-position";

    /**
     * How much of a document is in records, own ones and others' that are here.
     *
     * @param heads the newest changes that are
     * @param version up to which row number versions are
     * @param places how many places are
     */
    record Told(Heads heads, long version, long places) {
        /** Nothing of it. */
        public static final Told NOTHING = new Told(Heads.NONE, 0, 0);
    }

    /**
     * What of a document is in no record.
     *
     * @param before what is
     * @param after what will be when all of it is
     * @param versions versions that are new, and the newest, which may have gone on
     * @param places all places if any is new, else none
     */
    record Untold(
            Told before, Told after, List<History.Version> versions, List<Placement> places) {}

    /**
     * The last of a device's records.
     *
     * @param deviceSeq its number; 0 for none
     * @param hash its hash
     */
    record Last(long deviceSeq, Hash hash) {
        /** Before the first. */
        public static final Last NONE = new Last(0, Hash.NONE);
    }

    /** Documents of which something is in no record, the tree first. */
    List<Id> untold(int limit);

    /** Whether something of a document is in no record; not of one that is unknown. */
    boolean isUntold(Id document);

    /** What of one document is in no record. */
    Untold untold(Id document);

    /** What of one document is. */
    Told told(Id document);

    /**
     * Own records of a document.
     *
     * @param after what of the document is in records then
     * @param records they follow the last one; none when there was nothing to tell
     */
    record Cut(Id document, Told after, List<LogRecord> records) {}

    /** Keeps own records, all of them or none. */
    void cut(List<Cut> cuts);

    /**
     * Documents that were purged here, of which others have heard and do not know that, and what
     * was known of them.
     */
    Map<Id, SeenChanges> tombstones(int limit);

    /** What was known of a document by those who purged it; nothing when nobody did. */
    SeenChanges purgedOf(Id document);

    /** Counts all that was purged here among them: others may have forgotten it. */
    void tellPurges();

    /** Keeps own records that tell it. */
    void bury(List<LogRecord> tombstones);

    /**
     * Own records behind a number, without a gap: at least one if the next is here. They end before
     * one that is not what was cut, or whose document was purged.
     */
    List<LogRecord> own(long afterSeq, int most, long mostBytes);

    /** The last record of each device that is here, own ones included. */
    Map<Id, Last> last();

    /** The last record of a device that is here; {@link Last#NONE} when there is none. */
    Last last(Id device);

    /** For each device the number of its last record of a document. */
    Map<Id, Long> reach(Id document);

    /** The parts of something whose last record is not here yet, of one device in their order. */
    List<LogRecord> parts(Id device);

    /** The number of records that could not be taken in. */
    long aside();

    /**
     * Those of them that it is time to try again: which wait for what a document builds on, or were
     * refused by a document that has grown since. In the order in which they came.
     */
    List<LogRecord> waiting(Id document);

    /** Makes what came durable, all of it or nothing. */
    void take(Arrival arrival);

    /**
     * What came.
     *
     * @param commits what documents become; a tree first
     * @param pasts their versions and places that came
     * @param records the records in which it came, of each device in their order
     * @param parts those of the records that wait for others
     * @param aside those that cannot be taken in
     * @param taken those that are, or no longer wait aside
     * @param told for each document the newest of its changes that are in records now
     * @param retold documents of which all has to be told again
     * @param purged documents of which others say that they purged them, and what they knew
     * @param facts of this copy that are others now, by name
     */
    record Arrival(
            List<Commit> commits,
            List<Past> pasts,
            List<LogRecord> records,
            List<LogRecord> parts,
            List<Aside> aside,
            List<LogRecord> taken,
            Map<Id, Heads> told,
            Set<Id> retold,
            Map<Id, SeenChanges> purged,
            Map<String, String> facts) {}

    /** Versions and places of a document. */
    record Past(Id document, List<History.Version> versions, List<Placement> places) {}

    /** A record that cannot be taken in, and when it is tried again. */
    record Aside(LogRecord record, String why, Again again) {}

    /** When it is tried again whether a record can be taken in. */
    enum Again {
        /** What is damaged stays so. */
        NEVER,
        /** When others come of its document. */
        WITH_OTHERS,
        /**
         * When others come of its document and that has grown by a half: a large document takes
         * what a small one could not pay for.
         */
        GROWN
    }

    /**
     * All documents count as untold, and attachments as not sent, until what comes says otherwise.
     */
    void forgetTold();

    /** The device that cut the own records that are here; none when there are none. */
    Optional<Id> cutBy();

    /**
     * Lets own records go: the device goes on under another id, and what no relay has must be cut
     * anew.
     *
     * @param acknowledged the number of the last that a relay has
     */
    void startAnew(long acknowledged);
}
