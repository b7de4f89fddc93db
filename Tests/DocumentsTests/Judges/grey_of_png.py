"""Writes a page's PNG as a PGM: python3 grey_of_png.py page.png page.pgm

Reads what we write: a palette of up to sixteen colours or eight bits of red, green and blue, rows without a filter.
"""

import struct
import sys
import zlib


def grey(red, green, blue):
    return (299 * red + 587 * green + 114 * blue) // 1000


data = open(sys.argv[1], "rb").read()
assert data[:8] == b"\x89PNG\r\n\x1a\n"
place, chunks = 8, {}
while place < len(data):
    (length,) = struct.unpack(">I", data[place : place + 4])
    name, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
    (check,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
    assert check == zlib.crc32(name + content)
    chunks[name] = chunks.get(name, b"") + content
    place += 12 + length
width, height, bits, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
rows = zlib.decompress(chunks[b"IDAT"])
with open(sys.argv[2], "wb") as out:
    out.write(b"P5\n%d %d\n255\n" % (width, height))
    if (bits, colour) == (4, 3):
        palette = chunks[b"PLTE"]
        greys = [grey(*palette[i : i + 3]) for i in range(0, len(palette), 3)]
        table = bytearray(256)
        for digit, value in zip(b"0123456789abcdef", greys):
            table[digit] = value
        length = (width + 1) // 2 + 1
        for row in range(height):
            line = rows[row * length : (row + 1) * length]
            assert line[0] == 0
            out.write(line[1:].hex().encode().translate(table)[:width])
    else:
        assert (bits, colour) == (8, 2)
        length = 3 * width + 1
        for row in range(height):
            line = rows[row * length : (row + 1) * length]
            assert line[0] == 0
            out.write(bytes(grey(*pixel) for pixel in zip(line[1::3], line[2::3], line[3::3])))
