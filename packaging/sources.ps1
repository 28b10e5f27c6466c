# Lists the files that the program is made from, as vaultnotes.cmd needs it. With a stamp, the list of
# the last build, it prints nothing and its exit code says whether that build is still current.
param([string]$Root, [string]$Stamp = '')

$Root = (Resolve-Path -LiteralPath $Root).Path.TrimEnd('\')
$files = 'pom.xml', 'vaultnotes.cmd', '.mvn\maven.config', 'packaging', 'app-core', 'app-desktop' |
  ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $Root $_) -Recurse -File } |
  Where-Object { $_.FullName.Substring($Root.Length) -notmatch '\\(target|src\\test)\\' } |
  Where-Object { $_.Name -notmatch '^[.#]|~$' }

if (-not $Stamp) {
  $files.FullName
  exit 0
}
if (-not (Test-Path -LiteralPath $Stamp)) { exit 1 }
$built = (Get-Item -LiteralPath $Stamp).LastWriteTimeUtc
if ($files | Where-Object { $_.LastWriteTimeUtc -gt $built }) { exit 1 }
if (Compare-Object @($files.FullName) @(Get-Content -LiteralPath $Stamp)) { exit 1 }
exit 0
