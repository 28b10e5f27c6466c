@echo off
rem Starts Vault Notes from a source checkout on Windows: finds a JDK, builds when the sources have
rem changed, makes a start-up cache, runs the program. The script vaultnotes says why things are so.
setlocal
set "HERE=%~dp0"
rem Without a command, with Markdown files, for its own benchmark or pictures of it it is the app.
set "PROGRAM=cli"
set "MAIN=app.vaultnotes.cli.Main"
set "HEAP=-Xms24m -Xmx320m"
set "HEADLESS="
call :is_for_app %*
if not errorlevel 1 (
  set "PROGRAM=app"
  set "MAIN=app.vaultnotes.desktop.Launcher"
  set "HEAP=-Xms96m -Xmx1g"
)
if "%PROGRAM%"=="app" set "TRAINED=-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -Dglass.platform=Headless -Dprism.order=sw"
if "%PROGRAM%"=="app" if /i "%~1"=="tour" set "HEADLESS=-Dglass.platform=Headless -Dprism.order=sw"
if "%PROGRAM%"=="app" if /i "%~1"=="bench" set "HEADLESS=-Dglass.platform=Headless -Dprism.order=sw"
set "TARGET=%HERE%app-desktop\%PROGRAM%\target"
set "APP=%TARGET%\app"
set "FRESH=%TARGET%\app.fresh"
set OPTIONS=-XX:+UseSerialGC %HEAP% -Xss1m -XX:-UsePerfData --enable-native-access=ALL-UNNAMED "-Djdk.serialFilter=!*"
set SOURCES=powershell -NoProfile -ExecutionPolicy Bypass -File "%HERE%packaging\sources.ps1" -Root "%HERE%."

call :find_jdk || exit /b 1
%SOURCES% -Stamp "%APP%\built-from" >nul 2>&1
if errorlevel 1 (
  call :build || exit /b 1
)

set "CACHE="
if exist "%APP%\startup.aot" set CACHE="-XX:AOTCache=%APP%\startup.aot" -Xlog:aot=off -Xlog:cds=off
"%JAVA_HOME%\bin\java" %OPTIONS% %CACHE% %HEADLESS% %VAULTNOTES_JAVA_OPTS% -cp "%APP%\lib\*" %MAIN% %*
exit /b %errorlevel%

:is_for_app
if /i "%~1"=="tour" exit /b 0
if /i "%~1"=="bench" (
  for %%W in (%*) do if "%%~W"=="ui" exit /b 0
  exit /b 1
)
:next_word
if "%~1"=="" exit /b 0
if "%~1"=="--vault" (
  if "%~2"=="" exit /b 1
  shift
  shift
  goto :next_word
)
set "KIND=%~x1"
if /i not "%KIND%"==".md" if /i not "%KIND%"==".markdown" exit /b 1
shift
goto :next_word

:find_jdk
if defined JAVA_HOME call :takes "%JAVA_HOME%" && exit /b 0
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%USERPROFILE%\.jdks\*") do call :takes "%%~D" && exit /b 0
echo vaultnotes: a JDK 25 or newer is needed and was not found. 1>&2
echo Install one ^(winget install EclipseAdoptium.Temurin.25.JDK^) or set JAVA_HOME to it. 1>&2
exit /b 1

rem Takes a folder's JDK when it is new enough, without starting it.
:takes
set "MAJOR=0"
if not exist "%~1\bin\javac.exe" exit /b 1
for /f tokens^=2^ delims^=^=.^" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "MAJOR=%%V"
if %MAJOR% lss 25 exit /b 1
set "JAVA_HOME=%~1"
exit /b 0

:build
where /q mvn
if errorlevel 1 (
  echo vaultnotes: Maven is needed to build, see https://maven.apache.org/install.html. 1>&2
  exit /b 1
)
echo vaultnotes: building ^(a minute or two, only when the sources have changed^) ... 1>&2
if exist "%FRESH%" rmdir /s /q "%FRESH%"
if exist "%TARGET%\dependencies" rmdir /s /q "%TARGET%\dependencies"
del /q "%TARGET%\%PROGRAM%-*.jar" >nul 2>&1
mkdir "%FRESH%\lib"
%SOURCES% >"%FRESH%\built-from"
pushd "%HERE%"
call mvn -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl app-desktop/%PROGRAM% -am package >"%TARGET%\build.log" 2>&1
if errorlevel 1 (
  popd
  findstr /b "[ERROR]" "%TARGET%\build.log" 1>&2
  echo vaultnotes: the build failed; all of it is in %TARGET%\build.log 1>&2
  exit /b 1
)
popd
copy /y "%TARGET%\dependencies\*.jar" "%FRESH%\lib" >nul
copy /y "%TARGET%\%PROGRAM%-*.jar" "%FRESH%\lib" >nul
"%JAVA_HOME%\bin\java" "%HERE%packaging\QuickJars.java" "%FRESH%\lib" || exit /b 1
if exist "%APP%" rmdir /s /q "%APP%"
move "%FRESH%" "%APP%" >nul || exit /b 1

rem What the training run remembers of its vault goes into a folder of its own.
set "SCRATCH=%TARGET%\training"
if exist "%SCRATCH%" rmdir /s /q "%SCRATCH%"
mkdir "%SCRATCH%"
setlocal
set "LOCALAPPDATA=%SCRATCH%"
"%JAVA_HOME%\bin\java" "-XX:AOTCacheOutput=%APP%\startup.aot" %OPTIONS% %TRAINED% -cp "%APP%\lib\*" "-Dvaultnotes.training=%SCRATCH%" %MAIN% >"%TARGET%\cache.log" 2>&1
endlocal
exit /b 0
