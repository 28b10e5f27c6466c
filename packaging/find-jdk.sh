# Sourced by the launcher and by continuous integration.
# find_jdk sets and exports JAVA_HOME to a JDK that is new enough, and jdk_version to what it is.

JDK_WANTED=25

# What a folder's JDK says of itself, without starting it: jdk_major, 0 where there is none, and
# jdk_version.
read_jdk() {
  local line
  jdk_major=0 jdk_version=
  if [ ! -x "$1/bin/javac" ] || [ ! -r "$1/release" ]; then
    return
  fi
  while IFS= read -r line; do
    line=${line%$'\r'}
    line=${line%\"}
    case $line in
      JAVA_VERSION=*)
        line=${line#*\"}
        jdk_version=${jdk_version:-$line}
        line=${line%%[!0-9]*}
        jdk_major=${line:-0}
        ;;
      JAVA_RUNTIME_VERSION=*) jdk_version=${line#*\"} ;;
    esac
  done <"$1/release"
}

find_jdk() {
  local candidate
  if takes "${JAVA_HOME:-}" || takes "$(jdk_on_path)"; then
    return
  fi
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    {,"$HOME"}/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if takes "$candidate"; then
      return
    fi
  done
  {
    echo "vaultnotes: a JDK $JDK_WANTED or newer is needed and was not found."
    echo "Install one: on Debian and Ubuntu the package temurin-25-jdk or openjdk-25-jdk,"
    echo "on macOS “brew install --cask temurin@25”, elsewhere from https://adoptium.net."
    echo "One in an unusual place is found when JAVA_HOME names it."
  } >&2
  exit 1
}

takes() {
  read_jdk "$1"
  [ "$jdk_major" -ge "$JDK_WANTED" ] && export JAVA_HOME=$1
}

jdk_on_path() {
  local javac
  if javac=$(command -v javac); then
    javac=$(readlink -f "$javac" 2>/dev/null || echo "$javac")
    echo "${javac%/bin/javac}"
  fi
}
