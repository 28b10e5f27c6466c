-- Who may do what. None of these can log in or pass by row-level security; a transaction takes one
-- of them on, so that a mistake in a query cannot reach what the transaction is not for.
--   vaultnotes_app       for one account, in one of its vaults or in none
--   vaultnotes_appender  puts records at the end of logs, of many vaults at once
--   vaultnotes_gate      signing in, before it is known who calls
--   vaultnotes_keeper    retention, and whoever runs the relay
--   vaultnotes_archivist no transaction's: owns the one function that shortens the audit log
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY[
    'vaultnotes_app', 'vaultnotes_appender', 'vaultnotes_gate', 'vaultnotes_keeper',
    'vaultnotes_archivist']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS', wanted);
    END IF;
    EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', wanted);
  END LOOP;
END $$;

-- This relay's log, in one row.
CREATE TABLE relay (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  incarnation_id uuid NOT NULL,
  made_millis bigint NOT NULL
);

INSERT INTO relay (incarnation_id, made_millis)
VALUES (gen_random_uuid(), (extract(epoch FROM now()) * 1000)::bigint);

CREATE TABLE account (
  account_id uuid PRIMARY KEY,
  email text NOT NULL,
  -- The address as it is compared.
  email_key text NOT NULL UNIQUE,
  -- Argon2id with its parameters and salt.
  passphrase text NOT NULL,
  is_admin boolean NOT NULL,
  created_millis bigint NOT NULL,
  suspended_millis bigint,
  -- For all vaults that it owns; 0 for no limit.
  quota_bytes bigint NOT NULL DEFAULT 0
);

CREATE TABLE device (
  device_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  name text NOT NULL,
  kind smallint NOT NULL,
  public_key bytea NOT NULL UNIQUE,
  bound_millis bigint NOT NULL,
  last_seen_millis bigint NOT NULL,
  revoked_millis bigint
);

CREATE INDEX device_by_account ON device (account_id);

-- Tokens stand here as their SHA-256 alone.
CREATE TABLE session (
  session_id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  device_id uuid REFERENCES device ON DELETE CASCADE,
  access_hash bytea NOT NULL UNIQUE,
  access_expires_millis bigint NOT NULL,
  refresh_hash bytea NOT NULL UNIQUE,
  refresh_expires_millis bigint NOT NULL,
  -- The refresh token before, with what the present pair was made of it.
  used_hash bytea UNIQUE,
  salt bytea,
  rotated_millis bigint NOT NULL
);

CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_device ON session (device_id);
CREATE INDEX session_by_expiry ON session (refresh_expires_millis);

CREATE TABLE challenge (
  nonce_hash bytea PRIMARY KEY,
  device_id uuid NOT NULL,
  expires_millis bigint NOT NULL
);

CREATE INDEX challenge_by_expiry ON challenge (expires_millis);

-- Failed sign-ins, by the hash of the address they were for.
CREATE TABLE failure (
  subject bytea PRIMARY KEY,
  failures int NOT NULL,
  last_millis bigint NOT NULL
);

CREATE INDEX failure_by_time ON failure (last_millis);

CREATE TABLE vault (
  vault_id uuid PRIMARY KEY,
  name text NOT NULL,
  sealing smallint NOT NULL,
  created_millis bigint NOT NULL,
  head bigint NOT NULL DEFAULT 0,
  stored_bytes bigint NOT NULL DEFAULT 0,
  quota_bytes bigint NOT NULL DEFAULT 0,
  deleted_from_millis bigint
);

CREATE INDEX vault_by_deletion ON vault (deleted_from_millis)
  WHERE deleted_from_millis IS NOT NULL;

CREATE TABLE member (
  vault_id uuid NOT NULL REFERENCES vault ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  role smallint NOT NULL CHECK (role BETWEEN 1 AND 3),
  joined_millis bigint NOT NULL,
  PRIMARY KEY (vault_id, account_id)
);

CREATE INDEX member_by_account ON member (account_id);

-- Links that work once: into a vault, or, without one, to an account on this relay.
CREATE TABLE invitation (
  invitation_id uuid PRIMARY KEY,
  vault_id uuid REFERENCES vault ON DELETE CASCADE,
  role smallint NOT NULL,
  makes_admin boolean NOT NULL DEFAULT false,
  -- A new passphrase for this account instead of a new account.
  resets_account_id uuid REFERENCES account ON DELETE CASCADE,
  secret_hash bytea NOT NULL UNIQUE,
  email_key text,
  expires_millis bigint NOT NULL,
  -- Its links end when this account is no owner any more; null for whoever runs the relay.
  made_by uuid REFERENCES account ON DELETE CASCADE
);

CREATE INDEX invitation_by_maker ON invitation (made_by);
CREATE INDEX invitation_by_vault ON invitation (vault_id);
CREATE INDEX invitation_by_account ON invitation (resets_account_id);
CREATE INDEX invitation_by_expiry ON invitation (expires_millis);

-- The log. A record whose bytes have gone stays with its place, hash and size.
CREATE TABLE record (
  vault_id uuid NOT NULL,
  vault_seq bigint NOT NULL,
  device_id uuid NOT NULL,
  device_seq bigint NOT NULL,
  doc_id uuid NOT NULL,
  size_bytes int NOT NULL,
  taken_millis bigint NOT NULL,
  hash bytea NOT NULL,
  signature bytea,
  bytes bytea,
  PRIMARY KEY (vault_id, vault_seq),
  UNIQUE (vault_id, device_id, device_seq)
) PARTITION BY HASH (vault_id);

ALTER TABLE record ALTER COLUMN bytes SET STORAGE EXTERNAL;

DO $$
BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format(
      'CREATE TABLE record_%s PARTITION OF record FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
      part, part);
  END LOOP;
END $$;

CREATE INDEX record_by_document ON record (vault_id, doc_id, vault_seq);

-- The last record of each device in each vault.
CREATE TABLE chain (
  vault_id uuid NOT NULL REFERENCES vault ON DELETE CASCADE,
  device_id uuid NOT NULL,
  device_seq bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (vault_id, device_id)
);

-- What devices saved of documents; their bytes are blobs.
CREATE TABLE snapshot (
  vault_id uuid NOT NULL REFERENCES vault ON DELETE CASCADE,
  doc_id uuid NOT NULL,
  hash bytea NOT NULL,
  device_id uuid NOT NULL,
  size_bytes bigint NOT NULL,
  -- As it was sent, for whoever checks the signature.
  description bytea NOT NULL,
  covered_vault_seq bigint NOT NULL,
  taken_millis bigint NOT NULL,
  attested_by uuid,
  attested_millis bigint,
  PRIMARY KEY (vault_id, doc_id, hash)
);

CREATE INDEX snapshot_by_hash ON snapshot (hash);

-- What each device says it has.
CREATE TABLE statement (
  vault_id uuid NOT NULL REFERENCES vault ON DELETE CASCADE,
  device_id uuid NOT NULL REFERENCES device ON DELETE CASCADE,
  number bigint NOT NULL,
  message bytea NOT NULL,
  PRIMARY KEY (vault_id, device_id)
);

-- Bytes that a vault has, by their hash; the same bytes of two vaults are kept once.
CREATE TABLE blob (
  vault_id uuid NOT NULL REFERENCES vault ON DELETE CASCADE,
  hash bytea NOT NULL,
  size_bytes bigint NOT NULL,
  stored_millis bigint NOT NULL,
  PRIMARY KEY (vault_id, hash)
);

CREATE INDEX blob_by_hash ON blob (hash);

-- What happened, without content: numbered without a gap, each row with the hash of the one before
-- in its own.
CREATE TABLE audit (
  audit_id bigint PRIMARY KEY,
  at_millis bigint NOT NULL,
  account_id uuid,
  vault_id uuid,
  event text NOT NULL,
  detail text NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL
);

CREATE INDEX audit_by_account ON audit (account_id, audit_id);

-- Who calls, and in which vault, as the transaction says.
CREATE FUNCTION app_account() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.account_id', true), '')::uuid;

CREATE FUNCTION app_vault() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.vault_id', true), '')::uuid;

-- The vault of the transaction if the account has at least a role in it, and null otherwise: so
-- a transaction that was opened for the wrong vault sees nothing. In a subselect it is asked once
-- for each query. It runs as the gate, whose own policies do not ask it again.
CREATE FUNCTION app_vault_as(least_role int) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp
RETURN (
  SELECT vault_id FROM public.member
  WHERE vault_id = public.app_vault() AND account_id = public.app_account()
    AND role >= least_role);

-- Whether the vault of the transaction has no members, as when it was just made.
CREATE FUNCTION app_vault_is_new() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp
RETURN NOT EXISTS (SELECT FROM public.member WHERE vault_id = public.app_vault());

-- How many members a vault of the account has; none for a vault of others.
CREATE FUNCTION app_members_of(wanted uuid) RETURNS int
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp
RETURN (
  SELECT count(*) FROM public.member
  WHERE vault_id = wanted AND EXISTS (
    SELECT FROM public.member AS own
    WHERE own.vault_id = wanted AND own.account_id = public.app_account()));

-- Of all that a row of the audit log says.
CREATE FUNCTION audit_hash(entry audit) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256(entry.previous || convert_to(
  json_build_array(entry.audit_id, entry.at_millis, entry.account_id, entry.vault_id,
    entry.event, entry.detail)::text, 'UTF8'));

-- Numbers and chains rows of the audit log, one at a time.
CREATE FUNCTION audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last public.audit;
BEGIN
  PERFORM pg_advisory_xact_lock(7382650111);
  SELECT * INTO last FROM public.audit ORDER BY audit_id DESC LIMIT 1;
  NEW.audit_id := coalesce(last.audit_id, 0) + 1;
  NEW.previous := coalesce(last.hash, '\x'::bytea);
  NEW.hash := public.audit_hash(NEW);
  RETURN NEW;
END $$;

CREATE TRIGGER audit_chain BEFORE INSERT ON audit
FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- Removes the oldest rows of the audit log, at most so many, as far as every one of them is from
-- before a time and 400 days old by the database's own clock. What is left stays a chain without a
-- gap; the last row always stays, since the next one is numbered after it.
CREATE FUNCTION audit_forget(before_millis bigint, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  limit_millis bigint := least(before_millis,
    (extract(epoch FROM now() - interval '400 days') * 1000)::bigint);
  first_left bigint;
  removed int;
BEGIN
  SELECT audit_id INTO first_left FROM public.audit
  WHERE at_millis >= limit_millis ORDER BY audit_id LIMIT 1;
  SELECT least(first_left, max(audit_id), min(audit_id) + most) INTO first_left
  FROM public.audit;
  DELETE FROM public.audit WHERE audit_id < first_left;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;

REVOKE EXECUTE ON FUNCTION audit_forget(bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_forget(bigint, int) TO vaultnotes_keeper;

-- What runs with more than its caller's rights runs as a role that has just those.
GRANT CREATE ON SCHEMA public TO vaultnotes_gate, vaultnotes_keeper, vaultnotes_archivist;
ALTER FUNCTION app_vault_as(int) OWNER TO vaultnotes_gate;
ALTER FUNCTION app_vault_is_new() OWNER TO vaultnotes_gate;
ALTER FUNCTION app_members_of(uuid) OWNER TO vaultnotes_gate;
ALTER FUNCTION audit_chain() OWNER TO vaultnotes_keeper;
ALTER FUNCTION audit_forget(bigint, int) OWNER TO vaultnotes_archivist;
REVOKE CREATE ON SCHEMA public FROM vaultnotes_gate, vaultnotes_keeper, vaultnotes_archivist;

-- Row-level security: forced, so that it holds for whoever owns the tables, too.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY[
    'account', 'device', 'session', 'challenge', 'failure', 'vault', 'member', 'invitation',
    'record', 'chain', 'snapshot', 'statement', 'blob', 'audit']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wanted);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted);
    EXECUTE format(
      'CREATE POLICY keeper ON %I TO vaultnotes_keeper USING (true) WITH CHECK (true)', wanted);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO vaultnotes_keeper', wanted);
  END LOOP;
END $$;

REVOKE UPDATE, DELETE ON audit FROM vaultnotes_keeper;
CREATE POLICY archivist ON audit TO vaultnotes_archivist USING (true);
GRANT SELECT, DELETE ON audit TO vaultnotes_archivist;
GRANT SELECT ON relay TO vaultnotes_app, vaultnotes_appender, vaultnotes_gate, vaultnotes_keeper;
GRANT UPDATE ON relay TO vaultnotes_keeper;

-- The gate: what signing in, signing up and accepting an invitation need.
CREATE POLICY gate ON account TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON device TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON session TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON challenge TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON failure TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON invitation TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON member TO vaultnotes_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON vault FOR SELECT TO vaultnotes_gate USING (true);
CREATE POLICY gate ON audit FOR INSERT TO vaultnotes_gate WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (passphrase) ON account TO vaultnotes_gate;
GRANT SELECT, UPDATE (last_seen_millis) ON device TO vaultnotes_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, challenge, failure TO vaultnotes_gate;
GRANT SELECT, DELETE ON invitation TO vaultnotes_gate;
GRANT SELECT, INSERT, UPDATE (role) ON member TO vaultnotes_gate;
GRANT SELECT (vault_id, name, sealing, deleted_from_millis) ON vault TO vaultnotes_gate;
GRANT INSERT ON audit TO vaultnotes_gate;

-- The appender: heads, chains and new records.
CREATE POLICY appender ON vault TO vaultnotes_appender USING (true);
CREATE POLICY appender ON chain TO vaultnotes_appender USING (true) WITH CHECK (true);
CREATE POLICY appender ON record TO vaultnotes_appender USING (true) WITH CHECK (true);
CREATE POLICY appender ON device FOR SELECT TO vaultnotes_appender USING (true);
CREATE POLICY appender ON member FOR SELECT TO vaultnotes_appender USING (true);
CREATE POLICY appender ON account FOR SELECT TO vaultnotes_appender USING (true);
GRANT SELECT, UPDATE (head, stored_bytes) ON vault TO vaultnotes_appender;
GRANT SELECT, INSERT, UPDATE ON chain TO vaultnotes_appender;
GRANT INSERT, SELECT (vault_id, vault_seq, device_id, device_seq, hash) ON record
  TO vaultnotes_appender;
GRANT SELECT (device_id, account_id, revoked_millis) ON device TO vaultnotes_appender;
GRANT SELECT (vault_id, account_id, role) ON member TO vaultnotes_appender;
GRANT SELECT (account_id, suspended_millis, quota_bytes) ON account TO vaultnotes_appender;

-- An account, and what it may see of the others in the vault of the transaction.
CREATE POLICY own ON account TO vaultnotes_app
  USING (account_id = (SELECT app_account()))
  WITH CHECK (account_id = (SELECT app_account()));
CREATE POLICY fellow ON account FOR SELECT TO vaultnotes_app
  USING (account_id IN (
    SELECT m.account_id FROM member m WHERE m.vault_id = (SELECT app_vault_as(1))));
GRANT SELECT (account_id, email, is_admin, created_millis, suspended_millis, quota_bytes),
  UPDATE (passphrase) ON account TO vaultnotes_app;

CREATE POLICY own ON device TO vaultnotes_app
  USING (account_id = (SELECT app_account()))
  WITH CHECK (account_id = (SELECT app_account()));
CREATE POLICY fellow ON device FOR SELECT TO vaultnotes_app
  USING (account_id IN (
    SELECT m.account_id FROM member m WHERE m.vault_id = (SELECT app_vault_as(1))));
GRANT SELECT, INSERT, UPDATE ON device TO vaultnotes_app;

CREATE POLICY own ON session TO vaultnotes_app
  USING (account_id = (SELECT app_account()))
  WITH CHECK (account_id = (SELECT app_account()));
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO vaultnotes_app;

CREATE POLICY own ON vault FOR SELECT TO vaultnotes_app
  USING (vault_id IN (
    SELECT m.vault_id FROM member m WHERE m.account_id = (SELECT app_account())));
CREATE POLICY new ON vault FOR INSERT TO vaultnotes_app
  WITH CHECK (vault_id = (SELECT app_vault()));
CREATE POLICY owner ON vault FOR UPDATE TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
GRANT SELECT, INSERT, UPDATE (name, deleted_from_millis, stored_bytes) ON vault
  TO vaultnotes_app;

CREATE POLICY own ON member FOR SELECT TO vaultnotes_app
  USING (account_id = (SELECT app_account()) OR vault_id = (SELECT app_vault_as(1)));
CREATE POLICY new ON member FOR INSERT TO vaultnotes_app
  WITH CHECK (account_id = (SELECT app_account()) AND vault_id = (SELECT app_vault())
    AND app_vault_is_new());
CREATE POLICY owner ON member FOR UPDATE TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(3)));
CREATE POLICY leaving ON member FOR DELETE TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(3)) OR
    (vault_id = (SELECT app_vault()) AND account_id = (SELECT app_account())));
GRANT SELECT, INSERT, UPDATE (role), DELETE ON member TO vaultnotes_app;

CREATE POLICY owner ON invitation TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(3))) WITH CHECK (vault_id = (SELECT app_vault_as(3)));
GRANT SELECT (invitation_id, vault_id, role, email_key, expires_millis, made_by), INSERT, DELETE
  ON invitation TO vaultnotes_app;

CREATE POLICY member ON record FOR SELECT TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
GRANT SELECT ON record TO vaultnotes_app;

CREATE POLICY member ON chain FOR SELECT TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
GRANT SELECT ON chain TO vaultnotes_app;

CREATE POLICY member ON snapshot FOR SELECT TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
CREATE POLICY attesting ON snapshot FOR UPDATE TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
CREATE POLICY editor ON snapshot FOR INSERT TO vaultnotes_app
  WITH CHECK (vault_id = (SELECT app_vault_as(2)));
CREATE POLICY replacing ON snapshot FOR DELETE TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(2)));
GRANT SELECT, INSERT, UPDATE (attested_by, attested_millis), DELETE ON snapshot
  TO vaultnotes_app;

CREATE POLICY member ON statement TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1))) WITH CHECK (vault_id = (SELECT app_vault_as(1)));
GRANT SELECT, INSERT, UPDATE ON statement TO vaultnotes_app;

CREATE POLICY member ON blob FOR SELECT TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
CREATE POLICY editor ON blob FOR INSERT TO vaultnotes_app
  WITH CHECK (vault_id = (SELECT app_vault_as(2)));
GRANT SELECT, INSERT ON blob TO vaultnotes_app;

CREATE POLICY own ON audit FOR SELECT TO vaultnotes_app
  USING (account_id = (SELECT app_account()));
CREATE POLICY telling ON audit FOR INSERT TO vaultnotes_app
  WITH CHECK (account_id = (SELECT app_account()));
GRANT SELECT, INSERT ON audit TO vaultnotes_app;
