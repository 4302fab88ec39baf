"""Answers that a page can recognise but that nobody reads in its source.

Each answer, or part of one, is stretched into a key by repeated SHA-256. A digest of the key
finds the entry, and the key opens it: verdict, message and record are the SHA-256 stream of the
key away from plain text. What was not answered stays shut.

This keeps answers out of sight: in the notebook, its saved outputs, the source of a page, and a
search for the answer's words. It does not keep them from somebody who writes a program to try
all answers of a question (four options are four tries), nor from a reader of the question files
or of the ledger, which are open. For a mark that counts, use the exercises and their grading.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

ROUNDS = 64  # of stretching; the page must do them within a frame, in plain JavaScript


def key_of(salt: str, token: str) -> bytes:
    """Return the key that belongs to a token."""
    key = hashlib.sha256(f"{salt}|{token}".encode()).digest()
    for _ in range(ROUNDS):
        key = hashlib.sha256(key).digest()
    return key


def seal(salt: str, token: str, content: Any) -> tuple[str, str]:
    """Return the tag by which an entry is found, and its sealed content."""
    key = key_of(salt, token)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return _tag(key), base64.b64encode(_mix(key, data)).decode()


def unseal(salt: str, token: str, entries: Mapping[str, str]) -> Any:
    """Return the content of an entry, or None where the token has none."""
    key = key_of(salt, token)
    sealed = entries.get(_tag(key))
    return None if sealed is None else json.loads(_mix(key, base64.b64decode(sealed)))


def _tag(key: bytes) -> str:
    return hashlib.sha256(key + b"tag").hexdigest()[:16]


def _mix(key: bytes, data: bytes) -> bytes:
    count = len(data) // 32 + 1
    stream = b"".join(hashlib.sha256(key + n.to_bytes(4, "big")).digest() for n in range(count))
    return bytes(a ^ b for a, b in zip(data, stream, strict=False))
