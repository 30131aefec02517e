#!/usr/bin/env bash
# Starts SocialConnect on this machine. See ./run.sh --help.
set -euo pipefail
command_name=run.sh
. "$(dirname "${BASH_SOURCE[0]}")/deploy/local/setup.sh"

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--reset [--yes]] [--database-only | --stop]

Starts the database, the sample partner sites, the worker and the portal, and stops them all at Ctrl-C.
Data, secrets and logs are kept in .local/ from one start to the next.

  --database-only   start the database alone, print its connection string on the last line, leave it running
  --stop            stop whatever runs from this folder
  --reset           first forget all data, secrets and logs, after a question (none with --yes)

Environment:
  PORT=8080                    port of the portal, on loopback
  ConnectionStrings__Catalog   use this PostgreSQL (15 or later, with pgvector) instead of a private one
  DOCKER=no                    use the distribution's PostgreSQL even where a Docker engine runs
TEXT
}

main() {
  local action=start reset='' sure=''
  while [ $# -gt 0 ]; do
    case $1 in
      --database-only) action=database_only ;;
      --stop) action=stop ;;
      --reset) reset=yes ;;
      --yes) sure=yes ;;
      -h | --help) usage && exit ;;
      *) fail "'$1' is not an option: see ./run.sh --help." ;;
    esac
    shift
  done
  if [ -n "$reset" ]; then
    forget_everything "$sure"
  fi
  "$action"
}

start() {
  local port=${PORT:-8080}
  [[ $port =~ ^[1-9][0-9]{0,4}$ ]] && [ "$port" -le 65535 ] || fail "PORT must be a number between 1 and 65535, not '$port'."
  take_the_run_lock
  port_is_free "$port" ||
    fail "Port $port is already used by another program: choose another one, for example PORT=$((port + 1)) ./run.sh"
  trap stop_everything EXIT
  trap 'interrupted=yes; exit 0' INT TERM HUP

  if [ -z "${ConnectionStrings__Catalog:-}" ] && docker_is_usable; then
    start_in_docker "$port"
  else
    start_on_this_machine "$port"
  fi
  announce "$port" 9>&- &
  announcer=$!
  watch_processes
}

start_on_this_machine() {
  local private_database=(postgresql pgvector)
  if [ -n "${ConnectionStrings__Catalog:-}" ]; then
    private_database=()
  fi
  need_dotnet
  need node "${private_database[@]}"
  choose_samples_port
  build_application
  use_database
  export ConnectionStrings__Catalog=$connection
  give_accounts_to_the_portal
  start_samples
  start_worker
  start_portal "$1"
  wait_for_http portal "$1" /health/ready 120
  printf 'http://localhost:%s/\n' "$1" >"$local_state/portal.address"
}

# Also reached by a failure half-way: stops what was started by then.
stop_everything() {
  local code=$?
  trap '' INT TERM HUP
  if [ -n "${interrupted:-}" ]; then
    say "" "Stopping"
  fi
  kill "${announcer:-}" 2>/dev/null || true
  stop_processes
  if [ -n "${runs_in_docker:-}" ]; then
    stop_containers
  elif [ -n "${cluster_home_found:-}" ]; then
    stop_cluster "$cluster_home_found"
  fi
  rm -f "$local_state/portal.address"
  exit "$code"
}

database_only() {
  open_local_state
  use_database
  say "$connection"
}

stop() {
  open_local_state
  if ! run_lock_is_free; then
    kill -TERM "$(cat "$local_state/run.lock")" 2>/dev/null || true
    flock -w 90 "$local_state/run.lock" true || fail "What runs from this folder did not stop within 90 s: see .local/logs."
  fi
  stop_private_database
  stop_containers
  say "Nothing of SocialConnect is running from this folder."
}

main "$@"
