# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# What the scripts of bin/ share. Source it first; it changes nothing but variables and functions.
#
#   prepare [option…]   run bin/setup, then take over what it found (JAVA_HOME, MVN, RPA_FIREFOX, RPA_VALKEY_SERVER)
#   load_env            take over what the last bin/setup found; runs it if it never ran
#   build               package all modules if a source has changed, unpack Playwright's driver once
#   say, warn, die      a line for the reader; to stderr; to stderr and exit 1

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
rpa_dir=$root/.rpa                     # all that the scripts keep on this machine
script_name=bin/$(basename "$0")

say()  { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "$script_name" "$*" >&2; }
die()  { warn "$@"; exit 1; }

make_rpa_dir() {
  mkdir -p "$rpa_dir" 2>/dev/null && [ -w "$rpa_dir" ] && give_rpa_dir && return 0
  die "cannot write to $rpa_dir, which belongs to $(stat -c %U "$rpa_dir" 2>/dev/null || echo 'another user')." \
      "Run as that user, or: sudo chown -R $(id -un) $rpa_dir"
}

# What root makes under sudo belongs to who called sudo, who must be able to write there without it.
give_rpa_dir() {
  if [ "$(id -u)" = 0 ] && [ -n "${SUDO_UID:-}" ]; then chown -R "$SUDO_UID:${SUDO_GID:-}" "$rpa_dir"; fi
}

prepare() {
  "$root/bin/setup" "$@" || exit 1
  load_env
}

load_env() {
  [ -f "$rpa_dir/env" ] || "$root/bin/setup" --quiet || exit 1
  # shellcheck source=/dev/null
  . "$rpa_dir/env"
}

# shellcheck source=bin/lib/build.sh
. "$root/bin/lib/build.sh"
