@echo off
rem Starts the command line on Windows, as bin/gan does elsewhere.
rem
rem   JAVA_HOME             the JDK or JRE to run on; without it, the java on the PATH
rem   GAN_JAVA_OPTS         further options for the JVM: GAN_JAVA_OPTS=-Xmx8g
rem   GAN_CLASSPATH         jars to add to the class path, with semicolons between them: plug-ins
rem   TF_CPP_MIN_LOG_LEVEL  set it (0 is everything) to see TensorFlow's own log
rem
rem Arguments are handed on as they stand. So that an exclamation mark survives, nothing here expands
rem variables late; and no block in parentheses reads what is set in it.

setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "GAN_HOME=%%~fI"
set "GAN_CP=%GAN_HOME%\lib\*"
if defined GAN_CLASSPATH set "GAN_CP=%GAN_CP%;%GAN_CLASSPATH%"

if defined JAVA_HOME goto java_home
set "GAN_JAVA="
for %%I in (java.exe) do set "GAN_JAVA=%%~$PATH:I"
if not defined GAN_JAVA goto no_java
goto java_found

:java_home
rem A trailing backslash or quotes around the path are common, and harmless here.
set "GAN_JAVA=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%GAN_JAVA%" goto wrong_java_home

:java_found
rem The first number of JAVA_VERSION="17.0.1" in the file beside bin; none is taken for 17.
set "GAN_VERSION="
for %%I in ("%GAN_JAVA%") do set "GAN_RELEASE=%%~dpI..\release"
if not exist "%GAN_RELEASE%" goto version_known
for /f "usebackq tokens=2 delims==." %%V in (`findstr /b "JAVA_VERSION=" "%GAN_RELEASE%"`) do set "GAN_VERSION=%%V"
if not defined GAN_VERSION goto version_known
set "GAN_VERSION=%GAN_VERSION:"=%"
:version_known
if not defined GAN_VERSION set "GAN_VERSION=17"
if %GAN_VERSION% LSS 17 goto old_java

rem The same options as in bin/gan, where the reasons are.
set "GAN_OPTIONS=--enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
if %GAN_VERSION% GEQ 24 set "GAN_OPTIONS=%GAN_OPTIONS% --sun-misc-unsafe-memory-access=allow"
set "GAN_HEAP=-XX:+UseSerialGC -Xmn32m -Xms64m"
if not defined GAN_JAVA_OPTS goto heap_known
rem "set" prints the variable without reading an ampersand or a pipe in it.
set GAN_JAVA_OPTS | findstr /r /c:"-XX:+Use.*GC" >nul && set "GAN_HEAP="
:heap_known
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=3"
set "GAN_STDERR="
set "GAN_STDERR_TTY="
set "GAN_STDOUT_TTY="
set "GAN_COLUMNS="

"%GAN_JAVA%" %GAN_OPTIONS% %GAN_HEAP% %GAN_JAVA_OPTS% -cp "%GAN_CP%" io.gan4j.cli.Main %*
exit /b %ERRORLEVEL%

:no_java
echo gan: found no java: set JAVA_HOME or put Java 17 or later on the PATH>&2
exit /b 1

:wrong_java_home
echo gan: JAVA_HOME is "%JAVA_HOME:"=%", which has no bin\java.exe>&2
exit /b 1

:old_java
echo gan: needs Java 17 or later, found %GAN_VERSION% at "%GAN_JAVA%">&2
exit /b 1
