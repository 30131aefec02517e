# The processes of one run: each writes to .local/logs/NAME.log, is watched, and ends with the run whatever ends the run.

declare -A process_id=() process_command=()
process_order=()

# start_process NAME COMMAND...
start_process() {
  local name=$1 log=$local_state/logs/$1.log
  shift
  mkdir -p "$local_state/logs"
  # One earlier log is kept: what a process said before it failed is wanted after the next start.
  [ -f "$log" ] && mv -f "$log" "$log.1"
  # A session of its own, so that Ctrl-C reaches this script alone, which stops the processes in order;
  # and a signal at this script's death, so that even kill -9 leaves nothing behind.
  setsid setpriv --pdeathsig TERM -- "$@" >"$log" 2>&1 </dev/null 9>&- &
  process_id[$name]=$!
  process_command[$name]=$(printf '%q ' "$@")
  [[ " ${process_order[*]} " == *" $name "* ]] || process_order+=("$name")
}

process_is_running() {
  kill -0 "${process_id[$1]}" 2>/dev/null
}

# Last started, first stopped. Each has 20 s to finish what it is doing.
stop_processes() {
  local name index
  for ((index = ${#process_order[@]} - 1; index >= 0; index--)); do
    name=${process_order[index]}
    process_is_running "$name" || continue
    kill -TERM "${process_id[$name]}" 2>/dev/null || true
    for _ in $(seq 200); do
      process_is_running "$name" || break
      sleep 0.1
    done
    if process_is_running "$name"; then
      warn "$name did not stop within 20 s and was ended."
      kill -KILL -- "-${process_id[$name]}" 2>/dev/null || true
    fi
    wait "${process_id[$name]}" 2>/dev/null || true
  done
  process_order=()
}

# Blocks until a process ends by itself, says so and starts it again: one that fails must not take the others along.
# A process that fails five times within a minute is given up, and with it the run.
watch_processes() {
  local name ended code failures=0 since=$SECONDS
  while true; do
    code=0
    # Bash's own words about a killed process are left out; ours follow.
    { wait -n -p ended "${process_id[@]}"; } 2>/dev/null || code=$?
    for name in "${process_order[@]}"; do
      [ "${process_id[$name]}" = "${ended:-}" ] || continue
      ((SECONDS - since > 60)) && failures=0 since=$SECONDS
      failures=$((failures + 1))
      if [ "$failures" -ge 5 ]; then
        tail -n 20 "$local_state/logs/$name.log" >&2
        fail "$name keeps ending (exit code $code): its last words are above."
      fi
      warn "$name ended by itself (exit code $code, see .local/logs/$name.log.1); it is started again."
      sleep 2
      eval "start_process $name ${process_command[$name]}"
    done
  done
}

# http_get PORT PATH: the status and body of a GET on loopback, or nothing when nobody answers in time.
http_get() {
  timeout 10 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit
    printf "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$2" >&3
    read -r _ status _ <&3 && echo "$status"
    while IFS= read -r line && [ "$line" != $'"'\r'"' ]; do :; done <&3
    cat <&3' - "$1" "$2" 2>/dev/null || true
}

# wait_for_http NAME PORT PATH SECONDS: until the process answers 200 there.
wait_for_http() {
  local name=$1 port=$2 path=$3 deadline=$((SECONDS + $4))
  until [[ $(http_get "$port" "$path") == 200* ]]; do
    if ! process_is_running "$name" || ((SECONDS > deadline)); then
      tail -n 20 "$local_state/logs/$name.log" >&2
      fail "$name did not start: its last words are above, the rest is in .local/logs/$name.log."
    fi
    sleep 0.3
  done
}
