#!/usr/bin/env bash
# Makes the desktop app from a checkout, with a Java runtime of its own and a start-up cache: a folder
# that runs as it is, and a Debian package of it. README.md beside this file says more.
# Usage: desktop.sh [--image] [OUT]
#   --image  only the folder
#   OUT      where to put them; app-desktop/app/target/ship unless given
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd -P)
. "$here/packaging/find-jdk.sh"
find_jdk

with_deb=true
if [ "${1:-}" = --image ]; then
  with_deb=false
  shift
fi
target=$here/app-desktop/app/target
out=${1:-$target/ship}
mkdir -p "$out"
out=$(cd "$out" && pwd -P)
image=$out/vaultnotes
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$here/pom.xml" | head -n 1)
version=${version%-SNAPSHOT}

# The flags of the launcher in the checkout, which the cache is made with too.
options=(
  -XX:+UseSerialGC -Xms96m -Xmx1g -XX:+UseTransparentHugePages -Xss1m
  -XX:-UsePerfData
  --enable-native-access=ALL-UNNAMED
  '-Djdk.serialFilter=!*'
)
headless='-Dglass.platform=Headless -Dprism.order=sw'

say() { echo "packaging: $1" >&2; }

jars() {
  say 'building'
  rm -rf "$target/dependencies" "$target"/app-*.jar
  (cd "$here" && mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -pl app-desktop/app -am package)
  mkdir "$scratch/jars"
  cp "$target"/dependencies/*.jar "$target"/app-*.jar "$scratch/jars"
  "$JAVA_HOME/bin/java" "$here/packaging/QuickJars.java" "$scratch/jars"
}

# What the program and its libraries use of the runtime: windows, SQLite, logging, zip files, other
# languages and character sets.
modules=java.desktop,java.logging,java.management,java.naming,java.sql,java.xml
modules+=,jdk.charsets,jdk.jfr,jdk.localedata,jdk.management,jdk.unsupported,jdk.zipfs

app_image() {
  say 'making the folder'
  rm -rf "$image"
  local java_options=() option
  for option in "${options[@]}"; do
    java_options+=(--java-options "$option")
  done
  mkdir "$scratch/icons"
  # shellcheck disable=SC2086
  "$JAVA_HOME/bin/java" $headless --enable-native-access=ALL-UNNAMED -cp "$scratch/jars/*" \
    app.vaultnotes.desktop.AppIcon "$scratch/icons" 2>/dev/null
  "$JAVA_HOME/bin/jpackage" --type app-image --name vaultnotes --app-version "$version" \
    --input "$scratch/jars" --main-jar "$(basename "$scratch"/jars/app-*.jar)" \
    --main-class app.vaultnotes.desktop.Launcher "${java_options[@]}" \
    --icon "$scratch/icons/256.png" \
    --add-modules "$modules" \
    --jlink-options '--strip-debug --no-header-files --no-man-pages --generate-cds-archive' \
    --dest "$out" >"$scratch/jpackage.log" || { cat "$scratch/jpackage.log" >&2; exit 1; }
}

# The cache is trained through the very program that will use it, without a display.
train() {
  say 'preparing a quick start'
  local cache=$image/lib/app/startup.aot
  mkdir "$scratch/training"
  if ! XDG_STATE_HOME=$scratch/state XDG_RUNTIME_DIR=$scratch/training \
    JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$cache -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining $headless -Dvaultnotes.training=$scratch/training" \
    "$image/bin/vaultnotes" >"$scratch/training.log" 2>&1 || [ ! -f "$cache" ]; then
    cat "$scratch/training.log" >&2
    exit 1
  fi
  {
    echo 'java-options=-XX:AOTCache=$APPDIR/startup.aot'
    echo 'java-options=-Xlog:aot=off'
    echo 'java-options=-Xlog:cds=off'
  } >>"$image/lib/app/vaultnotes.cfg"
}

deb() {
  say 'making the package'
  local root=$scratch/root share=$scratch/root/usr/share size architecture file
  architecture=$(dpkg --print-architecture)
  mkdir -p "$root/opt" "$root/usr/bin" "$share/applications" "$share/metainfo" \
    "$share/doc/vaultnotes" "$share/icons/hicolor/scalable/apps" "$root/DEBIAN"
  cp -r "$image" "$root/opt/vaultnotes"
  ln -s ../../opt/vaultnotes/bin/vaultnotes "$root/usr/bin/vaultnotes"
  cp "$here/packaging/linux/vaultnotes.desktop" "$share/applications/"
  sed "s/@VERSION@/$version/; s/@DATE@/$(date -u +%F)/" \
    "$here/packaging/linux/app.vaultnotes.Desktop.metainfo.xml" \
    >"$share/metainfo/app.vaultnotes.Desktop.metainfo.xml"
  cp "$here/packaging/linux/copyright" "$share/doc/vaultnotes/copyright"
  cp "$here/app-desktop/app/src/main/resources/app/vaultnotes/desktop/icon.svg" \
    "$share/icons/hicolor/scalable/apps/vaultnotes.svg"
  for file in "$scratch"/icons/*.png; do
    size=$(basename "$file" .png)
    mkdir -p "$share/icons/hicolor/${size}x$size/apps"
    cp "$file" "$share/icons/hicolor/${size}x$size/apps/vaultnotes.png"
  done
  chmod -R u+w,go-w,a+rX "$root"
  control "$architecture" "$(du -ks --exclude=DEBIAN "$root" | cut -f 1)" >"$root/DEBIAN/control"
  (cd "$root" && find opt usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
  dpkg-deb --root-owner-group -Zxz -z2 --build "$root" \
    "$out/vaultnotes_${version}_$architecture.deb" >/dev/null
}

control() {
  cat <<END
Package: vaultnotes
Version: $version
Architecture: $1
Maintainer: ${DEBFULLNAME:-The Vault Notes authors} <${DEBEMAIL:-nobody@example.org}>
Installed-Size: $2
Section: editors
Priority: optional
Depends: libc6, zlib1g, libgtk-3-0 | libgtk-3-0t64, libgl1, libx11-6, libxtst6, libxxf86vm1, libxi6, libxrender1, libfreetype6, libfontconfig1, libpango-1.0-0, libpangoft2-1.0-0
Recommends: fonts-dejavu-core, shared-mime-info, desktop-file-utils
Description: offline-first notes in Markdown
 Notes in a vault on your own disk: every edit is kept, every version can be
 brought back, copies merge without loss, and everything comes out again byte
 for byte. A window to write in, and commands for the terminal.
END
}

jars
app_image
train
say "$image"
if $with_deb; then
  deb
  say "$(ls "$out"/vaultnotes_"$version"_*.deb)"
fi
