package app.vaultnotes.relay.account;

/**
 * What hashing a passphrase takes (Argon2id, RFC 9106).
 *
 * @param memoryKib memory, 8 to 65,536 KiB
 * @param passes over that memory, 1 to 10
 * @param lanes 1 to 4; they run one after the other here
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {

    /** 19 MiB and two passes: under a tenth of a second, and what OWASP asks for at least. */
    public static final Argon2Cost USUAL = new Argon2Cost(19_456, 2, 1);

    private static final int MOST_MEMORY_KIB = 65_536;
    private static final int MOST_PASSES = 10;
    private static final int MOST_LANES = 4;
    private static final int LANE_KIB = 8;

    /** Takes nothing out of its range: a hash that was read could ask for all memory there is. */
    public Argon2Cost {
        boolean fits =
                lanes >= 1
                        && lanes <= MOST_LANES
                        && memoryKib >= LANE_KIB * lanes
                        && memoryKib <= MOST_MEMORY_KIB
                        && passes >= 1
                        && passes <= MOST_PASSES;
        if (!fits) {
            throw new IllegalArgumentException("Argon2 cost out of range");
        }
    }

    /** Whether this takes less than another in any respect. */
    boolean isBelow(Argon2Cost other) {
        return memoryKib < other.memoryKib || passes < other.passes || lanes < other.lanes;
    }
}
