# One image, no root: `docker build -t a-better-way .`, or `docker compose up` with PostgreSQL.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    # The packages are installed below; manage.py makes no environment of its own here.
    BETTERWAY_BOOTSTRAP=off \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data

# pg_dump, for the backup that `up` makes before it migrates.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /home/library library \
    && install --directory --owner library --group library /data

WORKDIR /app
COPY requirements-server.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements-server.lock
COPY manage.py LICENSE ./
COPY betterway betterway
COPY practices practices
COPY roundtables roundtables
COPY templates templates
COPY static static

USER library
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=4)"]
# Migrates, loads the starter library where it is empty, collects the static files, serves.
CMD ["python", "manage.py", "up"]
