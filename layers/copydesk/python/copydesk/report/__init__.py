"""An analysis becomes something to read: HTML first."""
