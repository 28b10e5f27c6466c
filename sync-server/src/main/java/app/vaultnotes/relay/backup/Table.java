package app.vaultnotes.relay.backup;

import java.util.List;

/**
 * A table that backups have.
 *
 * @param name of it
 * @param key columns by which its rows are written, so that the same rows give the same bytes
 */
record Table(String name, String key) {

    /** All of them, each after those that its rows refer to. */
    static final List<Table> ALL =
            List.of(
                    new Table("relay", "only_one"),
                    new Table("account", "account_id"),
                    new Table("device", "device_id"),
                    new Table("failure", "subject"),
                    new Table("vault", "vault_id"),
                    new Table("member", "vault_id, account_id"),
                    new Table("record", "vault_id, vault_seq"),
                    new Table("chain", "vault_id, device_id"),
                    new Table("snapshot", "vault_id, doc_id, hash"),
                    new Table("statement", "vault_id, device_id"),
                    new Table("blob", "vault_id, hash"),
                    new Table("upload", "vault_id, hash"),
                    new Table("ended", "id, registration"),
                    new Table("audit", "audit_id"));

    /**
     * What no backup has: who was signed out since would be signed in again, and a link that was
     * used or withdrawn since would work again. Devices sign themselves in by their keys, and links
     * are made anew.
     */
    static final List<String> LEFT_OUT = List.of("session", "challenge", "invitation");
}
