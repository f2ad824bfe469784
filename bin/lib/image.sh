# shellcheck shell=bash
# shellcheck disable=SC2154  # variables meet in the script that sources this
# Builds the browser service's image with the engine that engine.sh has found. Sourced by bin/image and bin/test, after
# common.sh, find.sh and engine.sh.

image_base=debian:bookworm-slim
image_own_base=fno-rpa/debian:bookworm       # made here where that cannot be pulled
image_suite=bookworm
image_context=$root/browser-service
image_file=$rpa_dir/image.properties         # what was built last: the rig reads it too
debian_archive=http://deb.debian.org/debian

project_version() { sed -n '/<artifactId>rpa-platform</,/<version>/s#.*<version>\(.*\)</version>.*#\1#p' "$root/pom.xml" | head -n 1; }

image_tag() { say "fno-rpa/browser-service:$(project_version)"; }

# An image's id; nothing if the engine does not have it.
image_id() {
  case $engine in
    buildah) buildah inspect --type image --format '{{.FromImageID}}' "$1" 2>/dev/null ;;
    *) "$engine" image inspect --format '{{.Id}}' "$1" 2>/dev/null ;;
  esac
}

# make_image TAG [BASE]: builds the image unless it is there, made from what it would be made from now.
make_image() {
  local tag=$1 base stamp log=$rpa_dir/image.log begin=$SECONDS
  : > "$log"
  find_base "${2:-}"
  stamp=$(image_stamp "$base")
  if [ "${fresh:-no}" = no ] && [ -n "$(image_id "$tag")" ] &&
      [ "$(grep -v '^settings=' "$image_file" 2>/dev/null)" = "$(image_properties "$tag" "$stamp" | grep -v '^settings=')" ]; then
    image_properties "$tag" "$stamp" > "$image_file"
    say "$tag is there, and nothing that it is made from has changed."
    return 0
  fi
  say "Building $tag with $engine $engine_version from $base (the first time takes a few minutes) …"
  build_image "$tag" "$base"
  image_properties "$tag" "$stamp" > "$image_file"
  drop_leftovers
  say "Built $tag in $((SECONDS - begin)) s."
}

# image_properties TAG STAMP
image_properties() {
  printf '%s=%s\n' engine "$engine" settings "${CONTAINERS_CONF:-}" tag "$1" id "$(image_id "$1")" stamp "$2"
}

# One word for all that the image is made from.
image_stamp() {
  {
    say "$engine $(image_id "$1")"
    cd "$image_context" || exit
    find Containerfile container target/quarkus-app -type f ! -name '*.jsa' ! -name quarkus-app-dependencies.txt -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d' ' -f1
}

build_image() {
  local tag=$1 base=$2 options=()
  if [ "${fresh:-no}" = yes ]; then options+=(--no-cache); fi
  way_to_debian options
  run_build --build-arg "BASE=$base" --build-arg "LEAST_FIREFOX=$least_firefox" --build-arg "VERSION=$(project_version)" \
    --build-arg "REVISION=$(git -C "$root" rev-parse HEAD 2>/dev/null || say unknown)" "${options[@]}" \
    -t "$tag" -f "$image_context/Containerfile" "$image_context" || image_failed
}

# run_build ARGUMENT…: shows the stages, keeps all in the log.
run_build() {
  local program=("$engine" build) options=() limit
  case $engine in
    podman) options=(--network host) ;;
    buildah) program+=(--layers); options=(--network host) ;;
    docker) export DOCKER_BUILDKIT=1; options=(--progress plain) ;;
  esac
  for limit in "${engine_limits[@]}"; do options+=(--ulimit "$limit"); done
  "${program[@]}" "${options[@]}" "$@" 2>&1 | tee -a "$log" |
    sed -un -e 's/^\[\([0-9/]*\)\] STEP 1\/[0-9]*: FROM [^ ]*\( AS\)\{0,1\}/  \1/p' -e 's/^#[0-9]* \[\([a-z][a-z0-9-]* [0-9\/]*\)\] .*/  \1/p'
}

image_failed() {
  tail -n 25 "$log" | cut -c 1-300 | sed 's/^/  /' >&2
  die "the image could not be built. All that was said is in $log"
}

# Stages and images that were superseded; what the next build can use stays.
drop_leftovers() {
  [ "$engine" = podman ] || return 0
  local label
  for label in io.fnorpa.image.stage org.opencontainers.image.title=browser-service; do
    podman image prune -f --filter "label=$label" > /dev/null 2>&1 || true
  done
}

# --- The base image ----------------------------------------------------------------------------------------------

# find_base [WANTED]: sets base to an image that the engine has.
find_base() {
  base=${1:-$image_base}
  if [ -n "$(image_id "$base")" ] && [ "${fresh:-no}" = no ]; then return 0; fi
  say "Asking for the base image $base …"
  if timeout 300 "$engine" pull -q "$base" >> "$log" 2>&1; then return 0; fi
  if [ -n "${1:-}" ]; then
    if [ -n "$(image_id "$base")" ]; then return 0; fi
    die "there is no image $base here, and it cannot be pulled: $(tail -n 1 "$log")"
  fi
  base=$image_own_base
  if [ -n "$(image_id "$base")" ] && [ "${fresh:-no}" = no ]; then
    say "It cannot be pulled here; $base, which was made here, stands in for it."
    return 0
  fi
  say "It cannot be pulled here: making $base from Debian's archive in its place (takes a minute) …"
  make_base
}

# What debian:bookworm-slim is: Debian's least set of packages, its three archives, no documentation.
make_base() {
  local folder mirror
  [ "$(id -u)" = 0 ] || die "to make a base image I must be root: sudo $script_name. Or name one that is here: --base IMAGE"
  type -P debootstrap > /dev/null || die "to make a base image I want debootstrap. On Debian: bin/setup --containers"
  mirror=$(machines_archives | sed -n "s/^deb \([^ ]*\) $image_suite main\$/\1/p" | head -n 1)
  folder=$(mktemp -d "$rpa_dir/base.XXXXXX")
  # shellcheck disable=SC2064  # the folder of now
  trap "rm -rf '$folder'" EXIT
  debootstrap --variant=minbase "$image_suite" "$folder/root" "${mirror:-$debian_archive}" >> "$log" 2>&1 || image_failed
  usual_archives > "$folder/root/etc/apt/sources.list"
  rm -rf "$folder"/root/usr/share/{doc,man,info,locale}/* "$folder"/root/var/{cache/apt,lib/apt/lists,log}/*
  tar -C "$folder/root" --numeric-owner -cf "$folder/root.tar" .
  printf 'FROM scratch\nADD root.tar /\nCMD ["bash"]\n' > "$folder/Containerfile"
  printf '*\n!root.tar\n' > "$folder/.dockerignore"
  run_build -t "$image_own_base" -f "$folder/Containerfile" "$folder" > /dev/null || image_failed
  rm -rf "$folder"
  trap - EXIT
}

usual_archives() {
  say "deb $debian_archive $image_suite main"
  say "deb $debian_archive $image_suite-updates main"
  say "deb $debian_archive-security $image_suite-security main"
}

# --- How this machine reaches Debian -----------------------------------------------------------------------------

# This machine's own sources of Debian's archives, one line each; nothing if it is no Debian of that suite.
machines_archives() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -v suite="$image_suite" '
      $3 == "main" && ($2 == suite || $2 == suite "-updates" || $2 == suite "-security") { sub(/\/$/, "", $1); print "deb " $1, $2, $3 }' |
    sort -u
}

# way_to_debian OPTIONS: adds to the array OPTIONS what lets apt in the build go the way that apt goes on this machine:
# its sources, if they are whole, its proxies, its authorities. They are secrets of the build: the image has none of it.
way_to_debian() {
  local -n build=$1
  local folder=$rpa_dir/apt sources settings
  type -P apt-get > /dev/null || return 0
  rm -rf "$folder"
  (umask 077 && mkdir -p "$folder")
  sources=$(machines_archives)
  settings=$(apt-config dump Acquire | grep -E '^Acquire::(http|https|Check-Valid-Until|Check-Date|Retries|ForceIPv[46])[ :]' || true)
  if grep -q " $image_suite main$" <<< "$sources" && grep -q " $image_suite-security main$" <<< "$sources"; then
    say "$sources" > "$folder/sources.list"
    settings+=$'\nDir::Etc::SourceList "/run/secrets/sources.list";\nDir::Etc::SourceParts "/dev/null";'
    build+=(--secret "id=sources.list,src=$folder/sources.list")
  fi
  if grep -q '^deb https:' <<< "$sources" && [ -s /etc/ssl/certs/ca-certificates.crt ]; then
    settings+=$'\nAcquire::https::CaInfo "/run/secrets/authorities";'
    build+=(--secret "id=authorities,src=/etc/ssl/certs/ca-certificates.crt")
  fi
  [ -n "$settings" ] || return 0
  say "$settings" > "$folder/apt.conf"
  build+=(--secret "id=apt.conf,src=$folder/apt.conf")
}
