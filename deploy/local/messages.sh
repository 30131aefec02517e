# What the commands say. Progress goes to standard output, refusals to standard error in one sentence.

# say LINE...
say() {
  printf '%s\n' "$@"
}

warn() {
  printf '%s\n' "$*" >&2
}

fail() {
  printf '%s: %s\n' "${command_name:-run.sh}" "$*" >&2
  exit 1
}

# Runs a command quietly; when it fails, shows how its output ended and the sentence given first.
# quietly "SENTENCE" COMMAND...
quietly() {
  local sentence=$1 log
  shift
  log=$(mktemp --suffix=.socialconnect-step)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "$sentence"
  fi
}
