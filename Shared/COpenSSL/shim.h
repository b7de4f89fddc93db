#ifndef SUIYUE_COPENSSL_SHIM_H
#define SUIYUE_COPENSSL_SHIM_H

#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Macros and typed stacks that Swift cannot import.

static inline void suiyue_free(void *memory) { OPENSSL_free(memory); }
static inline void *suiyue_copy(const void *bytes, size_t count) { return OPENSSL_memdup(bytes, count); }

static inline EVP_PKEY *suiyue_make_p256_key(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"); }

static inline long suiyue_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

static inline void suiyue_extension_context(X509V3_CTX *context, X509 *issuer, X509 *subject, X509_CRL *crl)
{
    X509V3_set_ctx(context, issuer, subject, NULL, crl, 0);
    X509V3_set_ctx_nodb(context);
}

static inline STACK_OF(X509) *suiyue_certificates_new(void) { return sk_X509_new_null(); }
static inline int suiyue_certificates_count(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
static inline X509 *suiyue_certificates_at(const STACK_OF(X509) *stack, int index) { return sk_X509_value(stack, index); }
static inline void suiyue_certificates_free(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }
static inline void suiyue_certificates_free_stack(STACK_OF(X509) *stack) { sk_X509_free(stack); }
/// Adds a further reference to the certificate.
static inline int suiyue_certificates_add(STACK_OF(X509) *stack, X509 *certificate)
{
    return X509_add_cert(stack, certificate, X509_ADD_FLAG_UP_REF);
}

/// The certificates a time-stamp token encloses; they belong to the token.
static inline STACK_OF(X509) *suiyue_token_certificates(const PKCS7 *token)
{
    return PKCS7_type_is_signed(token) && token->d.sign ? token->d.sign->cert : NULL;
}

static inline int suiyue_signers_count(const STACK_OF(CMS_SignerInfo) *stack) { return sk_CMS_SignerInfo_num(stack); }
static inline CMS_SignerInfo *suiyue_signers_at(const STACK_OF(CMS_SignerInfo) *stack, int index)
{
    return sk_CMS_SignerInfo_value(stack, index);
}

#endif
