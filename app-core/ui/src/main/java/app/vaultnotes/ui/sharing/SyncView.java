package app.vaultnotes.ui.sharing;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.vault.sync.SyncStatus;
import java.util.List;

/**
 * What a person is told of the sync of a vault, and can do about it.
 *
 * @param kind what it comes down to
 * @param waiting what is on this device alone: records, notes that are in none yet, attachments
 * @param coming attachments that are to come
 * @param why what the relay or the engine says of it, in English; empty for nothing
 * @param problems what could not be taken in, the newest last
 * @param clockAheadMillis how far this device's clock is ahead of the relay's, in whole minutes;
 *     less than 0 when it is behind
 */
public record SyncView(
        Kind kind,
        long waiting,
        long coming,
        String why,
        List<String> problems,
        long clockAheadMillis) {

    /** A vault that nobody has shared. */
    public static final SyncView ALONE = of(Kind.ALONE, "");

    /** Before it is known how it is. */
    public static final SyncView BEGINNING = of(Kind.CONNECTING, "");

    /** How much somebody should care. */
    public enum Weight {
        /** All is well, or on its way to be. */
        WELL,
        /** What is written waits, and goes by itself later. */
        WAITS,
        /** Nothing goes on before a person does something. */
        STUCK
    }

    /** What one can do. */
    public enum Way {
        /** Put the vault on a relay. */
        SHARE,
        /** Sign in. */
        SIGN_IN,
        /** Try again at once. */
        TRY_NOW,
        /** Look at the certificate that the relay has now. */
        LOOK_AT_CERTIFICATE,
        /** See who is in the vault, and ask one of its owners. */
        MEMBERS,
        /** Keep the vault for oneself: it is on no relay any more. */
        KEEP,
        /** Make a vault of one's own of what is here. */
        SAVE_AS,
        /** Take what is here out, as files. */
        EXPORT
    }

    /** What it comes down to. */
    public enum Kind {
        /** The vault is on this device alone, as its owner wants it. */
        ALONE(Weight.WELL, Way.SHARE),
        /** A line is being opened. */
        CONNECTING(Weight.WELL),
        /** What others wrote is coming. */
        COMING(Weight.WELL),
        /** What was written here is on its way. */
        SENDING(Weight.WELL),
        /** All of here is there, and all of there is here. */
        LEVEL(Weight.WELL),
        /** The same, but this device's clock is not the relay's, so that edits are dated wrong. */
        WRONG_CLOCK(Weight.WAITS, Way.TRY_NOW),
        /** All of here is there, for somebody who may read alone. */
        READING(Weight.WELL, Way.MEMBERS, Way.SAVE_AS),
        /** The role was taken while edits waited: they are on this device alone. */
        ROLE_LOST(Weight.STUCK, Way.SAVE_AS, Way.MEMBERS, Way.EXPORT),
        /** There is no connection. */
        OFFLINE(Weight.WAITS, Way.TRY_NOW),
        /** The relay has no room for more. */
        FULL(Weight.WAITS, Way.TRY_NOW, Way.EXPORT),
        /** The relay does not take something, and is asked again later. */
        REFUSED(Weight.WAITS, Way.TRY_NOW),
        /** This device cannot keep what comes. */
        CANNOT_STORE(Weight.WAITS, Way.TRY_NOW),
        /** The relay contradicts itself. */
        DISTRUSTED(Weight.WAITS, Way.TRY_NOW),
        /** A person has to sign in. */
        SIGNED_OUT(Weight.STUCK, Way.SIGN_IN, Way.TRY_NOW),
        /** The account is no member any more, or the vault is gone. */
        REMOVED(Weight.STUCK, Way.KEEP, Way.SAVE_AS, Way.TRY_NOW, Way.EXPORT),
        /** By this device's clock the relay's certificate is not valid. */
        OUT_OF_TIME(Weight.WAITS, Way.TRY_NOW, Way.LOOK_AT_CERTIFICATE),
        /** The relay has another certificate than the trusted one. */
        UNTRUSTED(Weight.STUCK, Way.LOOK_AT_CERTIFICATE, Way.TRY_NOW),
        /** The sync could not begin, or ended by a fault. */
        BROKEN(Weight.STUCK, Way.TRY_NOW);

        private final Weight weight;

        @SuppressWarnings("ImmutableEnumChecker") // nobody changes it, or gets it
        private final Way[] ways;

        Kind(Weight weight, Way... ways) {
            this.weight = weight;
            this.ways = ways;
        }

        /** How much somebody should care. */
        public Weight weight() {
            return weight;
        }

        /** Whether it is on its way to something else. */
        public boolean isPassing() {
            return this == CONNECTING || this == COMING || this == SENDING;
        }

        /** What one can do, the best first. */
        public List<Way> ways() {
            return List.of(ways);
        }
    }

    /** On a device whose clock is right. */
    public SyncView(Kind kind, long waiting, long coming, String why, List<String> problems) {
        this(kind, waiting, coming, why, problems, 0);
    }

    /** Copies the list. */
    public SyncView {
        problems = List.copyOf(problems);
    }

    /** Of this kind, with nothing waiting. */
    public static SyncView of(Kind kind, String why) {
        return new SyncView(kind, 0, 0, why, List.of());
    }

    /** What a status of the engine means to a person. */
    public static SyncView of(SyncStatus status) {
        Kind kind = kind(status);
        boolean isLate = kind == Kind.LEVEL && status.clockAheadMillis() != 0;
        return new SyncView(
                isLate ? Kind.WRONG_CLOCK : kind,
                status.pending(),
                status.coming(),
                status.why(),
                status.problems(),
                status.clockAheadMillis());
    }

    private static Kind kind(SyncStatus status) {
        return switch (status.state()) {
            case OFF -> status.why().isEmpty() ? Kind.CONNECTING : Kind.BROKEN;
            case CONNECTING -> Kind.CONNECTING;
            case CATCHING_UP -> Kind.COMING;
            case LIVE -> live(status);
            case UNREACHABLE -> Kind.OFFLINE;
            case CANNOT_STORE -> Kind.CANNOT_STORE;
            case SIGNED_OUT -> Kind.SIGNED_OUT;
            case REMOVED -> Kind.REMOVED;
            case DISTRUSTED -> Kind.DISTRUSTED;
            case OUT_OF_TIME -> Kind.OUT_OF_TIME;
            case UNTRUSTED -> Kind.UNTRUSTED;
        };
    }

    private static Kind live(SyncStatus status) {
        if (status.role() == Role.VIEWER) {
            return status.pending() > 0 ? Kind.ROLE_LOST : Kind.READING;
        }
        if (!status.why().isEmpty()) {
            return status.code() == ErrorCode.QUOTA ? Kind.FULL : Kind.REFUSED;
        }
        if (status.pending() > 0) {
            return Kind.SENDING;
        }
        return status.coming() > 0 ? Kind.COMING : Kind.LEVEL;
    }

    /** Whether the relay has all that is here, as far as can be known now. */
    public boolean isLevel() {
        return kind == Kind.LEVEL || kind == Kind.READING || kind == Kind.WRONG_CLOCK;
    }
}
