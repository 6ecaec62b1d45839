"""All settings of one installation, read once from the environment (prefix BELLHOP_).

What the environment leaves out is taken from the embedded servers' file in BELLHOP_HOME when
one was written there by `bellhop up`, so every command on the machine finds the same servers.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bellhop.errors import Misconfigured

EMBEDDED_FILE = "embedded.json"
SHARED_HOME = Path("/var/lib/bellhop")
PLACEHOLDERS = {"", "changeme", "change-me", "changethis", "secret", "your-key", "xxx", "todo"}
FERNET_KEY_BYTES = 32
ADDRESSES = ("migration_database_url", "database_url", "system_database_url", "redis_url")


class Price(BaseModel):
    """USD per million tokens, off peak and at peak, in force from a day on."""

    valid_from: str = "2026-01-01"
    hit: float = 0.003
    miss: float = 0.15
    out: float = 0.60
    peak_factor: float = 2.0


class Provider(BaseModel):
    """One OpenAI-compatible model provider; the first that is allowed and well answers."""

    name: str
    base_url: str
    api_key: SecretStr
    model: str
    structured_mode: Literal["json_object", "json_schema", "strict_tool", "responses", "text"] = (
        "json_object"
    )
    extra_body: dict[str, Any] = Field(default_factory=dict)
    max_tokens_field: str = "max_tokens"
    deadline_seconds: float = 6.0
    concurrency: int = 200
    per_hotel: int = 50
    region: str = "cn"
    prices: list[Price] = Field(default_factory=lambda: [Price()])
    peak_hours_utc: list[tuple[int, int]] = Field(default_factory=list)
    balance: bool = False
    warn_below: float = 5.0
    """In the currency of the balance: the operator is told when less is left."""


class Settings(BaseSettings):
    """See the README for what each means. Secrets are never shown by repr()."""

    model_config = SettingsConfigDict(
        env_prefix="BELLHOP_", env_file=".env", extra="ignore", frozen=True
    )

    environment: Literal["development", "production"] = "development"
    home: Path = Path(".bellhop")
    migration_database_url: SecretStr | None = None
    database_url: SecretStr | None = None
    system_database_url: SecretStr | None = None
    database_pooler: bool = False
    database_pool_size: int = 20
    redis_url: SecretStr | None = None
    secret_keys: Annotated[list[SecretStr], NoDecode] = Field(default_factory=list)
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: str = "127.0.0.1"
    metrics_port: int | None = None
    metrics_peers: Annotated[list[str], NoDecode] = Field(default_factory=list)
    log_format: Literal["json", "text"] | None = None
    log_level: str = "INFO"
    deepseek_api_key: SecretStr | None = None
    deepseek_base_url: str = "https://api.deepseek.com"
    deepseek_model: str = "deepseek-flash"
    providers: list[Provider] = Field(default_factory=list)
    operator_alert_urls: Annotated[list[SecretStr], NoDecode] = Field(default_factory=list)
    smtp_url: SecretStr | None = None
    second_factor_for: Literal["nobody", "owners", "everybody"] = "nobody"
    """Who must use an authenticator app in the console; owners means operators too."""
    media_limit_mb: int = 16
    worker_slots: int = 200
    refusals_per_minute: int = 100
    events_per_minute: int = 30_000
    api_requests_per_minute: int = 600
    private_addresses: bool | None = None
    sandbox_url: str = ""
    """Where practice numbers live; `bellhop up` sets it, a production has none."""

    @field_validator("secret_keys", "metrics_peers", "operator_alert_urls", mode="before")
    @classmethod
    def _split_by_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @model_validator(mode="before")
    @classmethod
    def _fill_from_embedded_servers(cls, values: dict[str, Any]) -> dict[str, Any]:
        home = resolve_home(Path(values.get("home") or ".bellhop"))
        values["home"] = home
        file = home / EMBEDDED_FILE
        if file.is_file():
            for name, value in json.loads(file.read_text()).items():
                values.setdefault(name, value)
        return values

    @model_validator(mode="after")
    def _refuse_placeholders(self) -> Self:
        if self.environment == "production":
            if not all(_is_fernet_key(key.get_secret_value()) for key in self.secret_keys):
                raise ValueError("BELLHOP_SECRET_KEYS holds a placeholder; make a Fernet key")
            if not self.secret_keys:
                raise ValueError("BELLHOP_SECRET_KEYS is missing; `bellhop keys new` prints one")
            key = self.deepseek_api_key
            if key is not None and key.get_secret_value().lower() in PLACEHOLDERS:
                raise ValueError(
                    "BELLHOP_DEEPSEEK_API_KEY is a placeholder; set it or leave it out"
                )
            for name in ADDRESSES:
                address: SecretStr | None = getattr(self, name)
                if address is not None and _has_placeholder(address.get_secret_value()):
                    raise ValueError(f"BELLHOP_{name.upper()} holds a placeholder as its password")
        return self

    @property
    def json_logs(self) -> bool:
        """One JSON object a line in production, colours in development, unless told otherwise."""
        return (self.log_format or ("json" if self.environment == "production" else "text")) == (
            "json"
        )

    @property
    def may_call_private_addresses(self) -> bool:
        """May a hotel name an address of our own network to be called? In development, or when
        the operator says so: in production a hotel could otherwise look around inside."""
        if self.private_addresses is not None:
            return self.private_addresses
        return self.environment == "development"

    def owner_url(self) -> str:
        """The login that owns the tables and runs migrations."""
        return _needed(self.migration_database_url, "BELLHOP_MIGRATION_DATABASE_URL")

    def app_url(self) -> str:
        """The login that works for one hotel at a time."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return _derived(self.migration_database_url, "bellhop_app", "BELLHOP_DATABASE_URL")

    def system_url(self) -> str:
        """The login that reads only keys and ids."""
        if self.system_database_url:
            return self.system_database_url.get_secret_value()
        return _derived(
            self.migration_database_url, "bellhop_system", "BELLHOP_SYSTEM_DATABASE_URL"
        )

    def broker_url(self) -> str:
        return _needed(self.redis_url, "BELLHOP_REDIS_URL")

    def fernet_keys(self) -> list[str]:
        if not self.secret_keys:
            raise Misconfigured(
                "BELLHOP_SECRET_KEYS is not set. It holds Fernet keys, newest first, separated by"
                " commas; `bellhop keys new` prints one."
            )
        return [key.get_secret_value() for key in self.secret_keys]

    def all_providers(self) -> list[Provider]:
        """DeepSeek first when it has a key, then what BELLHOP_PROVIDERS lists."""
        if self.deepseek_api_key is None or not self.deepseek_api_key.get_secret_value():
            return list(self.providers)
        deepseek = Provider(
            name="deepseek",
            base_url=self.deepseek_base_url,
            api_key=self.deepseek_api_key,
            model=self.deepseek_model,
            extra_body={"thinking": {"type": "disabled"}},
            # 09:00-12:00 and 14:00-18:00 in Beijing, Monday to Friday (pricing page, 2026-10).
            peak_hours_utc=[(1, 4), (6, 10)],
            balance=True,
        )
        return [deepseek, *self.providers]


@functools.cache
def load() -> Settings:
    """The settings of this process. Raises Misconfigured with a sentence that says what to do."""
    try:
        return Settings()
    except ValueError as error:
        raise Misconfigured(_sentence(error)) from error


def resolve_home(home: Path) -> Path:
    """Where the embedded servers keep their data.

    As root the embedded PostgreSQL runs as another user, which must be able to enter every folder
    above its data; no home folder is opened for it, so such data lives in /var/lib/bellhop.
    """
    home = home.expanduser().resolve()
    if os.geteuid() != 0:
        return home
    existing = [folder for folder in (home, *home.parents) if folder.exists()]
    closed = any(not folder.stat().st_mode & 0o001 for folder in existing if folder != home)
    return SHARED_HOME if closed else home


def _is_fernet_key(value: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(value)) == FERNET_KEY_BYTES
    except ValueError:
        return False


def _has_placeholder(url: str) -> bool:
    """No password at all is a choice: a socket or a certificate may do."""
    password = urlsplit(url).password
    return password is not None and password.lower() in PLACEHOLDERS


def _needed(value: SecretStr | None, name: str) -> str:
    if value is None or not value.get_secret_value():
        raise Misconfigured(
            f"{name} is not set, and no embedded servers run here. Set it, or start"
            " `bellhop up` first."
        )
    return value.get_secret_value()


def _derived(owner: SecretStr | None, role: str, name: str) -> str:
    """The URL of a role that `bellhop migrate` makes; its password follows from the owner's."""
    parts = urlsplit(_needed(owner, name))
    password = derived_password(parts.password or "", role)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password)}@{place}"))


def derived_password(owner_password: str, role: str) -> str:
    return hmac.new(owner_password.encode(), role.encode(), hashlib.sha256).hexdigest()


def _sentence(error: ValueError) -> str:
    errors = getattr(error, "errors", None)
    if errors is None:
        return str(error)
    parts = [
        f"BELLHOP_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" if e["loc"] else str(e["msg"])
        for e in errors(include_url=False, include_input=False, include_context=False)
    ]
    return "; ".join(parts)
