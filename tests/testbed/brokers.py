"""Redis and RabbitMQ as Debian has them, each on a port and in a folder of the tests' own."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.testbed.debian import needs
from tests.testbed.ports import free_port
from tests.testbed.processes import eventually, program


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    server, port, log = needs("redis-server"), free_port(), folder / "redis.log"
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    with program(command, log=log, env={}):
        eventually(lambda: answers(port), within=10, what="Redis answers", log=log)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def rabbitmq(folder: Path) -> Iterator[str]:
    needs("rabbitmq-server")
    # The package's own command insists on its user and its folders; the one behind it does not.
    server = needs("rabbitmq-server", command="/usr/lib/rabbitmq/bin/rabbitmq-server")
    port, distribution, names, log = free_port(), free_port(), free_port(), folder / "rabbitmq.log"
    env = {
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"tests{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_CONFIG_FILE": str(folder / "none"),
        "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "generated"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
    }
    try:
        with program([server], log=log, env=env):
            eventually(lambda: answers(port), within=60, what="RabbitMQ answers", log=log)
            yield f"amqp://guest:guest@127.0.0.1:{port}//"
    finally:
        # Erlang's directory of names outlives the server that started it.
        if directory := shutil.which("epmd"):
            subprocess.run([directory, "-kill"], env=os.environ | env, capture_output=True)
