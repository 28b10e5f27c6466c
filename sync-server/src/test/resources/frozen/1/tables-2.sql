-- Admins who call over the network are held to less than the keeper, who may do all:
--   vaultnotes_admin     accounts, their devices and links to accounts; sums of the rest, and
--                        neither names, records, tokens nor passphrases
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vaultnotes_admin') THEN
    CREATE ROLE vaultnotes_admin NOLOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS;
  END IF;
  GRANT vaultnotes_admin TO CURRENT_USER;
  GRANT USAGE ON SCHEMA public TO vaultnotes_admin;
END $$;

CREATE POLICY admin ON account TO vaultnotes_admin USING (true);
GRANT SELECT (account_id, email, email_key, is_admin, created_millis, suspended_millis,
  quota_bytes), UPDATE (suspended_millis) ON account TO vaultnotes_admin;

CREATE POLICY admin ON device FOR SELECT TO vaultnotes_admin USING (true);
GRANT SELECT (device_id, account_id, name, kind, bound_millis, last_seen_millis, revoked_millis)
  ON device TO vaultnotes_admin;

CREATE POLICY admin ON session TO vaultnotes_admin USING (true);
GRANT SELECT (account_id), DELETE ON session TO vaultnotes_admin;

CREATE POLICY admin ON member FOR SELECT TO vaultnotes_admin USING (true);
GRANT SELECT (vault_id, account_id, role) ON member TO vaultnotes_admin;

CREATE POLICY admin ON vault FOR SELECT TO vaultnotes_admin USING (true);
GRANT SELECT (vault_id, stored_bytes, deleted_from_millis) ON vault TO vaultnotes_admin;

CREATE POLICY admin ON snapshot FOR SELECT TO vaultnotes_admin USING (true);
GRANT SELECT (hash, size_bytes) ON snapshot TO vaultnotes_admin;

CREATE POLICY admin ON blob FOR SELECT TO vaultnotes_admin USING (true);
GRANT SELECT (hash, size_bytes) ON blob TO vaultnotes_admin;

-- Links into vaults are their owners' alone, and none to a new passphrase is made this way.
CREATE POLICY admin ON invitation TO vaultnotes_admin
  USING (vault_id IS NULL) WITH CHECK (vault_id IS NULL AND resets_account_id IS NULL);
GRANT SELECT (invitation_id, vault_id, makes_admin, resets_account_id, email_key, expires_millis),
  INSERT, DELETE ON invitation TO vaultnotes_admin;

CREATE POLICY admin ON audit FOR INSERT TO vaultnotes_admin WITH CHECK (true);
GRANT INSERT ON audit TO vaultnotes_admin;
