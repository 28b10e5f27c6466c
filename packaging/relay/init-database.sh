#!/bin/sh
# Makes the relay's user and database in a fresh PostgreSQL; run once by its container. The user is no
# superuser, so that row-level security holds, but may make the roles that the relay works in. It may
# make databases for restoring a backup.
set -eu

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=password="$(cat "${PASSWORD_FILE:-/run/secrets/database-password}")" <<'SQL'
CREATE ROLE vaultnotes LOGIN CREATEROLE CREATEDB PASSWORD :'password';
CREATE DATABASE vaultnotes OWNER vaultnotes;
SQL
