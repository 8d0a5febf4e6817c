"""Nothing has to be made by hand before the first command."""

import os
import subprocess
import sys

import pytest

from config import ROOT

pytestmark = pytest.mark.one_engine


def test_the_folder_of_the_database_is_made_where_there_is_none(tmp_path):
    state = tmp_path / "not" / "there"
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "STATE_DIR": str(state),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    told = subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "trade"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert (state / "db.sqlite3").exists()
