"""copydesk reads a news article the way a good copy desk does, before it is published."""

__version__ = "0.1.0"
