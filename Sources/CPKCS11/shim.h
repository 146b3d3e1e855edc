/* The names of PKCS #11 as C has them; the module itself is loaded where a city names one. */
#define CRYPTOKI_GNU 1
#include <p11-kit-1/p11-kit/pkcs11.h>
