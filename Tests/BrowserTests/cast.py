"""People and enterprises that do not exist, with numbers whose check digits are right."""

import random
from dataclasses import dataclass

RUN = random.randrange(100_000)
STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass
class Person:
    name: str
    phone: str
    id_number: str
    address: str
    is_male: bool


@dataclass
class Enterprise:
    name: str
    uscc: str


_count = 0


def _next():
    global _count
    _count += 1
    return _count


def person():
    number = _next()
    id_number = resident_id(number)
    return Person(
        name="测试" + STEMS[number % 10],
        # Endings such as 0404 make the sandbox fail on purpose.
        phone=f"139{RUN // 11:04d}{60 + RUN % 11:02d}{number:02d}",
        id_number=id_number,
        address=f"示例市虚构区测试路{number}号",
        is_male=int(id_number[16]) % 2 == 1,
    )


def enterprise():
    number = _next()
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in f"{RUN:05d}")
    return Enterprise(name=f"示例{digits}{STEMS[number % 10]}科技有限公司", uscc=credit_code(number))


def resident_id(number):
    body = f"44{RUN % 10000:04d}{1970 + number % 25}{1 + number % 12:02d}{1 + RUN % 28:02d}{number:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights))
    return body + "10X98765432"[total % 11]


def credit_code(number):
    organization = f"MA{RUN:05d}0"
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    check = 11 - sum(int(sign, 36) * weight for sign, weight in zip(organization, weights)) % 11
    body = f"9144{number:04d}{organization}" + {10: "X", 11: "0"}.get(check, str(check))
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    total = sum(alphabet.index(sign) * weight for sign, weight in zip(body, weights))
    return body + alphabet[(31 - total % 31) % 31]
