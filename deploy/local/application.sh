# Logs of one line each, with the time, for people who read them here.
export Logging__Console__FormatterName=simple Logging__Console__FormatterOptions__SingleLine=true
export Logging__Console__FormatterOptions__TimestampFormat='yyyy-MM-dd HH:mm:ss '

# The product itself: built into .local/app, so that a build for tests does not change what is running.

build_application() {
  local app=$local_state/app project
  if [ -f "$app/built" ] && ! application_has_changed "$app/built"; then
    return
  fi
  say "Building (about a minute the first time)"
  rm -rf "$app"
  for project in Samples Ingestion Portal; do
    quietly "$project could not be built." \
      dotnet publish "$(application_project "$project")" -c Release -o "$app/$project" -nologo -v quiet -clp:NoSummary
  done
  touch "$app/built"
}

application_project() {
  case $1 in
    Samples) echo "$checkout/samples" ;;
    *) echo "$checkout/$1" ;;
  esac
}

# application_has_changed STAMP: a source is newer than the stamp, or one was removed (its folder is newer then).
application_has_changed() {
  [ -n "$(cd "$checkout" && find Catalog Classification Ingestion Portal samples Directory.*.props global.json \
    \( -name bin -o -name obj -o -name node_modules -o -name lib \) -prune -o -newer "$1" -print -quit)" ]
}

# The sample sites take five ports from the first on. Their pages' addresses are what names an initiative, so the first port is kept for good.
choose_samples_port() {
  local file=$local_state/samples.port port taken
  if [ ! -f "$file" ]; then
    port=8101
    while taken=$(first_port_in_use "$port"); do
      port=$((20000 + RANDOM % 10000))
    done
    echo "$port" >"$file"
  fi
  samples_port=$(cat "$file")
  if taken=$(first_port_in_use "$samples_port"); then
    fail "Port $taken, where a sample partner site was collected from, is now used by another program: stop that one, or start over on other ports with ./run.sh --reset."
  fi
}

# first_port_in_use PORT: of the five from there on; fails when all are free.
first_port_in_use() {
  local port
  for port in $(seq "$1" $(($1 + 4))); do
    port_is_free "$port" || { echo "$port" && return; }
  done
  return 1
}

# Waits for the sites, which start in the order of their ports: a worker that finds one shut takes it for an outage.
start_samples() {
  start_process samples dotnet "$local_state/app/Samples/SocialConnect.Samples.dll" --base-port "$samples_port"
  wait_for_http samples $((samples_port + 4)) / 60
}

# The worker may visit loopback here, because the sample sites are there. With a young generation of 4 MiB the collector follows the pages read, instead of letting them pile up.
start_worker() {
  local browser
  browser=${Ingestion__Rendering__Executable-$(find_browser || true)}
  partner_files
  start_process worker env DOTNET_GCgen0size=0x400000 Ingestion__AllowLoopback=true Ingestion__PartnersFolder="$local_state/partners" \
    ${browser:+"Ingestion__Rendering__Executable=$browser"} \
    dotnet "$local_state/app/Ingestion/SocialConnect.Ingestion.dll" --contentRoot "$local_state/app/Ingestion"
}

# Prints where this machine's Chromium is, for partners whose pages build themselves. One in a snap cannot be driven from outside.
find_browser() {
  local name path
  for name in chromium google-chrome-stable google-chrome; do
    path=$(command -v "$name") && [[ $(readlink -f "$path") != *snap* ]] && echo "$path" && return
  done
  return 1
}

# The recipes of the sample sites, with the ports these have here.
partner_files() {
  local file number
  shopt -s nullglob
  rm -rf "$local_state/partners"
  mkdir -p "$local_state/partners"
  for file in "$checkout"/samples/partners/*.json; do
    sed -E "s#127\.0\.0\.1:810([1-5])#127.0.0.1:@\1#g; $(for number in 1 2 3 4 5; do printf 's#@%s#%s#g; ' "$number" "$((samples_port + number - 1))"; done)" \
      "$file" >"$local_state/partners/$(basename "$file")"
  done
}

# start_portal PORT
start_portal() {
  start_process portal env ASPNETCORE_URLS="http://127.0.0.1:$1" \
    dotnet "$local_state/app/Portal/SocialConnect.Portal.dll" --contentRoot "$local_state/app/Portal"
}
