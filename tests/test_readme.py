"""The README stays true: its commands, its map and its variables exist."""

import re

import pytest

from config import ROOT

pytestmark = pytest.mark.one_engine

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.M))


def test_every_make_command_that_the_readme_names_exists():
    named = set(re.findall(r"\bmake ([a-z-]+)", README))
    assert named <= TARGETS | {"help"}


def test_every_make_command_is_in_the_readme():
    assert {target for target in TARGETS if f"make {target}" not in README} == set()


def test_every_place_on_the_map_exists_and_every_room_is_on_it():
    plan = README.split("```text\n")[1].split("```")[0]
    places, outer = [], ""
    for line in plan.splitlines():
        names = re.match(r"( *)((?:[\w/]+/ *)+)", line)
        inner = bool(names[1])
        for name in names[2].split():
            outer, place = (outer, outer + name) if inner else (name, name)
            places.append(place)
    assert [place for place in places if not (ROOT / place).is_dir()] == []
    rooms = {f"shop/{app.parent.name}/" for app in ROOT.glob("shop/*/apps.py")}
    assert rooms <= set(places)


def test_every_file_that_the_readme_points_to_exists():
    for path in re.findall(r"`((?:[\w.]+/)+[\w.]+\.[a-z]+)`", README) + re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / path).exists(), path
