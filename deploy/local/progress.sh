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
}

# field NAME: the number of that name in $progress, a JSON object.
field() {
  sed -nE "s/.*\"$1\":([0-9]+).*/\1/p" <<<"$progress"
}
