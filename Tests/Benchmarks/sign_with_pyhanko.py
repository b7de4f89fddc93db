"""Signs a composed contract as both parties with pyHanko: prints signatures and seconds of processor time.

sign_with_pyhanko.py FOLDER COUNT

FOLDER holds contract.pdf, the pictures, certificates and keys that Benchmarks wrote. The time-stamp is made in this
process. Values of typed fields are not filled in, which spares pyHanko a part of the work.
"""

import hashlib
import io
import logging
import sys
import time

from asn1crypto import algos, cms, core, keys, pem, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from PIL import Image
from pyhanko.sign import fields, signers
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

logging.disable(logging.WARNING)
folder, count = sys.argv[1], int(sys.argv[2])


def certificate(name):
    with open(f"{folder}/{name}.pem", "rb") as file:
        return x509.Certificate.load(pem.unarmor(file.read())[2])


def private_key(name):
    with open(f"{folder}/{name}.key", "rb") as file:
        key = serialization.load_pem_private_key(file.read(), None)
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return key, keys.PrivateKeyInfo.load(der)


class Timestamper(DummyTimeStamper):
    """pyHanko's own in-process time-stamper, which knows RSA only, with a P-256 key that is read once."""

    def __init__(self, tsa_certificate, key, info, chain):
        super().__init__(tsa_certificate, info, certs_to_embed=chain)
        self.key = key

    def _sign_tst_info(self, tst_info_data, md_algorithm, dt):
        digest = hashlib.new(md_algorithm, tst_info_data).digest()
        attributes = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
                simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(self.tsa_cert)),
                simple_cms_attribute("message_digest", digest),
            ]
        )
        return self.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())), attributes

    def _build_signed_data(self, tst_info_data, md_algorithm, signature, signed_attrs):
        data = super()._build_signed_data(tst_info_data, md_algorithm, signature, signed_attrs)
        data["signer_infos"][0]["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
        return data


def picture(name):
    with open(f"{folder}/{name}.png", "rb") as file:
        return file.read()


def signer_of(name, root):
    info = private_key(name)[1]
    return signers.SimpleSigner(
        signing_cert=certificate(name),
        signing_key=info,
        cert_registry=SimpleCertificateStore.from_certs([root]),
    )


def sign(pdf, field, signer, image, certify, timestamper):
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason="签订劳动合同",
        certify=certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )
    style = TextStampStyle(stamp_text="", background=PdfImage(Image.open(io.BytesIO(image))), border_width=0)
    pdf_signer = signers.PdfSigner(metadata, signer=signer, timestamper=timestamper, stamp_style=style)
    return pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True).getvalue()


root = certificate("root")
timestamper = Timestamper(certificate("timestamper"), *private_key("timestamper"), [root])
employee, enterprise = signer_of("employee", root), signer_of("enterprise", root)
handwriting, seal = picture("handwriting"), picture("seal")
with open(f"{folder}/contract.pdf", "rb") as file:
    contract = file.read()


def sign_both():
    first = sign(contract, "EmployeeSignature", employee, handwriting, True, timestamper)
    return sign(first, "EnterpriseSignature", enterprise, seal, False, timestamper)


with open(f"{folder}/pyhanko.pdf", "wb") as file:
    file.write(sign_both())
start = time.process_time()
for _ in range(count):
    sign_both()
print(2 * count, time.process_time() - start)
