#ifndef SUIYUE_CCURL_SHIM_H
#define SUIYUE_CCURL_SHIM_H

#include <curl/curl.h>

/* Swift cannot call variadic functions: one typed function for each kind of option. The parentheses around the
   names keep curl's type-checking macros out, which need constant options. */

typedef size_t (*suiyue_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*suiyue_curl_socket_callback)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode suiyue_curl_global_init(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode suiyue_curl_set_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode suiyue_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode suiyue_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode suiyue_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode suiyue_curl_set_url(CURL *handle, CURLU *value) {
    return (curl_easy_setopt)(handle, CURLOPT_CURLU, value);
}

static inline CURLcode suiyue_curl_set_headers(CURL *handle, struct curl_slist *value) {
    return (curl_easy_setopt)(handle, CURLOPT_HTTPHEADER, value);
}

static inline CURLcode suiyue_curl_set_data_callback(CURL *handle, CURLoption option, suiyue_curl_data_callback value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode suiyue_curl_set_socket_callback(CURL *handle, suiyue_curl_socket_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode suiyue_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLcode suiyue_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLMcode suiyue_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

#endif
