# Building, running and adding up the tests.

# test_projects FAST: the names of their folders.
test_projects() {
  local project
  for project in "$checkout"/tests/*.*Tests; do
    [ -n "$1" ] && [[ $project == *.BrowserTests ]] && continue
    basename "$project"
  done
}

# A cluster of the run's own, without the waits that make data safe: it is thrown away.
use_test_database() {
  connection=${ConnectionStrings__Catalog:-}
  if [ -n "$connection" ]; then
    return
  fi
  need postgresql pgvector
  cluster_home postgresql-tests
  forget_test_database
  cluster_home postgresql-tests
  local password
  password=$(random_password)
  create_cluster "$cluster_home_found" "$password"
  start_cluster "$cluster_home_found" "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  connection=$(cluster_connection "$password")
}

forget_test_database() {
  if [ -n "${cluster_home_found:-}" ]; then
    if as_cluster_owner test -f "$cluster_home_found/data/PG_VERSION"; then
      stop_cluster "$cluster_home_found"
    fi
    rm -rf "$cluster_home_found"
  fi
}

# run_tests PROJECT RESULTS ARGUMENTS...: adds to passed, failed and skipped; a project that ran nothing or broke off counts as one failure.
run_tests() {
  local project=$1 results=$2 code=0 counts
  shift 2
  dotnet test "$checkout/tests/$project" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$project.trx" --logger "console;verbosity=minimal" --results-directory "$results" "$@" || code=$?
  counts=$(trx_counts "$results/$project.trx")
  # shellcheck disable=SC2086
  set -- $counts "$@"
  if [ "$1 $2 $3" = "0 0 0" ] && ! filters "${@:4}"; then
    broken+=("$project ran no test")
  elif [ "$code" != 0 ] && [ "$2" = 0 ] && ! { filters "${@:4}" && [ "$1 $3" = "0 0" ]; }; then
    broken+=("$project broke off with exit code $code")
  fi
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# filters ARGUMENTS...: some tests were chosen, so a project may rightly have none of them.
filters() {
  [[ " $* " == *" --filter"* ]]
}

# trx_counts FILE: "passed failed skipped" of one project's results, zeros when there are none.
trx_counts() {
  local counters
  counters=$(grep -o -m 1 '<Counters [^>]*>' "$1" 2>/dev/null) || { echo 0 0 0; return; }
  counter() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
  local total passed failed
  total=$(counter total) passed=$(counter passed)
  failed=$(($(counter failed) + $(counter error) + $(counter timeout) + $(counter aborted)))
  echo "$passed" "$failed" $((total - passed - failed))
}
