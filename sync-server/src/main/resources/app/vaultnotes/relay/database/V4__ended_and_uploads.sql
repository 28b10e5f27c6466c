-- The same id may be registered again after a vault of it was erased. Which of them it is says this:
-- from a restored backup the erased one has to go again, and the other must not. Null for vaults
-- from before there was this column; those are the registration of their id's own number.
ALTER TABLE vault ADD COLUMN registration uuid;
ALTER TABLE vault ALTER COLUMN registration SET DEFAULT gen_random_uuid();

-- What ended for good, and is to end again should a restored backup bring it back. Rows are only
-- added: nobody knows how old the backup is that is restored one day. It has ids alone, one for
-- each account, vault or device that ended, so that it never grows beyond what these took.
CREATE TABLE ended (
  -- 1 an account that was erased, 2 a vault that was erased with it, 3 a device that was revoked.
  kind smallint NOT NULL CHECK (kind > 0),
  id uuid NOT NULL,
  -- Of a vault; the account of a device, whose id another may have later; the id of an account.
  registration uuid NOT NULL,
  PRIMARY KEY (id, registration)
);

-- Attachments of which not all bytes have come: their sizes are in their vault's stored bytes from
-- the first part on, and leave it with the row.
CREATE TABLE upload (
  vault_id uuid NOT NULL REFERENCES vault ON DELETE CASCADE,
  hash bytea NOT NULL,
  -- That it is to have, as its device says.
  size_bytes bigint NOT NULL,
  -- Steady time of the last part.
  touched_millis bigint NOT NULL,
  PRIMARY KEY (vault_id, hash)
);

CREATE INDEX upload_by_time ON upload (touched_millis);

ALTER TABLE ended ENABLE ROW LEVEL SECURITY;
ALTER TABLE ended FORCE ROW LEVEL SECURITY;
CREATE POLICY seeing ON ended FOR SELECT TO vaultnotes_keeper USING (true);
CREATE POLICY adding ON ended FOR INSERT TO vaultnotes_keeper WITH CHECK (true);
GRANT SELECT, INSERT ON ended TO vaultnotes_keeper;
CREATE POLICY revoking ON ended FOR INSERT TO vaultnotes_app
  WITH CHECK (kind = 3 AND registration = (SELECT app_account()) AND id IN (
    SELECT d.device_id FROM device d WHERE d.account_id = (SELECT app_account())));
GRANT INSERT ON ended TO vaultnotes_app;

ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE upload FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON upload TO vaultnotes_keeper USING (true) WITH CHECK (true);
CREATE POLICY appender ON upload TO vaultnotes_appender USING (true) WITH CHECK (true);
CREATE POLICY member ON upload FOR SELECT TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(1)));
CREATE POLICY editor ON upload FOR DELETE TO vaultnotes_app
  USING (vault_id = (SELECT app_vault_as(2)));
GRANT SELECT, INSERT, UPDATE, DELETE ON upload TO vaultnotes_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON upload TO vaultnotes_appender;
GRANT SELECT, DELETE ON upload TO vaultnotes_app;
