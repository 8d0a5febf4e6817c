"""Where every setting that differs between machines is read: the environment, and a .env file at the root if there is one."""

import environ

from config import ROOT

env = environ.Env()
environ.Env.read_env(ROOT / ".env")
