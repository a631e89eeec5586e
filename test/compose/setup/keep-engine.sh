#!/bin/sh
# Keeps a Docker engine in a folder of its own until standard input ends, however its parent ended; then
# containers, networks, mounts and the folder are gone. Firewall, forwarding and docker0 are not touched.
set -u
folder=$1
case $folder in
*/gadfly-engine-*) ;;
*) echo "keep-engine: $folder is no folder of this suite" >&2 && exit 2 ;;
esac
export DOCKER_HOST="unix://$folder/docker.sock"
echo '{}' >"$folder/daemon.json"

(
  dockerd --config-file "$folder/daemon.json" --host "$DOCKER_HOST" --pidfile "$folder/docker.pid" \
    --data-root "$folder/data" --exec-root "$folder/exec" --storage-driver overlay2 \
    --iptables=false --ip6tables=false --ip-forward=false --bridge=none >"$folder/log" 2>&1 </dev/null
  : >"$folder/ended"
) &
engine=$!

cat >/dev/null

containers=$(timeout 20 docker ps -q 2>/dev/null)
# shellcheck disable=SC2086 # one word per container
[ -z "$containers" ] || timeout 20 docker kill $containers >/dev/null 2>&1
timeout 20 docker container prune --force >/dev/null 2>&1
timeout 20 docker network prune --force >/dev/null 2>&1
[ -f "$folder/docker.pid" ] && kill "$(cat "$folder/docker.pid")"
wait "$engine"
while read -r _ place _; do
  case $place in "$folder"/*) echo "$place" ;; esac
done </proc/mounts | sort -r | while read -r place; do umount "$place"; done
rm -rf --one-file-system "$folder"
