# pgvector, from the distribution: its package where there is one, else its source package built here.

# has_pgvector: the PostgreSQL in $postgresql_bin can create the extension.
has_pgvector() {
  [ -f "$(postgresql_share)/extension/vector.control" ]
}

# Older suites have no package but newer ones have its source. Only this build sees the newer suite:
# the machine's own package lists are left as they are.
build_pgvector() {
  local version suite=${PGVECTOR_SUITE:-trixie} work mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg apt_options
  version=$(postgresql_version)
  say "Building pgvector from the source package of Debian $suite"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -n 1)
  [ -n "$mirror" ] || fail "PostgreSQL $version has no pgvector package here and no Debian mirror to take its source from: install pgvector 0.8 or later, then start again."

  work=$(mktemp -d --suffix=.socialconnect-pgvector)
  chmod 755 "$work"
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/source"
  [ -f "$keyring" ] || keyring=/etc/apt/trusted.gpg
  echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
  apt_options=(-q
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists"
    -o Dir::Cache::archives="$work/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
    -o APT::Sandbox::User="$(id -un)")
  quietly "The list of Debian $suite's source packages could not be fetched from $mirror." \
    apt-get "${apt_options[@]}" update
  (cd "$work" && quietly "pgvector's source package could not be fetched from $mirror." \
    apt-get "${apt_options[@]}" source --download-only pgvector)
  # Its signature is the chain of hashes apt has just checked, from the suite's signed Release file.
  tar -xzf "$work"/pgvector_*.orig.tar.gz --strip-components=1 -C "$work/source"
  # No OPTFLAGS: by default pgvector is compiled for this very processor, and would crash on an older one.
  quietly "pgvector could not be built." \
    make -C "$work/source" -j2 OPTFLAGS= PG_CONFIG="$postgresql_bin/pg_config"
  quietly "pgvector could not be installed." \
    as_root make -C "$work/source" install OPTFLAGS= PG_CONFIG="$postgresql_bin/pg_config"
  rm -rf "$work"
}
