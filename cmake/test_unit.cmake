# cmake -DSOURCES="a.cpp;b.cpp" -DOUTPUT=unit.cpp -P test_unit.cmake, in the project's folder: writes the files into one,
# each in a namespace of its own inside the one that it opens first. What is local to a file stays so: every test may
# have its own given(). The compiler still names the file and the line.
set(unit "")
foreach(source ${SOURCES})
    file(READ ${source} text)
    get_filename_component(stem ${source} NAME_WE)
    string(REGEX REPLACE "\nnamespace (tributary[a-z_:]*) {\n" "\nnamespace \\1::in_${stem} {\n" text "${text}")
    string(APPEND unit "#line 1 \"${source}\"\n${text}")
endforeach()
file(WRITE ${OUTPUT} "${unit}")
