# One run at a time from one checkout, and what it leaves behind.

# File 9 is the lock of a run: the system drops it with the process, however that ends. It contains the process's number.
take_the_run_lock() {
  open_local_state
  exec 9>>"$local_state/run.lock"
  flock -n 9 ||
    fail "SocialConnect is already running from this folder ($(cat "$local_state/portal.address" 2>/dev/null || echo "it is still starting")): stop it with Ctrl-C where it runs, or with ./run.sh --stop."
  echo $$ >"$local_state/run.lock"
}

run_lock_is_free() {
  flock -n "$local_state/run.lock" true
}

# Sets connection to the database to use, after starting the private one unless another is named.
use_database() {
  connection=${ConnectionStrings__Catalog:-}
  if [ -n "$connection" ]; then
    return
  fi
  if docker_is_usable; then
    use_database_in_docker
    return
  fi
  need postgresql pgvector
  # Two commands may ask for the database at once (a benchmark while the portal runs): the second waits.
  exec 8>>"$local_state/database.lock"
  flock -w 300 8 || fail "Another command has been starting the database for five minutes: see .local/."
  cluster_home postgresql
  create_cluster "$cluster_home_found" "$(secret database.password)"
  start_cluster "$cluster_home_found"
  exec 8>&-
  connection=$(cluster_connection "$(secret database.password)")
}

# private_homes: the folders of the clusters that exist, one a line.
private_homes() {
  local name
  for name in postgresql postgresql-tests; do
    cat "$local_state/$name.path" 2>/dev/null || { [ -d "$local_state/$name" ] && echo "$local_state/$name"; } || true
  done
}

stop_private_database() {
  local home
  find_postgresql || return 0
  while IFS= read -r home; do
    if as_cluster_owner test -f "$home/data/PG_VERSION"; then
      use_version_of "$home"
      stop_cluster "$home"
    fi
  done < <(private_homes)
}

# forget_everything SURE
forget_everything() {
  local answer=$1 home
  [ -d "$local_state" ] || return 0
  if [ -z "$answer" ]; then
    [ -t 0 ] || fail "--reset asks a question and there is no terminal to answer on: add --yes to go ahead."
    read -r -p "This removes all data, accounts and logs of SocialConnect in $checkout. Type yes to go on: " answer
    [ "$answer" = yes ] || fail "Nothing was removed."
  fi
  stop
  stop_containers --volumes
  while IFS= read -r home; do
    rm -rf "$home"
    # Outside the checkout its parent was made for it too.
    rmdir "$(dirname "$home")" 2>/dev/null || true
  done < <(private_homes)
  rm -rf "$local_state" || fail "Not everything in $local_state could be removed: do it as the user who owns it ($(stat -c %U "$local_state"))."
  say "All data of SocialConnect in this folder was removed."
}
