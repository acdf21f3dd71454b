// ICU's headers, which libxml2 includes where it was built with ICU, define the same C types as Foundation's copy of ICU: a program that
// imports both modules would not compile. Nothing here uses ICU.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlwriter.h>
