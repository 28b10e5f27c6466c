# Sourced by the launcher and the build: find_jdk sets JAVA_HOME to a JDK that is new enough.

JDK_WANTED=25

# The major version of the JDK in a folder, without starting it.
jdk_version() {
  local line
  [ -x "$1/bin/java" ] && [ -f "$1/release" ] || { echo 0; return; }
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*) line=${line#*\"}; line=${line%%[!0-9]*}; echo "${line:-0}"; return ;;
    esac
  done <"$1/release"
  echo 0
}

find_jdk() {
  local candidate
  if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_version "$JAVA_HOME")" -ge "$JDK_WANTED" ]; then
    return
  fi
  if candidate=$(command -v javac); then
    candidate=$(readlink -f "$candidate" 2>/dev/null || echo "$candidate")
    candidate=${candidate%/bin/javac}
    if [ "$(jdk_version "$candidate")" -ge "$JDK_WANTED" ]; then
      export JAVA_HOME=$candidate
      return
    fi
  fi
  for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ "$(jdk_version "$candidate")" -ge "$JDK_WANTED" ]; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  echo "vaultnotes: a JDK $JDK_WANTED or newer is needed and was not found." >&2
  echo "Install one (on Debian: the package temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to it." >&2
  exit 1
}
