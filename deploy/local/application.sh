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

start_samples() {
  start_process samples dotnet "$local_state/app/Samples/SocialConnect.Samples.dll"
}

start_worker() {
  start_process worker dotnet "$local_state/app/Ingestion/SocialConnect.Ingestion.dll" --contentRoot "$local_state/app/Ingestion"
}

# start_portal PORT
start_portal() {
  start_process portal env ASPNETCORE_URLS="http://127.0.0.1:$1" \
    dotnet "$local_state/app/Portal/SocialConnect.Portal.dll" --contentRoot "$local_state/app/Portal"
}
