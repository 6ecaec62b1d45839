"""Small stand-in files: a picture, a voice note, a paper. Made here, so nothing is shipped."""

import io
import math
import struct
import wave
import zlib

RATE = 8000


def voice_note(seconds: float = 1.6) -> bytes:
    """A soft hum that rises and falls, as WAV."""
    count = int(RATE * seconds)
    frames = bytearray()
    for step in range(count):
        swell = math.sin(math.pi * step / count) * (0.6 + 0.4 * math.sin(step / 900))
        tone = math.sin(2 * math.pi * (180 + 40 * math.sin(step / 1500)) * step / RATE)
        frames += struct.pack("<h", int(6000 * swell * tone))
    out = io.BytesIO()
    with wave.open(out, "wb") as note:
        note.setnchannels(1)
        note.setsampwidth(2)
        note.setframerate(RATE)
        note.writeframes(bytes(frames))
    return out.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + checksum


def picture(width: int = 320, height: int = 200) -> bytes:
    """A warm sky over a dark hill, as PNG."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            hill = height * 0.72 - 26 * math.sin(x / 58) - 12 * math.sin(x / 23)
            light = y / height
            sky = (int(236 - 40 * light), int(190 + 10 * light), int(150 + 60 * light))
            rows += bytes((52, 74, 66) if y > hill else sky)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + _chunk(b"IEND", b"")
    )


def make(kind: str) -> tuple[str, str, bytes]:
    """Name, type and bytes for a kind of message."""
    if kind == "voice":
        return "voice.wav", "audio/wav", voice_note()
    if kind in ("image", "sticker"):
        return f"{kind}.png", "image/png", picture()
    if kind == "video":
        return "video.mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    return "document.txt", "text/plain", b"A paper from a guest.\n"
