@echo off
rem Runs the pinned Maven on a JDK that is new enough, and finds both by itself: what mvnw does, for Windows.
rem
rem NOT YET TRIED ON WINDOWS: it has only been run by Wine. Tell us how it went, and take this remark away once it works.
rem
rem It needs Windows 10, version 1803, or later, which brings the curl, tar and certutil that it uses. The version, the
rem checksum and the places of Maven are in .mvn\wrapper\maven-wrapper.properties.
rem
rem Environment, all optional:
rem   JAVA_HOME         the JDK to use, if it is new enough
rem   MAVEN_USER_HOME   where Maven is kept (default %USERPROFILE%\.m2)
rem   MVNW_REPOURL      base URL of the Maven repository to download Maven from
rem
rem Of two environments the inner one holds the variables below and the outer one what Maven gets.
setlocal EnableExtensions DisableDelayedExpansion
setlocal

set "min_jdk=21"
set "dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.9.0"
set "system=%SystemRoot%\System32"

call :read_properties
if errorlevel 1 exit /b 1
call :find_jdk
if errorlevel 1 exit /b 1
if not exist "%maven_home%\bin\mvn.cmd" call :install_maven
if errorlevel 1 exit /b 1

rem Without `call`, so that the arguments reach Maven as they are and its exit code is ours.
endlocal & set "JAVA_HOME=%jdk%" & "%maven_home%\bin\mvn.cmd" %*


rem --- The properties ---

:read_properties
set "mavenVersion="
set "mavenSha512="
set "mavenRepository="
set "mavenArchive="
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do set "%%a=%%b"
if not defined mavenVersion goto incomplete_properties
if not defined mavenSha512 goto incomplete_properties
if not defined mavenRepository goto incomplete_properties
if not defined mavenArchive goto incomplete_properties
if "%mavenSha512:~127%"=="" goto incomplete_properties
if not "%mavenSha512:~128%"=="" goto incomplete_properties
set "user_home=%MAVEN_USER_HOME%"
if not defined user_home set "user_home=%USERPROFILE%\.m2"
set "maven_name=apache-maven-%mavenVersion%"
set "dist=%user_home%\wrapper\dists\%maven_name%-%mavenSha512:~0,12%"
set "maven_home=%dist%\%maven_name%"
exit /b 0

:incomplete_properties
set "message=.mvn\wrapper\maven-wrapper.properties must name mavenVersion, mavenSha512, mavenRepository and mavenArchive:"
set "message=%message% restore it from the repository."
goto die


rem --- The JDK ---

rem Sets jdk. Says which one it is only where that is not the one the environment names.
:find_jdk
set "named="
if defined JAVA_HOME set "named=%JAVA_HOME:"=%"
call :home_of_java_on_path
if not defined named set "named=%on_path%"
set "jdk=%named%"
call :read_version "%named%"
if %major% geq %min_jdk% exit /b 0
set "jdk=%on_path%"
call :read_version "%on_path%"
if %major% geq %min_jdk% goto other_jdk
set "jdk="
set "newest=0"
call :look_everywhere
if not defined jdk goto no_jdk
call :read_version "%jdk%"
:other_jdk
set "message=aro-db needs a JDK %min_jdk% or newer: using %version% in %jdk%"
if defined named set "message=%message% instead of %named%"
set "message=%message%."
goto say

:no_jdk
set "message=aro-db needs a JDK %min_jdk% or newer, and none was found: install one with"
set "message=%message% 'winget install EclipseAdoptium.Temurin.21.JDK' or from https://adoptium.net, or set JAVA_HOME to one."
goto die

rem Sets on_path to the home of the java on the PATH. Where that is a launcher outside of a JDK, only Java can tell.
:home_of_java_on_path
set "on_path="
set "java="
for %%p in (java.exe) do set "java=%%~$PATH:p"
if not defined java exit /b 0
for %%p in ("%java%") do set "on_path=%%~dpp"
for %%p in ("%on_path%..") do set "on_path=%%~fp"
if exist "%on_path%\release" exit /b 0
call :ask "%java%"
for /f "usebackq tokens=1,2,*" %%a in ("%answer%") do if "%%a"=="java.home" set "on_path=%%c"
del "%answer%"
exit /b 0

rem Sets answer to a file of what a java says of itself.
:ask
set "answer=%TEMP%\mvnw-%RANDOM%%RANDOM%.txt"
"%~1" -XshowSettings:properties -version >"%answer%" 2>&1 <nul
exit /b 0

rem Sets version, major and a key that sorts as the versions do, of the JDK in a folder; a JRE has no javac.
:read_version
set "version="
set "major=0"
set "key=0"
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" goto ask_for_version
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do if "%%a"=="JAVA_VERSION" set "version=%%~b"
if defined version goto split_version
:ask_for_version
call :ask "%~1\bin\java.exe"
for /f "usebackq tokens=1-3" %%a in ("%answer%") do if "%%b"=="version" set "version=%%~c"
del "%answer%"
if not defined version exit /b 0
:split_version
for /f "tokens=1-4 delims=._-+" %%a in ("%version%.0.0.0") do (
    set /a "major=%%a" >nul 2>&1
    set "part1=000%%a"
    set "part2=000%%b"
    set "part3=000%%c"
    set "part4=000%%d"
)
set "key=%part1:~-4%%part2:~-4%%part3:~-4%%part4:~-4%"
exit /b 0

rem Sets jdk to the newest JDK in the usual places.
:look_everywhere
call :look_in "%ProgramFiles%\Eclipse Adoptium"
call :look_in "%ProgramFiles%\Eclipse Foundation"
call :look_in "%ProgramFiles%\Java"
call :look_in "%ProgramFiles%\Microsoft"
call :look_in "%ProgramFiles%\Amazon Corretto"
call :look_in "%ProgramFiles%\Zulu"
call :look_in "%ProgramFiles%\BellSoft"
call :look_in "%ProgramFiles%\Semeru"
call :look_in "%ProgramFiles%\SapMachine\JDK"
call :look_in "%ProgramFiles%\RedHat"
call :look_in "%ProgramFiles%\OpenJDK"
call :look_in "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
call :look_in "%LOCALAPPDATA%\mise\installs\java"
call :look_in "%USERPROFILE%\.jdks"
call :look_in "%USERPROFILE%\.sdkman\candidates\java"
call :look_in "%USERPROFILE%\scoop\apps"
exit /b 0

:look_in
if not exist "%~1" exit /b 0
for /f "delims=" %%d in ('dir /b /ad "%~1"') do (
    call :consider "%~1\%%d"
    call :consider "%~1\%%d\current"
)
exit /b 0

:consider
call :read_version "%~1"
if %major% lss %min_jdk% exit /b 0
if not "%key%" gtr "%newest%" exit /b 0
set "newest=%key%"
set "jdk=%~1"
exit /b 0


rem --- Maven ---

rem Downloads and unpacks beside the place that Maven is kept in; the move into place is one step.
:install_maven
set "work=%dist%\download.%RANDOM%%RANDOM%"
set "archive=%work%\%maven_name%-bin.tar.gz"
mkdir "%work%"
if errorlevel 1 exit /b 1
set "message=Downloading Maven %mavenVersion%, once."
call :say
call :download_and_unpack
set "failed=%ERRORLEVEL%"
rmdir /s /q "%work%"
exit /b %failed%

:download_and_unpack
call :get_archive
if errorlevel 1 goto no_maven
"%system%\tar.exe" -xzf "%archive%" -C "%work%"
if errorlevel 1 exit /b 1
move "%work%\%maven_name%" "%dist%\" >nul 2>&1 <nul
if exist "%maven_home%\bin\mvn.cmd" exit /b 0
set "message=Maven %mavenVersion% could not be moved to %dist%: see whether that folder may be written to."
goto die

:no_maven
set "message=The downloaded Maven %mavenVersion% does not match the SHA-512 in .mvn\wrapper\maven-wrapper.properties and was not"
set "message=%message% used: try again, or set MVNW_REPOURL to a Maven repository that has the original."
if defined altered goto die
if defined reason set "reason= (%reason%)"
set "message=Maven %mavenVersion% could not be downloaded%reason%: connect this machine to the network, set MVNW_REPOURL to a"
set "message=%message% Maven repository that it can reach, or build with an mvn of your own, 3.6.3 or newer."
goto die

rem Gets the archive from whichever place has the right one. Only its checksum is trusted, so the order is free.
:get_archive
set "path_in_repository=org/apache/maven/apache-maven/%mavenVersion%/%maven_name%-bin.tar.gz"
set "altered="
set "reason="
call :download_from_named_repository
if not errorlevel 1 exit /b 0
call :download_with_mvn
if not errorlevel 1 exit /b 0
call :download "%mavenRepository%/%path_in_repository%"
if not errorlevel 1 exit /b 0
call :download "%mavenArchive%/%mavenVersion%/binaries/%maven_name%-bin.tar.gz"
exit /b %ERRORLEVEL%

:download_from_named_repository
if not defined MVNW_REPOURL exit /b 1
call :download "%MVNW_REPOURL%/%path_in_repository%"
exit /b %ERRORLEVEL%

rem A place whose host does not answer is left after a while. Remembers what went wrong at the first one.
:download
if exist "%archive%" del "%archive%"
"%system%\curl.exe" -fsSL --connect-timeout 10 --speed-limit 1000 --speed-time 20 --retry 1 -o "%archive%" "%~1" 2>"%work%\log"
if not errorlevel 1 goto check_archive
if not defined reason for /f "usebackq delims=" %%l in ("%work%\log") do set "reason=%%l"
exit /b 1

rem Runs outside the project, so that the installed Maven, of whatever age, does not read our build.
:download_with_mvn
set "mvn="
for %%p in (mvn.cmd) do set "mvn=%%~$PATH:p"
if not defined mvn exit /b 1
setlocal
set "JAVA_HOME=%jdk%"
pushd "%work%"
call "%mvn%" -q -B %dependency_plugin%:copy "-DoutputDirectory=%work%" "-Dartifact=org.apache.maven:apache-maven:%mavenVersion%:tar.gz:bin" >nul 2>&1 <nul
popd
endlocal
if exist "%archive%" goto check_archive
exit /b 1

:check_archive
set "is_original="
"%system%\certutil.exe" -hashfile "%archive%" SHA512 >"%work%\sum" 2>&1
for /f "usebackq delims=" %%h in ("%work%\sum") do if /i "%%h"=="%mavenSha512%" set "is_original=yes"
if defined is_original exit /b 0
set "altered=yes"
exit /b 1


rem --- Messages ---

:die
call :say
exit /b 1

rem Delayed expansion, so that no sign in a path of the message means anything.
:say
setlocal EnableDelayedExpansion
>&2 echo !message!
endlocal
exit /b 0
