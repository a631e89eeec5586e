#!/bin/sh
# For CI: installs a Docker engine and Compose with apt where there is none and this user may. One line says what
# was done, or why not; it never fails, because the suite says itself what it lacks.
set -u

say() { echo "install-engine: $*"; }
has() { command -v "$1" >/dev/null 2>&1; }
has_compose() { docker compose version >/dev/null 2>&1 || docker-compose version >/dev/null 2>&1; }
works() { has docker && has_compose && { docker version >/dev/null 2>&1 || has dockerd; }; }

install() {
  export DEBIAN_FRONTEND=noninteractive
  timeout 120 apt-get -qq update &&
    timeout 240 apt-get -qq install --yes --no-install-recommends docker.io docker-compose iptables
}

if works; then
  say "nothing to do, an engine and Compose are here"
elif ! has apt-get; then
  say "nothing done, apt-get is not here"
elif [ "$(id -u)" -ne 0 ]; then
  say "nothing done, that takes root"
elif log=$(install 2>&1 </dev/null) && works; then
  say "installed docker.io, docker-compose and iptables"
else
  say "tried and failed: $(echo "$log" | tail -n 1)"
fi
exit 0
