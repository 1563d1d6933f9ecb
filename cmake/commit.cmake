# Writes OUTPUT, a header with the commit of the sources in SOURCE, if it says something else so far. Outside of a clone, or
# without git, the commit is empty; `+` behind it: files were changed since.
# cmake -DSOURCE=… -DOUTPUT=… -P commit.cmake
execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
    set(commit "")
else()
    execute_process(COMMAND git -C ${SOURCE} diff --quiet HEAD -- RESULT_VARIABLE changed ERROR_QUIET)
    if(changed)
        string(APPEND commit "+")
    endif()
endif()
set(text "#pragma once\n\n#define TRIBUTARY_COMMIT \"${commit}\"\n")
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} before)
endif()
if(NOT "${before}" STREQUAL "${text}")
    file(WRITE ${OUTPUT} "${text}")
endif()
