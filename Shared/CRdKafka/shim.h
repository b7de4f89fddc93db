#ifndef SUIYUE_CRDKAFKA_SHIM_H
#define SUIYUE_CRDKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Swift cannot call the variadic rd_kafka_producev. The value and key are copied; `headers` passes to librdkafka only
// when the result is RD_KAFKA_RESP_ERR_NO_ERROR.
static inline rd_kafka_resp_err_t suiyue_produce(
    rd_kafka_t *handle, const char *topic, int32_t partition, const void *key, size_t key_length, const void *value,
    size_t value_length, rd_kafka_headers_t *headers, void *opaque) {
    return rd_kafka_producev(
        handle, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY(key, key_length), RD_KAFKA_V_VALUE((void *)value, value_length),
        RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}

// Swift cannot call the variadic prctl. How late a timed wait of this thread, and of threads that it starts, may end, in
// nanoseconds; returns what it was before.
static inline unsigned long suiyue_set_timer_slack(unsigned long nanoseconds) {
    int before = prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);
    prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0);
    return before < 0 ? 0 : (unsigned long)before;
}

#endif
