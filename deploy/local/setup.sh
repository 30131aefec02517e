# Read by run.sh and test.sh: where things are, and the libraries.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
local_state=$checkout/.local

for library in messages machine packages secrets pgvector postgresql processes application accounts progress lifecycle tests docker; do
  # shellcheck source=/dev/null
  . "$checkout/deploy/local/$library.sh"
done

# Root's .local/ is open for passing through, because the database in it belongs to another user; what is private in it has mode 600.
open_local_state() {
  mkdir -p "$local_state" 2>/dev/null || fail "$local_state cannot be made: this folder must be writable for $(id -un)."
  if is_root; then
    chmod 711 "$local_state"
  fi
  [ -w "$local_state" ] ||
    fail "$local_state belongs to another user ($(stat -c %U "$local_state")): start as that user, or as root remove it with ./run.sh --reset."
}
