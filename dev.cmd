@echo off
rem The twin of ./dev for Windows. UNTESTED: nobody has run it on Windows yet. Installs what is missing, then never looks again.
setlocal EnableExtensions
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "venv=%root%\.venv"
set "python=%venv%\Scripts\python.exe"
set "stamp=%venv%\installed"
set "command=%~1"
if "%command%"=="" set "command=help"
if "%command%"=="help" goto usage

rem Everything after the command, as it was written.
set "arguments="
set "rest=%*"
for /f "tokens=1*" %%a in ("%rest%") do set "arguments=%%b"

for %%c in (run test check format standin pictures words lock bench soak) do if "%%c"=="%command%" goto known
echo dev: there is no command "%command%". 1>&2
exit /b 2

:known
call :ensure || exit /b 1
set "PYTHONPATH=%root%"
goto %command%

:run
"%python%" -P -m shopmail %arguments%
exit /b %errorlevel%

:test
cd /d "%root%"
set "QT_QPA_PLATFORM=offscreen"
"%python%" -P -m pytest -n auto --maxprocesses 8 %arguments%
exit /b %errorlevel%

:soak
cd /d "%root%"
set "QT_QPA_PLATFORM=offscreen"
set "HYPOTHESIS_PROFILE=soak"
"%python%" -P -m pytest -n auto --maxprocesses 8 -m soak %arguments%
exit /b %errorlevel%

:check
cd /d "%root%"
"%python%" -m ruff format --check shopmail tests || exit /b 1
"%python%" -m ruff check shopmail tests || exit /b 1
"%python%" -m mypy || exit /b 1
"%python%" -m pytest tests/test_architecture.py tests/test_catalogues.py tests/test_house_rules.py
exit /b %errorlevel%

:format
cd /d "%root%"
"%python%" -m ruff format shopmail tests
exit /b %errorlevel%

:standin
"%python%" -P -m tests.standin %arguments%
exit /b %errorlevel%

:pictures
set "QT_QPA_PLATFORM=offscreen"
"%python%" -P -m tests.ui.pictures %arguments%
exit /b %errorlevel%

:words
"%python%" -P -m tests.house.words
exit /b %errorlevel%

:lock
cd /d "%root%"
"%python%" -m uv --version >nul 2>&1 || "%python%" -m pip install --quiet --disable-pip-version-check uv 1>&2
set "how=%arguments% --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links"
"%python%" -m uv pip compile %how% pyproject.toml --group dev --output-file locks/dev.txt || exit /b 1
"%python%" -m uv pip compile %how% pyproject.toml --constraint locks/dev.txt --output-file locks/run.txt || exit /b 1
echo pip| "%python%" -m uv pip compile %how% - --no-annotate --output-file locks/pip.txt
exit /b %errorlevel%

:bench
if "%arguments%"=="" (
    echo dev: on Windows, name the benchmark: a file of tests\benchmarks without its ending. 1>&2
    exit /b 2
)
"%python%" -P -m tests.benchmarks.%arguments%
exit /b %errorlevel%

rem ---- what is installed: the stamp is a copy of the lock file, written last ----
:ensure
if exist "%python%" if exist "%stamp%" fc /b "%root%\locks\dev.txt" "%stamp%" >nul 2>&1 && goto catalogues
call :base || exit /b 1
if not exist "%stamp%" if exist "%venv%" rmdir /s /q "%venv%"
if not exist "%python%" (
    echo dev: making .venv 1>&2
    %base% -m venv "%venv%" 1>&2 || exit /b 1
)
if exist "%stamp%" del "%stamp%"
echo dev: installing the locked packages ^(once; some 300 MB^) 1>&2
"%python%" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r "%root%\locks\pip.txt" 1>&2 || exit /b 1
"%python%" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r "%root%\locks\dev.txt" 1>&2 || (
    echo dev: the packages could not be installed; what pip said stands above. 1>&2
    exit /b 1
)
copy /y "%root%\locks\dev.txt" "%stamp%" >nul || exit /b 1

:catalogues
rem cmd can't compare the times of two files quickly: shopmail itself starts with what is there, the rest compiles anew.
if not "%command%"=="run" goto compile
for %%l in (cs ru) do if not exist "%root%\resources\i18n\%%l\LC_MESSAGES\shopmail.mo" goto compile
exit /b 0

:compile
"%python%" -m babel.messages.frontend --quiet compile --domain shopmail --directory "%root%\resources\i18n" 1>&2
exit /b %errorlevel%

:base
for %%v in (3.13 3.12 3.11 3.14) do (
    py -%%v -c "import venv" >nul 2>&1 && (
        set "base=py -%%v"
        exit /b 0
    )
)
echo dev: shopmail needs Python 3.11, 3.12, 3.13 or 3.14; install it, then try again. 1>&2
exit /b 1

:usage
echo dev run [ARGUMENTS]    shopmail itself, as "shopmail ARGUMENTS"
echo dev test [ARGUMENTS]   all tests, side by side and in random order; ARGUMENTS go to pytest
echo dev check              format, lint, types, architecture, catalogues, house rules
echo dev format             put the code into the house format
echo dev standin [--port N] a SendGrid of your own on this computer, to play with
echo dev pictures [FOLDER]  a picture of every screen
echo dev words              collect the sentences of the code into the catalogues
echo dev lock               bring the lock files in line with pyproject.toml
echo dev bench NAME         measure (tests\benchmarks)
echo dev soak [ARGUMENTS]   the long tests
exit /b 0
