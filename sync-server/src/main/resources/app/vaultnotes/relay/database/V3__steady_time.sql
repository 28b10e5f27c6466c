-- Time for what ends or is removed: it goes on while a relay runs, whatever the machine's clock is
-- set to. Where a row has none of it, its time of day counts: until now the two were the same.
ALTER TABLE relay ADD COLUMN steady_millis bigint NOT NULL
  DEFAULT (extract(epoch FROM now()) * 1000)::bigint;
GRANT SELECT ON relay TO vaultnotes_archivist;

ALTER TABLE device ADD COLUMN seen_steady_millis bigint;
GRANT UPDATE (seen_steady_millis) ON device TO vaultnotes_gate;

-- Not in the hash of the row: it says how long the row stays, and is nothing that happened.
ALTER TABLE audit ADD COLUMN steady_millis bigint;

CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last public.audit;
BEGIN
  PERFORM pg_advisory_xact_lock(7382650111);
  SELECT * INTO last FROM public.audit ORDER BY audit_id DESC LIMIT 1;
  NEW.audit_id := coalesce(last.audit_id, 0) + 1;
  NEW.previous := coalesce(last.hash, '\x'::bytea);
  NEW.hash := public.audit_hash(NEW);
  SELECT steady_millis INTO NEW.steady_millis FROM public.relay;
  RETURN NEW;
END $$;

-- Removes the oldest rows of the audit log, at most so many, as far as every one of them is from
-- before a moment of steady time, 400 days old by that and by the database's own clock. A row of a
-- time that is yet to come was written by a clock that went wrong, and goes by steady time alone.
-- What is left stays a chain without a gap; the last row always stays, since the next one is
-- numbered after it.
CREATE OR REPLACE FUNCTION audit_forget(before_millis bigint, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_millis bigint := (extract(epoch FROM now()) * 1000)::bigint;
  kept_millis bigint := 400 * 86400000::bigint;
  limit_millis bigint;
  first_left bigint;
  removed int;
BEGIN
  SELECT least(before_millis, steady_millis - kept_millis) INTO limit_millis FROM public.relay;
  SELECT audit_id INTO first_left FROM public.audit
  WHERE coalesce(steady_millis, at_millis) >= limit_millis
    OR at_millis BETWEEN now_millis - kept_millis AND now_millis
  ORDER BY audit_id LIMIT 1;
  SELECT least(first_left, max(audit_id), min(audit_id) + most) INTO first_left
  FROM public.audit;
  DELETE FROM public.audit WHERE audit_id < first_left;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;
