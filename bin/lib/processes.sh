# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Sees to it that a run leaves no process behind. Sourced by scripts that start much and must leave nothing.
#
# What run_marked starts carries a mark in its environment, and so do all its descendants, in whatever session they
# are. A server that writes over its environment to show a title (Valkey does) is known by its folder: it works under
# target/, has no terminal and is younger than this script.

process_mark=RPA_RUN=$script_name-$$-$(date +%s)

run_marked() { env "$process_mark" "$@"; }

marked_processes() {
  {
    grep -lszxF "$process_mark" /proc/[0-9]*/environ | cut -d/ -f3
    working_under_target
  } | sort -un || true                 # processes vanish while they are looked at
}

working_under_target() {
  local id folder age terminal
  find /proc/[0-9]* -maxdepth 1 -name cwd -printf '%h\t%l\n' 2>/dev/null | while IFS=$'\t' read -r id folder; do
    case $folder/ in "$root"/target/* | "$root"/*/target/*) ;; *) continue ;; esac
    id=${id#/proc/}
    if ! read -r age terminal < <(ps -o etimes=,tty= -p "$id"); then continue; fi
    if [ "$age" -le "$SECONDS" ] && [ "$terminal" = '?' ]; then say "$id"; fi
  done
}

# Waits at most this many half seconds until no marked process is left.
none_left_within() {
  local round
  for ((round = 0; round < $1; round++)); do
    left=$(marked_processes)
    [ -n "$left" ] || return 0
    sleep 0.5
  done
  return 1
}

# Ends what is left; when the run got to its end, after a moment in which it may end by itself.
end_marked() {
  local left
  if [ "${interrupted:-no}" = no ]; then
    if none_left_within 10; then return 0; fi
    warn "these processes were left behind, and are ended now:"
    # shellcheck disable=SC2086  # several numbers
    ps -o pid=,args= -p "$(echo $left | tr ' ' ,)" | cut -c 1-150 >&2 || true
  else
    left=$(marked_processes)
  fi
  # shellcheck disable=SC2086
  kill $left 2>/dev/null || true
  if none_left_within 20; then return 0; fi
  # shellcheck disable=SC2086
  kill -KILL $left 2>/dev/null || true
}

end_marked_at_exit() {
  trap end_marked EXIT
  trap 'interrupted=yes; exit 130' INT
  trap 'interrupted=yes; exit 143' TERM HUP
}
