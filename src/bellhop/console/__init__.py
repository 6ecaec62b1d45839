"""The staff's pages."""

from bellhop.console.app import error_page, mount, shows_pages
from bellhop.console.live import Hub

__all__ = ["Hub", "error_page", "mount", "shows_pages"]
