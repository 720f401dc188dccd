"""One reader a format: `NAME`, `MEDIA_TYPE`, `accepts(data)` and `read(data)`."""
