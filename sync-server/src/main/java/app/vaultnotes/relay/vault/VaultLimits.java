package app.vaultnotes.relay.vault;

/**
 * How much there may be.
 *
 * @param vaultsOfAccount vaults that an account is in, those being deleted too; at most 1,000
 * @param membersOfVault accounts in a vault; at most 1,000
 * @param openInvitations links into a vault that work
 * @param newVaultBytes the most that a new vault may take; 0 for no limit
 */
public record VaultLimits(
        int vaultsOfAccount, int membersOfVault, int openInvitations, long newVaultBytes) {

    /** What lists hold by the protocol. */
    static final int LISTED = 1_000;

    /** As the protocol says, and no limit of bytes. */
    public static final VaultLimits USUAL = new VaultLimits(LISTED, LISTED, 100, 0);

    /** Takes no limit that lists could not hold. */
    public VaultLimits {
        if (vaultsOfAccount > LISTED || membersOfVault > LISTED) {
            throw new IllegalArgumentException("lists hold " + LISTED);
        }
    }
}
