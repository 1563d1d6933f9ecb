# Writes sql/NAME.hpp for one .sql file, so that the program carries its queries in itself.
# cmake -DINPUT=… -DOUTPUT=… -DNAMESPACE=… -P embed_sql.cmake
get_filename_component(name ${INPUT} NAME_WE)
file(READ ${INPUT} text)
file(WRITE ${OUTPUT} "#pragma once\n\nnamespace ${NAMESPACE} {\n\ninline constexpr char ${name}[] = R\"__sql__(${text})__sql__\";\n\n} // namespace ${NAMESPACE}\n")
