# Debian and Ubuntu packages that are missing are installed, all at once.

declare -A title=(
  [node]="Node.js with npm"
  [postgresql]="PostgreSQL 15 or later"
  [pgvector]="pgvector"
  [chromium]="Chromium (for the browser tests, which ./test.sh --fast leaves out)"
)

# need WHAT...: installs those of node, postgresql, pgvector and chromium that are missing.
need() {
  local what missing=() packages=() names
  for what in "$@"; do
    is_there "$what" || missing+=("$what")
  done
  [ ${#missing[@]} = 0 ] && return 0

  names=$(for what in "${missing[@]}"; do echo "${title[$what]}"; done | paste -sd ',' - | sed 's/,/, /g')
  have apt-get || fail "$names: missing, and this is no Debian or Ubuntu machine, where it could be installed from here; install it, then start again."
  can_become_root || fail "$names: missing, and installing needs root; run this once as root or with sudo, or ask an administrator."
  quietly "The package lists could not be refreshed: check the network and /etc/apt, then start again." as_root apt-get -q update
  for what in "${missing[@]}"; do
    read -r -a packages <<<"${packages[*]} $(packages_of "$what")"
  done
  say "Installing ${packages[*]} (the first time only)"
  quietly "These packages could not be installed: ${packages[*]}." install_packages "${packages[@]}"
  if [[ " ${missing[*]} " == *" pgvector "* ]] && ! is_there pgvector; then
    build_pgvector
  fi
}

is_there() {
  case $1 in
    node) have node && have npm ;;
    chromium) have chromium ;;
    postgresql) find_postgresql ;;
    pgvector) find_postgresql && has_pgvector ;;
  esac
}

# packages_of WHAT: on one line.
packages_of() {
  local version
  case $1 in
    node) echo nodejs npm ;;
    chromium) echo chromium fonts-dejavu-core fonts-liberation ;;
    postgresql) echo postgresql postgresql-client ;;
    pgvector)
      if find_postgresql; then
        version=$(postgresql_version)
      else
        version=$(apt-cache depends postgresql | sed -nE 's/.*Depends: postgresql-([0-9]+)$/\1/p' | head -n 1)
      fi
      if apt-cache show "postgresql-$version-pgvector" >/dev/null 2>&1; then
        echo "postgresql-$version-pgvector"
      else
        # To build it with.
        echo build-essential "postgresql-server-dev-$version"
      fi
      ;;
  esac
}

install_packages() {
  local own=/etc/postgresql-common/createcluster.d/socialconnect.conf code=0
  # PostgreSQL's package would make and start a cluster, which nobody asked for.
  as_root mkdir -p "$(dirname "$own")"
  echo "create_main_cluster = false" | as_root tee "$own" >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@" || code=$?
  as_root rm -f "$own"
  return "$code"
}
