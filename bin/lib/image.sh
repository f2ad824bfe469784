# shellcheck shell=bash
# shellcheck disable=SC2154  # variables meet in the script that sources this
# Builds the platform's images with the engine that engine.sh has found. Sourced by bin/image and bin/test, after common.sh,
# find.sh and engine.sh.

image_version=''                             # another tag than the project's version
image_names=(browser-service orchestrator valkey sandbox)
image_registry=localhost/fno-rpa             # a name that nobody can pull from elsewhere by mistake
image_base=debian:bookworm-slim
image_own_base=$image_registry/debian:bookworm   # made here where that cannot be pulled
image_suite=bookworm
debian_archive=http://deb.debian.org/debian

project_version() { sed -n '/<artifactId>rpa-platform</,/<version>/s#.*<version>\(.*\)</version>.*#\1#p' "$root/pom.xml" | head -n 1; }

# image_tag NAME [REGISTRY]
image_tag() { say "${2:-$image_registry}/$1:${image_version:-$(project_version)}"; }

# --- The images by name -------------------------------------------------------------------------------------------

# The folder that the engine is given.
image_context() {
  case $1 in
    browser-service) say "$root/browser-service" ;;
    valkey) say "$root/kubernetes/valkey" ;;
    *) say "$root" ;;
  esac
}

# The folder of its Containerfile.
image_folder() {
  case $1 in
    orchestrator) say "$root/src" ;;
    sandbox) say "$root/sandbox" ;;
    *) image_context "$1" ;;
  esac
}

# What it is made from, seen from its context.
image_sources() {
  case $1 in
    browser-service) say Containerfile container target/quarkus-app ;;
    orchestrator) say src/Containerfile src/container src/target/quarkus-app routes fno-flows calendars ;;
    valkey) say Containerfile container ;;
    sandbox) say sandbox/Containerfile sandbox/container sandbox/target/quarkus-app sandbox/servers/target/s3 sandbox/rig/target/lib/h2-*.jar ;;
  esac
}

# What was built last; the rig reads the browser service's too.
image_file() { if [ "$1" = browser-service ]; then say "$rpa_dir/image.properties"; else say "$rpa_dir/image-$1.properties"; fi; }

# An image's id; nothing if the engine does not have it.
image_id() {
  case $engine in
    buildah) buildah inspect --type image --format '{{.FromImageID}}' "$1" 2>/dev/null ;;
    *) "$engine" image inspect --format '{{.Id}}' "$1" 2>/dev/null ;;
  esac
}

# make_image NAME TAG [BASE]: builds the image unless it is there, made from what it would be made from now.
make_image() {
  local name=$1 tag=$2 base stamp file log=$rpa_dir/image.log begin=$SECONDS
  file=$(image_file "$name")
  : > "$log"
  find_base "${3:-}"
  stamp=$(image_stamp "$name" "$base")
  if [ "${fresh:-no}" = no ] && [ -n "$(image_id "$tag")" ] &&
      [ "$(grep -v '^settings=' "$file" 2>/dev/null)" = "$(image_properties "$tag" "$stamp" | grep -v '^settings=')" ]; then
    image_properties "$tag" "$stamp" > "$file"
    say "$tag is there, and nothing that it is made from has changed."
    return 0
  fi
  say "Building $tag with $engine $engine_version from $base (the first time takes a few minutes) …"
  build_image "$name" "$tag" "$base"
  image_properties "$tag" "$stamp" > "$file"
  drop_leftovers
  say "Built $tag in $((SECONDS - begin)) s."
}

# image_properties TAG STAMP
image_properties() {
  printf '%s=%s\n' engine "$engine" settings "${CONTAINERS_CONF:-}" tag "$1" id "$(image_id "$1")" stamp "$2"
}

# image_stamp NAME BASE: one word for all that the image is made from.
image_stamp() {
  {
    say "$engine $(image_id "$2")"
    cd "$(image_context "$1")" || exit
    # shellcheck disable=SC2046  # several words, one of them a pattern
    find $(image_sources "$1") -type f ! -name '*.jsa' ! -name quarkus-app-dependencies.txt -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d' ' -f1
}

# build_image NAME TAG BASE
build_image() {
  local tag=$2 base=$3 options=()
  if [ "${fresh:-no}" = yes ]; then options+=(--no-cache); fi
  way_to_debian options
  if [ "$1" = browser-service ]; then options+=(--build-arg "LEAST_FIREFOX=$least_firefox"); fi
  run_build --build-arg "BASE=$base" --build-arg "VERSION=${image_version:-$(project_version)}" \
    --build-arg "REVISION=$(git -C "$root" rev-parse HEAD 2>/dev/null || say unknown)" "${options[@]}" \
    -t "$tag" -f "$(image_folder "$1")/Containerfile" "$(image_context "$1")" || image_failed
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
  for label in io.fnorpa.image.stage "${image_names[@]/#/org.opencontainers.image.title=}"; do
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
