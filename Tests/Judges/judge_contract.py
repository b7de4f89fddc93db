"""Judges every signature of a contract with pyHanko, which shares no code with the platform.

    judge_contract.py FILE ROOT.pem [CRL.der]

Prints a JSON object {"good": …, "signatures": […]} and ends with 0 only when there is a signature and every one is
intact, valid, trusted by the root, time-stamped by a trusted authority, and followed by permitted changes only.
"""

import json
import logging
import sys

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

PERMITTED = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


def trust(root_path: str, crl_path: str | None) -> ValidationContext:
    with open(root_path, "rb") as file:
        root = x509.Certificate.load(pem.unarmor(file.read())[2])
    if crl_path is None:
        return ValidationContext(trust_roots=[root], allow_fetching=False)
    with open(crl_path, "rb") as file:
        revoked = crl.CertificateList.load(file.read())
    return ValidationContext(trust_roots=[root], crls=[revoked], revocation_mode="hard-fail", allow_fetching=False)


def judge(signature, context: ValidationContext) -> dict:
    status = validate_pdf_signature(signature, signer_validation_context=context, ts_validation_context=context)
    stamp = status.timestamp_validity
    checks = {
        "intact": status.intact,
        "valid": status.valid,
        "trusted": status.trusted,
        "timestamped": stamp is not None and stamp.intact and stamp.valid and stamp.trusted,
        "permitted": status.modification_level in PERMITTED,
        "bottomLine": status.bottom_line,
    }
    return {
        "field": signature.field_name,
        "signer": signature.signer_cert.subject.native.get("common_name"),
        "signedAt": stamp.timestamp.isoformat() if stamp is not None else None,
        "level": status.modification_level.name if status.modification_level is not None else None,
        "coverage": status.coverage.name,
        **checks,
        "good": all(checks.values()),
    }


def main() -> int:
    logging.disable(logging.CRITICAL)
    path, root_path, *rest = sys.argv[1:]
    context = trust(root_path, rest[0] if rest else None)
    findings = []
    try:
        with open(path, "rb") as file:
            for signature in PdfFileReader(file).embedded_regular_signatures:
                try:
                    findings.append(judge(signature, context))
                except Exception as problem:  # a judge reports whatever it trips over
                    findings.append({"field": signature.field_name, "good": False, "problem": str(problem)})
    except Exception as problem:
        findings.append({"good": False, "problem": str(problem)})
    good = bool(findings) and all(finding["good"] for finding in findings)
    print(json.dumps({"good": good, "signatures": findings}, ensure_ascii=False))
    return 0 if good else 1


sys.exit(main())
