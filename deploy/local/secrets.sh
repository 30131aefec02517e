# Secrets are made on first use and stay in .local/, readable by their owner alone.

# Letters and digits that cannot be mistaken for one another, with at least one of each kind.
random_password() {
  local letters
  letters=$(head -c 400 /dev/urandom | LC_ALL=C tr -dc 'a-km-np-zA-HJ-NP-Z2-9' | cut -c1-21)
  printf '%s-%s-%s-k7W' "${letters:0:7}" "${letters:7:7}" "${letters:14:7}"
}

# keep_private FILE: writes standard input to FILE, all at once, mode 600.
keep_private() {
  (umask 077 && cat >"$1.new" && mv "$1.new" "$1")
}

# secret NAME: prints the secret of that name.
secret() {
  local file=$local_state/$1
  if [ ! -s "$file" ]; then
    random_password | keep_private "$file"
  fi
  cat "$file"
}
