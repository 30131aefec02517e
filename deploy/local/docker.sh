# With a running Docker engine, docker-compose.yml brings everything in images and the machine needs nothing else.

docker_is_usable() {
  [ "${DOCKER:-yes}" != no ] && have docker && timeout 10 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1
}

# One installation per checkout. Its settings are written at each start.
compose=(docker compose --project-directory "$checkout" --env-file "$local_state/compose.env")

# write_compose_settings PORT
write_compose_settings() {
  keep_private "$local_state/compose.env" <<SETTINGS
COMPOSE_PROJECT_NAME=socialconnect-$(printf '%s' "$checkout" | sha256sum | cut -c1-8)
PORT=$1
WORKER=${WORKER:-ingestion}
CURATOR_PASSWORD=$(secret curator.password)
SOURCE_EDITOR_PASSWORD=$(secret source-editor.password)
ADMIN_PASSWORD=$(secret admin.password)
SETTINGS
}

# start_in_docker PORT
start_in_docker() {
  say "Starting in Docker (the first time it builds the images, which takes some minutes)"
  write_compose_settings "$1"
  runs_in_docker=yes
  "${compose[@]}" up --build --detach --wait --quiet-pull ||
    fail "The containers could not be started: see above, or use the distribution's PostgreSQL with DOCKER=no ./run.sh"
  start_process containers "${compose[@]}" logs --follow --no-color
}

# Sets connection, after starting the database's container alone.
use_database_in_docker() {
  [ -f "$local_state/compose.env" ] || write_compose_settings "${PORT:-8080}"
  "${compose[@]}" up --detach --wait --quiet-pull database >&2 || fail "The database's container could not be started: see above."
  local address password
  address=$("${compose[@]}" port database 5432)
  password=$("${compose[@]}" exec --no-TTY database cat /secrets/database.password)
  connection="Host=127.0.0.1;Port=${address##*:};Database=socialconnect;Username=socialconnect;Password=$password"
}

# stop_containers [--volumes]: nothing where there are none; with --volumes their data goes too.
stop_containers() {
  if [ -f "$local_state/compose.env" ] && docker_is_usable; then
    if [ "${1:-}" = --volumes ]; then
      "${compose[@]}" down --volumes --remove-orphans
    else
      "${compose[@]}" stop
    fi
  fi
}
