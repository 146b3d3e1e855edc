#include <gcrypt.h>

/* Makes libgcrypt ready. What it does is a macro in C. */
static inline int huimin_gcrypt_start(void) {
    if (!gcry_check_version("1.9.0")) return 0;
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    return 1;
}
