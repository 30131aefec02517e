# The accounts of a trial installation. The portal makes them at its first start; their passwords are made here.

give_accounts_to_the_portal() {
  Accounts__Demo__Curator=$(secret curator.password)
  Accounts__Demo__SourceEditor=$(secret source-editor.password)
  Accounts__Demo__Admin=$(secret admin.password)
  export Accounts__Demo__Curator Accounts__Demo__SourceEditor Accounts__Demo__Admin
}

show_accounts() {
  say "" "Accounts (passwords of the first start, kept in .local/):"
  printf '  %-10s %-26s %s\n' \
    curateur "$(secret curator.password)" "confirms categories at /curation" \
    sources "$(secret source-editor.password)" "adds and mends partner sites" \
    admin "$(secret admin.password)" "may do everything"
}
