@echo off
rem Builds Stagedoor and starts it on Windows. Not tried there by its authors: please report what does not work.
setlocal
set "root=%~dp0"
where dotnet >nul 2>nul || (echo Stagedoor needs the .NET SDK 10: https://dotnet.microsoft.com/download 1>&2 & exit /b 1)
dotnet build "%root%src\Stagedoor.Host" -c Release -v minimal -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false || exit /b 1
if not defined STAGEDOOR__DATA set "STAGEDOOR__DATA=%root%.data"
dotnet "%root%artifacts\bin\Stagedoor.Host\release\stagedoor-host.dll" %*
exit /b %errorlevel%
