"""No container engine is needed to see that the image and the composition fit the house they are made of."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands, load_command_class

from config import ROOT
from config import gunicorn as server
from tests.testbed.production import environment

pytestmark = pytest.mark.one_engine

DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text()
COMPOSE_FILE = ROOT / "docker" / "compose.yaml"
COMPOSE = yaml.safe_load(COMPOSE_FILE.read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("cafedjango")}
BIN = Path(sys.executable).parent


def instructions(keyword: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(keyword).strip() for line in joined.splitlines() if line.startswith(f"{keyword} ")]


def run(*command: str, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=environment(**variables), capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_composition_is_valid_by_the_compose_specification():
    run(str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(COMPOSE_FILE))


def test_all_that_the_image_is_made_of_is_there_and_reaches_the_build():
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = {source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]}
    assert copied == set(allowed)
    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_every_part_of_the_site_is_in_the_image():
    ours = [Path(app.path) for app in apps.get_app_configs() if not Path(app.path).is_relative_to(sys.prefix)]
    parts = {path.relative_to(ROOT).parts[0] for path in ours}
    copied = {line.split()[0] for line in instructions("COPY")}
    assert {"site", "shop", "oscar_forks"} <= parts <= copied
    assert {"templates", "static"} <= copied


def test_nothing_of_ones_own_machine_gets_into_the_image():
    lines = (ROOT / ".dockerignore").read_text().split("\n")
    assert next(line for line in lines if line and not line.startswith("#")) == "*"
    assert not re.search(r"\btools\.txt|\.env\b|COPY \. ", DOCKERFILE)


def test_the_site_runs_as_nobody_in_particular_with_nothing_more_than_it_needs():
    assert instructions("USER") == ["10001"]
    for service in OURS.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_commands_are_lists_so_that_signals_reach_them():
    for line in instructions("CMD"):
        assert json.loads(line)
    assert instructions("ENTRYPOINT") == []
    for service in OURS.values():
        assert isinstance(service.get("command", []), list)


def test_every_image_names_its_version():
    images = [line.split()[0] for line in instructions("FROM")] + [service["image"] for service in SERVICES.values()]
    for image in images:
        name, _, version = image.partition(":")
        assert version, f"{name} has no version"
        assert version != "latest"


def test_the_backup_programs_are_of_the_database_servers_version():
    major = re.match(r"postgres:(\d+)", SERVICES["db"]["image"])
    assert major
    assert f"postgresql-client-{major[1]}" in DOCKERFILE


def test_every_variable_of_the_composition_is_documented():
    documented = set(re.findall(r"^([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    known = documented | {"DJANGO_SETTINGS_MODULE"}
    asked_for = set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE_FILE.read_text()))
    given = {name for service in OURS.values() for name in service["environment"]}
    assert asked_for == {"POSTGRES_PASSWORD"}
    assert asked_for | given <= known


def test_no_service_starts_before_what_it_stands_on():
    for name in ("web", "worker", "beat"):
        conditions = {service: rule["condition"] for service, rule in SERVICES[name]["depends_on"].items()}
        assert conditions == {
            "migrate": "service_completed_successfully",
            "db": "service_healthy",
            "redis": "service_healthy",
        }
    for name in ("db", "redis"):
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES["migrate"]["restart"] == "no"


def test_what_is_written_stays_when_containers_are_replaced():
    volumes = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert volumes == set(COMPOSE["volumes"]) == {"state", "db", "redis"}


def test_only_the_site_can_be_reached_and_only_through_a_proxy_on_this_machine():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_containers_have_longer_to_stop_than_the_server_takes():
    assert server.graceful_timeout < int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))


@pytest.mark.heavy
def test_the_web_command_is_one_that_the_server_understands(tmp_path):
    (command,) = (json.loads(line) for line in instructions("CMD") if "gunicorn" in line)
    run(str(BIN / command[0]), *command[1:], "--check-config", **in_the_container(tmp_path))


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_celery_commands_are_ones_that_celery_understands(tmp_path, name):
    command = SERVICES[name]["command"]
    said = run(str(BIN / command[0]), *command[1:], "--help", **in_the_container(tmp_path))
    for option in command[3:]:
        assert option.partition("=")[0] in said


def test_the_migrate_command_is_one_that_django_understands():
    python, file, command, *options = SERVICES["migrate"]["command"]
    assert (python, file) == ("python", "manage.py")
    load_command_class(get_commands()[command], command).create_parser(file, command).parse_args(options)


@pytest.mark.heavy
def test_the_build_gives_production_all_that_it_asks_for(tmp_path):
    collect_as_the_build_does(tmp_path, "--dry-run")


@pytest.mark.heavy
def test_the_build_collects_every_style_script_and_picture_that_another_one_names(tmp_path):
    collect_as_the_build_does(tmp_path)
    assert (tmp_path / "collected" / "staticfiles.json").exists()


def collect_as_the_build_does(folder: Path, *options: str) -> None:
    build = next(line for line in instructions("RUN") if "collectstatic" in line)
    values, _, command = build.partition(" python manage.py ")
    given = dict(word.split("=", 1) for word in shlex.split(values)[1:])
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    kept |= {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    there = {"STATE_DIR": str(folder), "STATIC_ROOT": str(folder / "collected")}
    words = [sys.executable, "manage.py", *shlex.split(command.partition(" && ")[0]), *options]
    done = subprocess.run(words, cwd=ROOT, env=kept | given | there, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def in_the_container(folder: Path) -> dict[str, str]:
    """The environment that the composition gives, with a place of this machine to write to."""
    given = {name: re.sub(r"\$\{.*?\}", "secret", value) for name, value in OURS["web"]["environment"].items()}
    return given | {"STATE_DIR": str(folder), "STATIC_ROOT": str(folder / "collected")}
