-- What is left of deleted credentials and projects is found by its age, for whoever removes it in the end.
CREATE INDEX clients_deleted ON clients (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX projects_deleted ON projects (deleted_at) WHERE deleted_at IS NOT NULL;
