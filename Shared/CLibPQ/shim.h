#include <libpq-fe.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static inline void suiyue_pq_drop_notice(void *context, const PGresult *result) {
    (void)context;
    (void)result;
}

// Notices may quote data and libpq would print them on stderr.
static inline void suiyue_pq_silence_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, suiyue_pq_drop_notice, 0);
}

// Swift's Glibc module has no eventfd.
static inline int suiyue_eventfd_make(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

static inline void suiyue_eventfd_raise(int descriptor) {
    eventfd_write(descriptor, 1);
}

static inline void suiyue_eventfd_clear(int descriptor) {
    eventfd_t value = 0;
    eventfd_read(descriptor, &value);
}
