# With a running Docker engine, docker-compose.yml brings everything in images and the machine needs nothing else.

docker_is_usable() {
  [ "${DOCKER:-yes}" != no ] && have docker && timeout 10 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1
}

compose() {
  docker compose --project-directory "$checkout" --env-file "$local_state/compose.env" "$@"
}

# docker_forget: removes the containers and volumes of an earlier start, if there was one.
docker_forget() {
  if [ -f "$local_state/compose.env" ] && docker_is_usable; then
    compose down --volumes
  fi
}
