"""The web server, for `make run`, containers and tests alike: gunicorn --config python:config.gunicorn."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from config.env import UnsafeSettings, env

try:
    # Here, before any process is made for nothing; and into the one log that everything shares.
    logconfig_dict = settings.LOGGING
except UnsafeSettings as refusal:
    sys.exit(str(refusal))

wsgi_app = "config.wsgi:application"
bind = f"127.0.0.1:{env.int('PORT', default=8000)}"

worker_class = "gthread"
workers = env.int("WEB_CONCURRENCY", default=1)
threads = env.int("WEB_THREADS", default=4)

# Each process loads the site itself: threads (the embedded task worker's) would not survive a fork.
preload_app = False

# A process is replaced now and then, so that leaks stay small; not an only one, whose visitors would have to wait.
max_requests = 5000 if workers > 1 else 0
max_requests_jitter = 500

# Less than a container is given to stop (docker/compose.yaml), so that requests under way end by themselves.
graceful_timeout = 25
timeout = 60
keepalive = 5

# The heartbeat is a file: on a disk, a slow write would look like a dead process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True


def post_worker_init(worker):
    """What a process has loaded stays until it ends: the garbage collector need not walk through it again and again.

    A page makes thousands of objects, nearly all of which go by themselves, so cycles are looked for less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# operations.middleware logs the requests, and decides which proxies are believed.
accesslog = None
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}

# The figures of all processes are added up from files. Those of ended processes count on until the server stops.
metrics_folder = ""
if settings.METRICS_TOKEN and workers > 1:
    metrics_folder = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="cafedjango-metrics-")


def on_exit(server):
    if metrics_folder:
        shutil.rmtree(metrics_folder, ignore_errors=True)
