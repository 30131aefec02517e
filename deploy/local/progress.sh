# What is said while the catalogue fills for the first time.

# announce PORT: follows the first visits to their end, then says that all is ready. Later starts are ready at once.
announce() {
  local progress='' before='' partners visited initiatives deadline=$((SECONDS + 600))
  while ((SECONDS < deadline)); do
    progress=$(http_get "$1" /health/ready)
    partners=$(field partners) visited=$(field visited) initiatives=$(field initiatives)
    if [ "$progress" != "$before" ] && [ "${partners:-0}" -gt 0 ]; then
      say "First visits: $visited of $partners partner sites, $initiatives initiatives so far"
    fi
    [ "${partners:-0}" -gt 0 ] && [ "$visited" -ge "$partners" ] && break
    before=$progress
    sleep 1
  done
  show_accounts
  say "" "Ready: http://localhost:$1/" "Ctrl-C stops everything; the data is kept."
  watch_database "$1"
}

# watch_database PORT: says when the portal has lost its database, and when it has it again.
watch_database() {
  local away='' answer
  while sleep 3; do
    answer=$(http_get "$1" /health/ready)
    if [ -z "$away" ] && [[ $answer == 503* ]]; then
      away=yes
      warn "The database does not answer; pages say so and nothing is lost. If it was stopped, start it with ./run.sh --database-only"
    elif [ -n "$away" ] && [[ $answer == 200* ]]; then
      away=
      say "The database answers again."
    fi
  done
}

# field NAME: the number of that name in $progress, a JSON object.
field() {
  sed -nE "s/.*\"$1\":([0-9]+).*/\1/p" <<<"$progress"
}
