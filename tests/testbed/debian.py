"""What tests need of Debian. Where it is missing they are skipped with its name; where all is required, they fail."""

import os
import shutil

import pytest

PLACES = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/lib/rabbitmq/bin"])


def needs(package: str, *, command: str | None = None) -> str:
    """The path of the package's command, which mostly has the package's name."""
    found = shutil.which(command or package, path=PLACES)
    if found:
        return found
    missing = f"needs Debian's {package} (apt-get install {package})"
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(missing)
    pytest.skip(missing)
