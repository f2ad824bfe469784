# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Building, and who may do it when. Sourced by common.sh.
#
# Several processes may run from one build, one alone may change it. The lock on .rpa/build.lock says so: shared
# while a process runs from the build, exclusive while it builds or tests. It belongs to an open file, so it
# vanishes with the process and with the children that still have the file open.

build_wait_seconds=1800
build_lock_fd=

modules() { sed -n 's#.*<module>\(.*\)</module>.*#\1#p' "$root/pom.xml"; }

# What a build must have left in a module.
product() {
  if grep -q '<artifactId>quarkus-maven-plugin<' "$root/$1/pom.xml"; then say "$1/target/quarkus-app/quarkus-run.jar"
  elif grep -q '<goal>copy-dependencies<' "$root/$1/pom.xml"; then say "$1/target"
  else say "$1/target/classes"; fi
}

# lock_build shared|exclusive
lock_build() {
  local kind=$1 holder
  make_rpa_dir
  if [ -z "$build_lock_fd" ]; then exec {build_lock_fd}>>"$rpa_dir/build.lock"; fi
  if ! flock --nonblock "--$kind" "$build_lock_fd"; then
    holder=$(cat "$rpa_dir/build.holder" 2>/dev/null || echo 'another process')
    say "Waiting for $holder, which uses the build of this folder (at most $((build_wait_seconds / 60)) minutes) …"
    flock --wait "$build_wait_seconds" "--$kind" "$build_lock_fd" ||
      die "$holder still uses the build of this folder. End it and start again."
  fi
  say "$script_name (process $$)" > "$rpa_dir/build.holder"
}

# One word for the state of all that a build is made from. Tests, generated sources and what only the container image
# is made from do not count.
source_stamp() {
  (
    cd "$root" || exit
    mapfile -t folders < <(modules)
    {
      say "$JAVA_HOME"
      find pom.xml "${folders[@]}" \
        \( -name target -o -name generated -o -path src/test -o -path '*/src/test' -o -path '*/container' -o -name Containerfile \) -prune \
        -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort -u
    } | sha256sum | cut -d' ' -f1
  )
}

is_built() {
  local module
  [ "$(cat "$rpa_dir/build.stamp" 2>/dev/null)" = "$1" ] || return 1
  while read -r module; do
    [ -e "$root/$(product "$module")" ] || return 1
  done < <(modules)
}

# Packages all modules if a source has changed since the last time, unpacks Playwright's driver, and gives the browser
# service its head start. On return the build is locked for reading until this process ends.
build() {
  local stamp
  lock_build shared
  stamp=$(source_stamp)
  if ! is_built "$stamp"; then
    lock_build exclusive
    stamp=$(source_stamp)
    is_built "$stamp" || package_modules "$stamp"
  fi
  unpack_playwright_driver
  give_head_start
  lock_build shared
}

package_modules() {
  local stamp=$1 log=$rpa_dir/build.log begin=$SECONDS
  say "Building (the first time takes a few minutes) …"
  rm -f "$rpa_dir/build.stamp"
  if ! (cd "$root" && "$MVN" -B -ntp -Dstyle.color=never -DskipTests package) 2>&1 | tee "$log" |
      sed -un 's/^\[INFO\] Building \(.*[^ ]\)  *\[\([0-9/]*\)\]$/  \2  \1/p'; then
    grep -E '^\[ERROR\]' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2
    die "the build failed after $((SECONDS - begin)) s. All of it is in $log"
  fi
  say "$stamp" > "$rpa_dir/build.stamp"
  say "Built in $((SECONDS - begin)) s."
}

# The folder of Playwright's driver and its Node for this machine, as Maven's jars name it.
playwright_platform() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) say linux ;;
    Linux-aarch64 | Linux-arm64) say linux-arm64 ;;
    Darwin-x86_64) say mac ;;
    Darwin-arm64) say mac-arm64 ;;
    *) die "Playwright has no driver for $(uname -s) on $(uname -m)" ;;
  esac
}

# Playwright unpacks its driver, 130 MB, each time it starts, unless -Dplaywright.cli.dir names a folder that has it.
# This makes that folder once per version, from the jars of the packaged browser service, and exports its name as
# RPA_PLAYWRIGHT_DRIVER.
unpack_playwright_driver() {
  local jars=$root/browser-service/target/quarkus-app/lib/main bundle version folder
  bundle=$(find "$jars" -name 'com.microsoft.playwright.driver-bundle-*.jar' 2>/dev/null | head -n 1)
  [ -n "$bundle" ] || die "no Playwright driver in $jars: the browser service is not built. Run: rm -f $rpa_dir/build.stamp"
  version=${bundle##*driver-bundle-}
  version=${version%.jar}
  folder=$rpa_dir/driver-$version
  if ! has_driver "$folder"; then
    lock_build exclusive
    has_driver "$folder" || unpack_driver "$version" "$bundle" "$jars/com.microsoft.playwright.driver-$version.jar" "$folder"
  fi
  export RPA_PLAYWRIGHT_DRIVER=$folder
}

has_driver() { [ -x "$1/node" ] && [ -f "$1/package/cli.js" ]; }

# unpack_driver VERSION BUNDLE DRIVER FOLDER, under the exclusive lock: what one that was broken off has left goes first.
unpack_driver() {
  local platform fresh begin=$SECONDS
  platform=$(playwright_platform)
  say "Unpacking Playwright's driver $1 (once, 130 MB) …"
  rm -rf "$rpa_dir"/unpacking.*
  fresh=$(mktemp -d "$rpa_dir/unpacking.XXXXXX")
  if ! unzip -q "$2" "driver/$platform/*" -d "$fresh" || ! unzip -q "$3" 'driver/package/*' -d "$fresh"; then
    rm -rf "$fresh"
    die "could not unpack $2 and $3. Is the disk full?  df -h $rpa_dir"
  fi
  mv "$fresh/driver/package" "$fresh/driver/$platform/"
  chmod +x "$fresh/driver/$platform/node"
  rm -rf "$4"
  mv "$fresh/driver/$platform" "$4"
  rm -rf "$fresh"
  say "Unpacked in $((SECONDS - begin)) s."
}

# The browser service starts a second and a half sooner with an archive of the classes that it loads (one for a build and
# its JVM, beside its jar) and with Firefox's start-up caches (one folder for a Firefox, exported as RPA_FIREFOX_CACHES).
# Both are made by the service itself. Without them all works.
give_head_start() {
  local app=$root/browser-service/target/quarkus-app
  export RPA_FIREFOX_CACHES=$rpa_dir/firefox-caches-$(firefox_build)
  if has_head_start "$app"; then return 0; fi
  lock_build exclusive
  has_head_start "$app" || make_head_start "$app"
}

has_head_start() { [ "$1/classes.jsa" -nt "$1/quarkus-run.jar" ] && [ -f "$RPA_FIREFOX_CACHES/compatibility.ini" ]; }

firefox_build() {
  local build
  build=$(sed -n 's/^BuildID=//p' "$(dirname "$(readlink -f "$RPA_FIREFOX")")/application.ini" 2>/dev/null | head -n 1)
  say "${build:-of-an-unknown-build}"
}

make_head_start() {
  local begin=$SECONDS log=$rpa_dir/head-start.log keys=$rpa_dir/no-keys.json
  say "Preparing the browser service for quick starts (half a minute, once for a build) …"
  rm -f "$1/classes.jsa"
  say '{"keys": []}' > "$keys"
  # Same options as where it is used: LocalBrowsers.java, BrowserService.java.
  if timeout -k 20 180 "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-XX:ArchiveClassesAtExit=$1/classes.jsa" \
      -Xlog:cds=off -Xlog:cds+dynamic=off -Dbrowser.port=0 -Dbrowser.management-port=0 -Dbrowser.instance=head-start \
      "-Dbrowser.token.public-keys=$keys" "-Dbrowser.firefox=$RPA_FIREFOX" "-Dplaywright.cli.dir=$RPA_PLAYWRIGHT_DRIVER" \
      "-Dbrowser.make-firefox-caches=$RPA_FIREFOX_CACHES" -jar "$1/quarkus-run.jar" > "$log" 2>&1; then
    say "Prepared in $((SECONDS - begin)) s."
  else
    warn "the browser service could not be prepared for quick starts (within 180 s), and starts slower. What it said is in $log"
  fi
}
