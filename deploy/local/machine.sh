# What the machine must have, and how it gets it.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Build servers would outlive the command that started them, unless somebody asks for them.
export MSBUILDDISABLENODEREUSE=${MSBUILDDISABLENODEREUSE:-1} UseSharedCompilation=${UseSharedCompilation:-false}

have() {
  type -P "$1" >/dev/null
}

# Files 8 and 9 are locks: what the SDK leaves running must not keep them.
dotnet() {
  command dotnet "$@" 8>&- 9>&-
}

is_root() {
  [ "$(id -u)" = 0 ]
}

# Asks for a password only where somebody can type it.
can_become_root() {
  is_root || { have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

as_root() {
  if is_root; then "$@"; else sudo -- "$@"; fi
}

need_dotnet() {
  local wanted="SocialConnect needs the .NET SDK 10.0, from https://dotnet.microsoft.com/download or the distribution's dotnet-sdk-10.0 package" found
  have dotnet || fail "$wanted; no dotnet command was found."
  found=$(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1)
  grep -q '^10\.0\.[1-9]' <<<"$found" || fail "$wanted; this machine has only: $(paste -sd ' ' - <<<"${found:-no SDK}")."
}

# port_is_free PORT: nobody answers on loopback.
port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Below the range from which the system picks ports for outgoing connections.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    if port_is_free "$port"; then
      echo "$port"
      return
    fi
  done
  fail "No free port was found between 20000 and 29999."
}
