# A private PostgreSQL: one cluster per checkout, owned by a user who is not root, reached on loopback with a password.
# A cluster is a folder, its "home": data/ (PostgreSQL's own), start.log.

# Sets postgresql_bin to the newest PostgreSQL from 15 on, preferring one that has pgvector already.
find_postgresql() {
  local bin newest=
  while read -r bin; do
    postgresql_bin=$bin
    [ -x "$bin/initdb" ] && [ "$(postgresql_version)" -ge 15 ] || continue
    has_pgvector && return
    newest=${newest:-$bin}
  done < <(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV; have pg_config && pg_config --bindir)
  postgresql_bin=$newest
  [ -n "$newest" ]
}

postgresql_version() {
  "$postgresql_bin/initdb" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'
}

postgresql_share() {
  "$postgresql_bin/pg_config" --sharedir
}

# PostgreSQL refuses to run as root, whose clusters belong to the packages' own user.
as_cluster_owner() {
  if is_root; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# cluster_home NAME: makes the folder if need be and sets cluster_home_found to it.
# It is under .local/, unless the cluster's owner cannot get there (a checkout in /root); .local/NAME.path then says where it is.
cluster_home() {
  local home=$local_state/$1 id
  if [ -f "$home.path" ]; then
    home=$(cat "$home.path")
  fi
  if is_root; then
    install -d -m 700 -o postgres "$home"
    if ! as_cluster_owner test -w "$home"; then
      rmdir "$home"
      id=$(basename "$checkout" | tr -c 'A-Za-z0-9\n' '-')-$(printf '%s' "$checkout" | sha256sum | cut -c1-8)
      home=/var/lib/socialconnect/$id/$1
      install -d -m 755 /var/lib/socialconnect "/var/lib/socialconnect/$id"
      install -d -m 700 -o postgres "$home"
      printf '%s\n' "$home" >"$local_state/$1.path"
    fi
  else
    mkdir -p -m 700 "$home"
    [ -O "$home" ] || fail "$home belongs to another user ($(stat -c %U "$home")): start as that user, or as root remove it with ./run.sh --reset."
  fi
  cluster_home_found=$home
}

# create_cluster HOME PASSWORD: nothing when there is one already.
create_cluster() {
  local home=$1 password=$2
  if as_cluster_owner test -f "$home/data/PG_VERSION"; then
    use_version_of "$home"
    return
  fi
  say "Making the database in $home"
  # An interrupted start leaves data.new behind, never half a cluster in data.
  as_cluster_owner rm -rf "$home/data.new"
  quietly "The database could not be made in $home." \
    as_cluster_owner "$postgresql_bin/initdb" --pgdata="$home/data.new" --username=postgres \
    --encoding=UTF8 --locale=C.UTF-8 --auth=reject
  as_cluster_owner tee "$home/data.new/pg_hba.conf" >/dev/null <<'HBA'
# The superuser cannot connect at all: what needs it is done while the server is stopped (postgres --single).
host all socialconnect 127.0.0.1/32 scram-sha-256
HBA
  {
    cat "$checkout/deploy/postgresql.conf"
    cat <<'CONF'

listen_addresses = '127.0.0.1'
unix_socket_directories = ''
logging_collector = on
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
CONF
  } | as_cluster_owner tee "$home/data.new/postgresql.auto.conf" >/dev/null
  # The extension goes into the template, so that databases made later (tests, benchmarks) have it without a superuser.
  quietly "The database was made but could not be prepared." first_statements "$home/data.new" "$password"
  as_cluster_owner mv "$home/data.new" "$home/data"
}

# Without a server there is no superuser's password to keep. This mode takes a statement a line and exits 0 even when one failed.
# first_statements DATA PASSWORD
first_statements() {
  local output
  output=$(as_cluster_owner "$postgresql_bin/postgres" --single -D "$1" template1 2>&1 <<SQL
CREATE EXTENSION vector
CREATE ROLE socialconnect LOGIN CREATEDB PASSWORD '$2'
CREATE DATABASE socialconnect OWNER socialconnect
SQL
  )
  printf '%s\n' "$output"
  ! grep -qE '(ERROR|FATAL|PANIC):' <<<"$output"
}

# A cluster is run by the version that made it.
use_version_of() {
  local version
  version=$(as_cluster_owner cat "$1/data/PG_VERSION")
  [ "$(postgresql_version)" = "$version" ] && return
  postgresql_bin=/usr/lib/postgresql/$version/bin
  [ -x "$postgresql_bin/postgres" ] ||
    fail "The database in $1 was made by PostgreSQL $version, which is no longer installed: install it again, or see docs/operations.md to move the data to another version."
}

cluster_is_running() {
  as_cluster_owner "$postgresql_bin/pg_ctl" status --pgdata="$1/data" >/dev/null 2>&1
}

# start_cluster HOME [OPTIONS]: sets cluster_port. A server that is up already is used as it is; one that is started again has the port
# it had, so that programs which have lost it find it.
start_cluster() {
  local home=$1 options=${2:-}
  cluster_port=$(as_cluster_owner cat "$home/port" 2>/dev/null || true)
  for _ in 1 2 3 4; do
    if cluster_is_running "$home"; then
      cluster_port=$(as_cluster_owner sed -n 4p "$home/data/postmaster.pid")
      as_cluster_owner tee "$home/port" >/dev/null <<<"$cluster_port"
      return
    fi
    if [ -z "$cluster_port" ] || ! port_is_free "$cluster_port"; then
      cluster_port=$(free_port)
    fi
    as_cluster_owner "$postgresql_bin/pg_ctl" start --wait --timeout=120 --silent --pgdata="$home/data" \
      --log="$home/start.log" --options="-p $cluster_port $options" >/dev/null 2>&1 </dev/null 8>&- 9>&- || cluster_port=
  done
  as_cluster_owner tail -n 5 "$home/start.log" >&2
  fail "The database in $home could not be started: its last words are above, the rest is in $home/data/log."
}

stop_cluster() {
  if cluster_is_running "$1"; then
    as_cluster_owner "$postgresql_bin/pg_ctl" stop --wait --timeout=60 --silent --mode=fast --pgdata="$1/data" >/dev/null 2>&1 ||
      warn "The database in $1 did not stop within a minute: see $1/data/log."
  fi
}

# cluster_connection PASSWORD: the connection string of the cluster just started.
cluster_connection() {
  printf 'Host=127.0.0.1;Port=%s;Database=socialconnect;Username=socialconnect;Password=%s\n' "$cluster_port" "$1"
}
