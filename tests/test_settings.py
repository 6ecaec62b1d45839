"""Settings refuse to start wrong, with a sentence that names the one that is."""

import json
import tempfile
from pathlib import Path

import pytest

from bellhop import crypto, settings
from bellhop.errors import Misconfigured
from bellhop.settings import Settings

KEY = crypto.new_key()
RIGHT = {
    "ENVIRONMENT": "production",
    "SECRET_KEYS": KEY,
    "MIGRATION_DATABASE_URL": "postgresql://owner:long-and-random@db/bellhop",
    "REDIS_URL": "redis://redis/0",
}


@pytest.fixture
def home():
    """A folder that everybody may enter, so that it may be a home also for root."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def load(monkeypatch, home):
    """The settings of an environment with these variables and no others."""

    def loaded(**variables: str) -> Settings:
        monkeypatch.chdir(home)
        monkeypatch.setenv("BELLHOP_HOME", str(home))
        for name in ("MIGRATION_DATABASE_URL", "DATABASE_URL", "SYSTEM_DATABASE_URL"):
            monkeypatch.delenv(f"BELLHOP_{name}", raising=False)
        for name in ("REDIS_URL", "SECRET_KEYS", "DATABASE_POOLER"):
            monkeypatch.delenv(f"BELLHOP_{name}", raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(f"BELLHOP_{name}", value)
        return settings.load.__wrapped__()

    return loaded


def test_production_starts_with_real_secrets(load):
    loaded = load(**RIGHT)
    assert loaded.json_logs
    assert loaded.fernet_keys() == [KEY]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEYS", "changeme"),
        ("SECRET_KEYS", ""),
        pytest.param("SECRET_KEYS", f"{KEY},short", id="one-of-two"),
        ("SECRET_KEYS", "x" * 44),
        ("DEEPSEEK_API_KEY", "your-key"),
        ("DEEPSEEK_API_KEY", "CHANGEME"),
        ("MIGRATION_DATABASE_URL", "postgresql://owner:changeme@db/bellhop"),
        ("DATABASE_URL", "postgresql://bellhop_app:secret@db/bellhop"),
        ("REDIS_URL", "redis://:changeme@redis/0"),
    ],
)
def test_a_placeholder_stops_a_production_start_and_is_named(load, name, value):
    with pytest.raises(Misconfigured, match=f"BELLHOP_{name}") as refused:
        load(**(RIGHT | {name: value}))
    assert not value or value not in str(refused.value)


def test_missing_keys_stop_a_production_start(load):
    with pytest.raises(Misconfigured, match="BELLHOP_SECRET_KEYS"):
        load(**{name: value for name, value in RIGHT.items() if name != "SECRET_KEYS"})


def test_development_starts_with_anything(load):
    assert load(SECRET_KEYS="changeme").environment == "development"


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("ENVIRONMENT", "prod")])
def test_a_value_of_the_wrong_kind_is_named(load, name, value):
    with pytest.raises(Misconfigured, match=f"BELLHOP_{name}"):
        load(**{name: value})


def test_without_servers_the_sentence_says_what_to_do(load):
    with pytest.raises(Misconfigured, match="bellhop up"):
        load().owner_url()


def test_lists_are_separated_by_commas(load):
    loaded = load(SECRET_KEYS=f" {KEY} , {crypto.new_key()}", METRICS_PEERS="http://a,http://b,")
    assert len(loaded.fernet_keys()) == 2
    assert loaded.metrics_peers == ["http://a", "http://b"]


def test_secrets_are_not_shown(load):
    shown = repr(load(**RIGHT, DEEPSEEK_API_KEY="sk-very-secret"))
    for secret in (KEY, "sk-very-secret", "long-and-random"):
        assert secret not in shown


def test_the_working_logins_follow_from_the_owners(load):
    loaded = load(**RIGHT)
    assert loaded.app_url().startswith("postgresql://bellhop_app:")
    assert loaded.system_url().startswith("postgresql://bellhop_system:")
    assert "long-and-random" not in loaded.app_url() + loaded.system_url()


def test_running_embedded_servers_are_found_by_their_file(load, home):
    file = {"migration_database_url": "postgresql://o:p@/x", "redis_url": "unix:///r.sock"}
    (home / settings.EMBEDDED_FILE).write_text(json.dumps(file | {"password": "p"}))
    assert load().owner_url() == "postgresql://o:p@/x"
    assert load(REDIS_URL="redis://given/0").broker_url() == "redis://given/0"


def test_with_a_key_deepseek_comes_first(load):
    other = {"name": "x", "base_url": "http://x", "api_key": "k", "model": "m"}
    loaded = load(DEEPSEEK_API_KEY="sk-1", PROVIDERS=json.dumps([other]))
    assert [provider.name for provider in loaded.all_providers()] == ["deepseek", "x"]
    assert [p.name for p in load(DEEPSEEK_API_KEY="").all_providers()] == ["x"]
