@echo off
rem Starts Vault Notes from a source checkout on Windows: finds a JDK, builds once, runs the program.
setlocal enabledelayedexpansion
set "HERE=%~dp0"
set "APP=%HERE%app-desktop\cli\target\app"

if defined JAVA_HOME call :check "%JAVA_HOME%"
if not defined JDK for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%USERPROFILE%\.jdks\*") do if not defined JDK call :check "%%~D"
if not defined JDK (
  echo vaultnotes: a JDK 25 or newer is needed and was not found. Install one or set JAVA_HOME to it. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"

if not exist "%APP%\built" (
  echo vaultnotes: building ^(a minute or two, once^) ... 1>&2
  pushd "%HERE%"
  call mvn -B -q -DskipTests -Dspotless.check.skip=true -pl app-desktop/cli -am package 1>&2
  if errorlevel 1 ( popd & exit /b 1 )
  popd
  copy /y "%HERE%app-desktop\cli\target\cli-*.jar" "%APP%\lib" >nul
  echo %JDK%>"%APP%\built"
)

"%JDK%\bin\java" -XX:+UseSerialGC -Xms24m -Xmx320m -XX:-UsePerfData --enable-native-access=ALL-UNNAMED "-Djdk.serialFilter=!*" %VAULTNOTES_JAVA_OPTS% -cp "%APP%\lib\*" app.vaultnotes.cli.Main %*
exit /b %errorlevel%

:check
if not exist "%~1\bin\java.exe" exit /b 0
for /f "tokens=2 delims==" %%V in ('findstr /b JAVA_VERSION= "%~1\release" 2^>nul') do set "VERSION=%%~V"
for /f "tokens=1 delims=." %%M in ("!VERSION!") do if %%M geq 25 set "JDK=%~1"
exit /b 0
