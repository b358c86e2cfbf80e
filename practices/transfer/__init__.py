"""The library as files: the starter library, export and import, backup, a made-up library."""
