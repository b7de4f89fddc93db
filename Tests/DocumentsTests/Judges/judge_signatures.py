"""Prints what pyHanko finds about every signature of a PDF, as JSON.

usage: judge_signatures.py FILE ROOT.pem CRL.der
"""

import json
import logging
import sys

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def main() -> None:
    logging.disable(logging.CRITICAL)
    path, root_path, crl_path = sys.argv[1:]
    with open(root_path, "rb") as file:
        root = x509.Certificate.load(pem.unarmor(file.read())[2])
    with open(crl_path, "rb") as file:
        revoked = crl.CertificateList.load(file.read())
    context = ValidationContext(trust_roots=[root], crls=[revoked], revocation_mode="hard-fail", allow_fetching=False)
    findings = []
    with open(path, "rb") as file:
        reader = PdfFileReader(file)
        for signature in reader.embedded_regular_signatures:
            try:
                status = validate_pdf_signature(
                    signature, signer_validation_context=context, ts_validation_context=context
                )
                findings.append(
                    {
                        "field": signature.field_name,
                        "bottomLine": status.bottom_line,
                        "intact": status.intact,
                        "valid": status.valid,
                        "trusted": status.trusted,
                        "documentUnchanged": bool(status.docmdp_ok),
                        "level": getattr(status.modification_level, "name", str(status.modification_level)),
                        "coverage": status.coverage.name,
                    }
                )
            except Exception as problem:  # a judge reports whatever it trips over
                findings.append({"field": signature.field_name, "bottomLine": False, "problem": str(problem)})
    json.dump(findings, sys.stdout)


main()
