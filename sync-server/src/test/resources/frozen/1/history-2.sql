CREATE TABLE flyway_schema_history (
  installed_rank int NOT NULL PRIMARY KEY,
  version varchar(50),
  description varchar(200) NOT NULL,
  type varchar(20) NOT NULL,
  script varchar(1000) NOT NULL,
  checksum int,
  installed_by varchar(100) NOT NULL,
  installed_on timestamp NOT NULL DEFAULT now(),
  execution_time int NOT NULL,
  success boolean NOT NULL
);
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('1', '1', 'log and accounts', 'SQL', 'V1__log_and_accounts.sql', '1795963171', 'vaultnotes', '2026-11-30 08:38:43.606257', '1511', 'true');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES ('2', '2', 'admins', 'SQL', 'V2__admins.sql', '-1690443248', 'vaultnotes', '2026-11-30 08:38:45.968317', '89', 'true');
