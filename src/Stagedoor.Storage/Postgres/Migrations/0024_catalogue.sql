-- Every change of what processes keep in memory leaves a row here, whoever makes it: each process asks for new ones several times a second. The number of the transaction tells rows
-- that were not visible before, without a lock that writers would wait for.
CREATE TABLE catalogue_changes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    at BIGINT NOT NULL DEFAULT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint
);
CREATE INDEX catalogue_changes_age ON catalogue_changes (at);
CREATE INDEX catalogue_changes_by_transaction ON catalogue_changes (xid);
INSERT INTO catalogue_changes DEFAULT VALUES;

CREATE FUNCTION catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO catalogue_changes DEFAULT VALUES; RETURN NULL; END $$;
CREATE TRIGGER catalogue_clients AFTER INSERT OR UPDATE OR DELETE ON clients FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_client_secrets AFTER INSERT OR UPDATE OR DELETE ON client_secrets FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_service_accounts AFTER INSERT OR UPDATE OR DELETE ON service_accounts FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
