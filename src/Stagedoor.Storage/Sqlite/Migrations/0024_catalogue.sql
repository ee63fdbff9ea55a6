-- Every change of what processes keep in memory leaves a row here, whoever makes it: each process asks for new ones several times a second. The newest row always stays, so no number comes twice. Transactions have no numbers here: there is one at a time.
CREATE TABLE catalogue_changes (
    id INTEGER NOT NULL PRIMARY KEY,
    xid INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX catalogue_changes_age ON catalogue_changes (at);
CREATE INDEX catalogue_changes_by_transaction ON catalogue_changes (xid);
INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER));

CREATE TRIGGER catalogue_clients_added AFTER INSERT ON clients BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_clients_changed AFTER UPDATE ON clients BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_clients_removed AFTER DELETE ON clients BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_client_secrets_added AFTER INSERT ON client_secrets BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_client_secrets_changed AFTER UPDATE ON client_secrets BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_client_secrets_removed AFTER DELETE ON client_secrets BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_service_accounts_added AFTER INSERT ON service_accounts BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_service_accounts_changed AFTER UPDATE ON service_accounts BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
CREATE TRIGGER catalogue_service_accounts_removed AFTER DELETE ON service_accounts BEGIN INSERT INTO catalogue_changes (at) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER)); END;
