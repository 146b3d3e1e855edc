#include <libpq-fe.h>

/* Opens by URL. What stands before `dbname` are defaults, which the URL may override. */
static inline PGconn *huimin_pq_open(const char *url) {
    const char *const keywords[] = {"connect_timeout", "fallback_application_name", "client_encoding", "dbname", NULL};
    const char *const values[] = {"5", "huimin", "UTF8", url, NULL};
    return PQconnectdbParams(keywords, values, 1);
}
