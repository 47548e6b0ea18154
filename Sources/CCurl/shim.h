#pragma once

// Inline wrappers for the variadic calls and the union that Swift does not import.
#include <curl/curl.h>

// Both of libcurl's body callbacks have this type: writing takes a piece of the response, reading gives one of the request.
typedef size_t (*fleepd_curl_body)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode fleepd_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode fleepd_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode fleepd_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode fleepd_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode fleepd_curl_set_read(CURL *handle, fleepd_curl_body function, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

static inline CURLcode fleepd_curl_set_write(CURL *handle, fleepd_curl_body function, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode fleepd_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode fleepd_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode fleepd_curl_result(const CURLMsg *message) { return message->data.result; }
