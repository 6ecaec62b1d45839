"""The staff's pages."""

from bellhop.console.app import error_page, mount, shows_pages

__all__ = ["error_page", "mount", "shows_pages"]
