#!/usr/bin/env bash
# Run by the PostgreSQL image on an empty volume. The product's own role is no superuser:
# the extension goes into the template, so that databases made later have it too.
set -euo pipefail
psql --no-psqlrc --set ON_ERROR_STOP=1 --quiet --username "$POSTGRES_USER" --dbname template1 <<SQL
CREATE EXTENSION vector;
CREATE ROLE socialconnect LOGIN CREATEDB PASSWORD '$(cat /secrets/database.password)';
CREATE DATABASE socialconnect OWNER socialconnect;
SQL
