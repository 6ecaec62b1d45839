"""The console as an app on a phone: its manifest, its service worker, notices to browsers."""

from bellhop.console.install.devices import router as devices
from bellhop.console.install.shell import router as shell

ROUTERS = (shell, devices)

__all__ = ["ROUTERS"]
