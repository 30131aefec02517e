#!/usr/bin/env bash
# Run once by docker-compose.yml: passwords of a new installation, into a volume that only its containers see.
set -euo pipefail
cd /secrets
[ -s pgpass ] && exit

password() {
  head -c 24 /dev/urandom | base64 | tr '+/' '-_'
}

# Readable inside the containers, which run as users of their own and see the volume read-only.
umask 022
password >superuser.password
password >database.password
echo "database:5432:*:socialconnect:$(cat database.password)" >pgpass.new
mv pgpass.new pgpass
