# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # variables meet in the script that sources this
# Kaoto's own code, from the npm registry, for the tests in sandbox/kaoto. What is installed is kept outside of the checkout.

least_node=18

# find_node: is there a Node.js that the tests run on, and its npm? Sets node_trouble.
find_node() {
  local version
  node_trouble=
  if ! type -P node > /dev/null || ! type -P npm > /dev/null; then return 1; fi
  version=$(node --version 2>/dev/null)
  version=${version#v} version=${version%%.*}
  if ! [ "${version:-0}" -ge "$least_node" ] 2>/dev/null; then
    node_trouble="node is version ${version:-unknown}."
    return 1
  fi
}

# kaoto_packages: the folder that holds node_modules of the present package-lock.json.
kaoto_packages() {
  say "${XDG_CACHE_HOME:-$HOME/.cache}/fno-rpa/kaoto-$(cat "$root"/sandbox/kaoto/package{,-lock}.json | sha256sum | cut -c 1-12)"
}

# install_kaoto: fetches the packages, once for each package-lock.json. Fails if they cannot be had.
install_kaoto() {
  local folder part
  folder=$(kaoto_packages)
  [ ! -f "$folder/complete" ] || return 0
  part=$folder.$$
  mkdir -p "$part"
  cp "$root"/sandbox/kaoto/package{,-lock}.json "$root/sandbox/kaoto/.npmrc" "$part"
  if ! (cd "$part" && timeout 600 npm ci --no-audit --no-fund --ignore-scripts --loglevel=error); then
    rm -rf "$part"
    return 1
  fi
  touch "$part/complete"
  rm -rf "$folder"
  mv "$part" "$folder"
}

# test_kaoto FOLDER REPORTS TEST: runs one of the tests in sandbox/kaoto, in a folder of its own that has a link to what was installed. Failed tests
# stand in the report; it fails itself if there is none, or if something went wrong that is not in it.
test_kaoto() {
  local report=$2/TEST-$3.xml
  rm -rf "$1"
  mkdir -p "$1"
  cp "$root"/sandbox/kaoto/{package.json,*.js} "$1"
  ln -s "$(kaoto_packages)/node_modules" "$1/node_modules"
  if (cd "$1" && run_logged env "RPA_HOME=$root" "RPA_FLOW_JAVA=$JAVA_HOME/bin/java" "RPA_FLOW_CLASSPATH=$root/sandbox/bench/target/lib/*" NODE_ENV=test \
    timeout 900 node node_modules/vitest/vitest.mjs run --reporter=basic --reporter=junit "--outputFile.junit=$report" "$3"); then
    [ -s "$report" ]
  else
    grep -qE '(failures|errors)="[1-9]' "$report"
  fi
}
