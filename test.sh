#!/usr/bin/env bash
# Runs every test. See ./test.sh --help.
set -euo pipefail
command_name=test.sh
. "$(dirname "${BASH_SOURCE[0]}")/deploy/local/setup.sh"

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--fast] [arguments of dotnet test, such as --filter FullyQualifiedName~Search]

Builds once and runs all tests, on a PostgreSQL made for the run unless ConnectionStrings__Catalog names a database
on a server where databases may be created. The last line is the sum: N passed, N failed, N skipped.

  --fast   leave out the tests that drive a browser
TEXT
}

main() {
  local fast='' arguments=() project results passed=0 failed=0 skipped=0 broken=()
  while [ $# -gt 0 ]; do
    case $1 in
      --fast) fast=yes ;;
      -h | --help) usage && exit ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done

  open_local_state
  exec 9>>"$local_state/test.lock"
  flock -n 9 || fail "Tests are already running in this folder: wait for them to end."
  trap 'forget_test_database' EXIT
  trap 'exit 130' INT TERM HUP
  need_dotnet
  local needed=(node)
  if [ -z "$fast" ]; then
    needed+=(chromium)
  fi
  if [ -z "${ConnectionStrings__Catalog:-}" ]; then
    needed+=(postgresql pgvector)
  fi
  need "${needed[@]}"
  use_test_database
  export ConnectionStrings__Catalog=$connection
  say "Building"
  dotnet build "$checkout/SocialConnect.sln" -c Release -nologo -v quiet -clp:ErrorsOnly || fail "The build failed: its errors are above."

  results=$local_state/test-results
  rm -rf "$results"
  for project in $(test_projects "$fast"); do
    say "" "$project"
    run_tests "$project" "$results" "${arguments[@]}"
  done

  say ""
  if [ "$((passed + failed + skipped))" = 0 ]; then
    broken+=("No test was run")
  fi
  for project in "${broken[@]}"; do
    warn "$project."
  done
  failed=$((failed + ${#broken[@]}))
  say "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}

main "$@"
